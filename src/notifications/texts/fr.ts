import type { StaffRole } from '../../kernel/actor.ts';
import { alarms } from './alarms.fr.ts';
import { changes } from './changes.fr.ts';
import { doors } from './doors.fr.ts';
import { openers } from './openers.fr.ts';
import type { MailTexts, SaidBooking } from './mail-texts.ts';

const ACCESS: Record<SaidBooking['access'], string> = {
  'door-code': 'Vous ouvrez la porte avec un code d’accès. Par précaution, il n’est pas dans ce message : vous le trouverez sur la page de votre réservation, peu avant le début. Quelqu’un d’autre arrive en premier ? Donnez-lui son propre lien sur cette page.',
  key: 'Vous retirez une clé. La page de votre réservation indique où et quand.',
  staff: 'Un membre du personnel vous ouvre la porte.',
};

const ROLES: Record<StaffRole, string> = { agent: 'collaborateur du centre de contact', manager: 'gestionnaire de salles', finance: 'collaborateur finances', administrator: 'administrateur', reader: 'lecteur' };

const back = ({ refund }: SaidBooking): string => {
  if (refund === 'nothing-paid') return 'Vous n’aviez encore rien payé.';
  if (refund === 'nothing-back') return 'Selon les conditions d’annulation que vous avez acceptées, plus rien n’est remboursé.';
  return `Nous vous remboursons ${refund.amount}, sur le compte ou la carte avec lequel vous avez payé. Cela prend en général quelques jours ouvrables.`;
};
const because = (reason: string): string[] => (reason === '' ? [] : [`Motif : ${reason}`]);

export const fr: MailTexts = {
  ...changes,
  ...doors,
  ...alarms,
  ...openers,
  greeting: (name) => `Bonjour ${name},`,
  greetingAll: 'Bonjour,',
  closing: 'Cordialement',
  sender: (city) => `Salles de la Ville de ${city}`,
  footer: (phone, email) => `Ce message a été envoyé automatiquement. Des questions ? Appelez le ${phone} ou écrivez à ${email}.`,
  labels: { hall: 'Salle', address: 'Adresse', when: 'Quand', activity: 'Activité', booker: 'Demandeur', attendance: 'Nombre de personnes', price: 'Total', code: 'Réservation', lock: 'Serrure', since: 'Depuis' },
  booking: {
    'booking-requested': (b) => ({
      subject: `Nous avons reçu votre demande pour ${b.hall}`,
      lines: [`Votre demande pour ${b.hall} est bien arrivée. Le gestionnaire décide, au plus tard le ${b.heldUntil}. Jusque-là, nous gardons la salle pour vous.`, 'Vous recevrez un message dès qu’il y a une décision. Vous n’avez rien à faire pour l’instant.'],
      action: 'Voir votre demande',
    }),
    'booking-held': (b) => ({
      subject: b.wasRequested ? `Approuvé : payez ${b.hall} pour confirmer` : `Payez ${b.hall} pour confirmer`,
      lines: [...(b.wasRequested ? ['Le gestionnaire a approuvé votre demande.'] : []), `Nous gardons ${b.hall} pour vous jusqu’au ${b.heldUntil}. Payez avant ce moment : ensuite votre option expire et la salle redevient libre.`],
      action: `Payer ${b.due}`,
    }),
    'booking-confirmed': (b) => ({
      subject: `Confirmé : ${b.hall}, ${b.when}`,
      lines: [...(b.wasRequested && b.isFree ? ['Le gestionnaire a approuvé votre demande.'] : []), `Votre réservation de ${b.hall} est confirmée.`, ACCESS[b.access]],
      action: 'Voir votre réservation',
      after: ['Vous trouverez en annexe votre réservation pour votre agenda.', `Vous ne pouvez pas venir ? Annulez à temps, quelqu’un d’autre pourra utiliser la salle. Questions sur le bâtiment : ${b.contact}.`],
    }),
    'booking-declined': (b) => ({
      subject: `Non approuvé : votre demande pour ${b.hall}`,
      lines: [`Le gestionnaire n’a pas pu approuver votre demande pour ${b.hall}.`, ...because(b.reason), 'Vous n’avez rien à payer. Une autre salle ou un autre moment convient peut-être.'],
      action: 'Chercher une autre salle',
    }),
    'booking-cancelled': (b) => ({
      subject: `Annulé : ${b.hall}, ${b.when}`,
      lines: [`Votre réservation de ${b.hall} est annulée.`, ...because(b.reason), back(b)],
      action: 'Voir votre réservation',
    }),
    'booking-expired': (b) => ({
      subject: `Expiré : votre option sur ${b.hall}`,
      lines: [b.wasRequested ? 'Aucune décision ni aucun paiement n’est arrivé à temps ; votre demande a donc expiré.' : 'Aucun paiement n’est arrivé à temps ; votre option a donc expiré.', 'La salle est de nouveau libre pour tous. Vous la voulez encore ? Réservez-la à nouveau.'],
      action: 'Chercher une salle libre',
    }),
    'payment-failed': (b) => ({
      subject: `Votre paiement pour ${b.hall} n’a pas réussi`,
      lines: ['Votre paiement n’a pas réussi ou a été interrompu. Rien n’a été débité de votre compte.', `Nous gardons encore la salle jusqu’au ${b.heldUntil}. Jusque-là, vous pouvez payer à nouveau.`],
      action: `Payer ${b.due}`,
    }),
    'hold-ending': (b) => ({
      subject: `Encore à payer : ${b.hall}, ${b.when}`,
      lines: [`Nous gardons encore ${b.hall} pour vous jusqu’au ${b.heldUntil}. Payez avant ce moment : ensuite votre option expire et la salle redevient libre.`, 'Vous n’avez plus besoin de la salle ? Annulez, quelqu’un d’autre pourra l’utiliser.'],
      action: `Payer ${b.due}`,
    }),
  },
  approvalAsked: (b) => ({
    subject: `Demande pour ${b.hall} : votre décision est attendue`,
    lines: [`${b.booker} demande ${b.hall}. Décidez au plus tard le ${b.heldUntil} : ensuite la demande expire et la salle redevient libre.`],
    action: 'Voir les demandes',
  }),
  feedbackWanted: (b) => ({
    subject: `Comment était-ce à ${b.hall} ?`,
    lines: [`Vous étiez récemment à ${b.hall}. Qu’en avez-vous pensé ? Une minute suffit : donnez des étoiles et dites ce qui était bien ou non.`, 'Quelque chose était cassé ou sale ? Joignez une photo. Le gestionnaire lit tout et répond si nécessaire.'],
    action: 'Donner votre avis',
    after: ['Vous préférez ne pas répondre ? Vous ne devez rien faire : nous ne le demandons qu’une fois.'],
  }),
  poorFeedback: (b, { stars, text }) => ({
    subject: `${stars} sur 5 pour ${b.hall} : à vérifier`,
    lines: [`Un demandeur a donné ${stars === 1 ? '1 étoile' : `${stars} étoiles`} sur 5 à ${b.hall}.`, ...(text === '' ? [] : [`« ${text} »`]), 'Vérifiez ce qui se passe, indiquez ce que vous avez fait et répondez au demandeur.'],
    action: 'Voir l’avis',
  }),
  payByEarlierLink: 'Pour payer, utilisez le lien de notre message précédent : il fonctionne encore. Vous ne devez pas vous connecter.',
  proofCode: (code) => ({
    subject: 'Votre code pour retrouver vos réservations',
    lines: ['Vous vous êtes connecté et avez dit avoir réservé par téléphone. Indiquez ce code sur la page encore ouverte :', code, 'Le code fonctionne pendant 30 minutes.'],
    after: ['Ce n’était pas vous ? Ne donnez le code à personne, pas même au téléphone. Sans le code, rien ne se passe.'],
  }),
  payLink: (b) => ({
    subject: `Payez ${b.hall} pour confirmer`,
    lines: [...(b.wasRequested ? ['Le gestionnaire de la salle a approuvé votre demande.'] : ['Vous avez réservé par téléphone.']), `Nous vous réservons ${b.hall} jusqu’au ${b.heldUntil}. Payez avant ce moment : ensuite votre option expire et la salle redevient libre.`, 'Vous ne devez pas vous connecter. Le lien est personnel : toute personne qui l’a voit votre réservation.'],
    action: `Payer ${b.due}`,
    after: ['Cette page reprend aussi les conditions. Quelque chose ne va pas ? Appelez-nous avant de payer.'],
  }),
  paidTooLate: (b, amount) => ({
    subject: `Votre paiement pour ${b.hall} est arrivé trop tard : vous êtes entièrement remboursé`,
    lines: [`Nous avons reçu votre paiement de ${amount}, mais après l’expiration de votre option. La salle n’est plus libre et nous n’avons pas pu confirmer votre réservation. Nous en sommes désolés.`, `Nous vous remboursons ${amount} intégralement. Le remboursement est en cours ; vous n’avez rien à faire. Vous recevrez un message dès qu’il est effectué.`],
    action: 'Chercher une autre salle',
  }),
  paidTwice: (b, amount) => ({
    subject: `Vous avez payé ${b.hall} deux fois : un paiement vous est remboursé`,
    lines: [`Votre réservation de ${b.hall} était déjà payée et reste confirmée. Nous avons reçu un autre paiement de ${amount}.`, 'Celui-ci vous est intégralement remboursé. Le remboursement est en cours ; vous n’avez rien à faire.'],
    action: 'Voir votre réservation',
  }),
  refundDone: (b, amount, what) => ({
    subject: what === 'deposit' ? `Votre garantie pour ${b.hall} est remboursée` : `Votre remboursement pour ${b.hall} est effectué`,
    lines: [`Nous avons remboursé ${what === 'deposit' ? 'votre garantie de ' : ''}${amount} pour ${b.hall}. Le montant arrive en quelques jours ouvrables sur le compte ou la carte avec lequel vous avez payé.`],
    action: 'Voir votre réservation',
  }),
  refundFailed: (b, amount) => ({
    subject: `Votre remboursement pour ${b.hall} n’a pas encore réussi`,
    lines: [`Nous voulions vous rembourser ${amount}, mais cela n’a pas réussi. Vous y avez toujours droit.`, 'Un membre du personnel s’en occupe. Vous souhaitez aller plus vite ? Contactez-nous en mentionnant votre réservation.'],
    action: 'Voir votre réservation',
  }),
  invitation: ({ organisation, inviter, role, until }) => ({
    subject: `Invitation : réserver des salles pour ${organisation}`,
    lines: [`${inviter} vous invite à réserver des salles au nom de ${organisation}${role === 'representative' ? ', comme représentant' : ''}.`, ...(role === 'representative' ? ['Comme représentant, vous pouvez aussi inviter et retirer des membres.'] : []), `Acceptez l’invitation avant le ${until}. Le lien est personnel : ne transférez pas ce message.`],
    action: 'Voir l’invitation',
    after: ['Vous n’attendiez pas cette invitation ? Alors vous n’avez rien à faire.'],
  }),
  representativeConfirmed: (organisation) => ({
    subject: `Vous représentez ${organisation}`,
    lines: [`Vous êtes confirmé comme représentant de ${organisation}. Vous pouvez maintenant réserver des salles au nom de ${organisation} et inviter d’autres membres.`],
    action: 'Vers vos organisations',
  }),
  roleGiven: ({ role, place, lastDay }) => ({
    subject: `Vous avez reçu un rôle dans Openzaal : ${ROLES[role]}`,
    lines: [`Vous êtes maintenant ${ROLES[role]} pour ${place}${lastDay === '' ? '' : `, jusqu’au ${lastDay} inclus`}. C’est valable dès maintenant : inutile de vous reconnecter.`, 'Ce que vous faites avec les données d’autres personnes est enregistré. Elles peuvent le voir.'],
    action: 'Voir vos rôles',
    after: ['Ce n’est pas correct ? Faites-le-nous savoir.'],
  }),
};
