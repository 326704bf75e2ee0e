import type { ChangeTexts, SaidArrival, SaidMove } from './change-texts.ts';

const DOOR: Record<NonNullable<SaidMove['door']>, string> = {
  'same-code': 'Votre code d’accès reste le même. Il fonctionne au nouveau moment, et plus à l’ancien.',
  'new-code': 'Vous recevez un nouveau code d’accès : l’ancien ne fonctionne plus. Vous le trouverez sur la page de votre réservation, peu avant le début.',
  'first-code': 'Vous ouvrez la porte avec un code d’accès. Vous le trouverez sur la page de votre réservation, peu avant le début.',
  key: 'Vous retirez une clé. La page de votre réservation indique où et quand.',
  staff: 'Un membre du personnel vous ouvre la porte.',
};

const arriving = ({ access, shownFrom }: SaidArrival): string => ({
  'door-code': `Vous ouvrez la porte avec votre code d’accès. Par précaution, il n’est pas dans ce message : vous le verrez à partir du ${shownFrom} sur la page de votre réservation.`,
  key: DOOR.key, staff: DOOR.staff,
})[access];

export const changes: ChangeTexts = {
  moved: (b, { before, place, status, refund, door, reason }) => ({
    subject: status === 'requested' ? `Votre demande a été modifiée : ${b.hall}, ${b.when}` : `Modifié : ${b.hall}, ${b.when}`,
    lines: [
      place === 'changed' ? `Votre réservation a été modifiée. C’était : ${before.hall}, ${before.when}. C’est maintenant : ${b.hall}, ${b.when}.` : 'Les données de votre réservation ont été modifiées. La salle et le moment restent les mêmes.',
      ...(reason === '' ? [] : [`Motif : ${reason}`]),
      ...(status === 'requested' ? [`Le gestionnaire décide, au plus tard le ${b.heldUntil}. Jusque-là, nous gardons la salle pour vous.`] : []),
      ...(status === 'held' ? [`Nous gardons la salle pour vous jusqu’au ${b.heldUntil}. Payez avant ce moment : ensuite votre option expire et la salle redevient libre.`] : []),
      ...(refund === '' ? [] : [`Nous vous remboursons ${refund}, sur le compte ou la carte avec lequel vous avez payé. Cela prend en général quelques jours ouvrables.`]),
      ...(door ? [DOOR[door]] : []),
    ],
    action: status === 'held' ? `Payer ${b.due}` : 'Voir votre réservation',
    after: [`Ce n’est pas correct, ou vous n’avez rien modifié vous-même ? Faites-le-nous savoir : ${b.contact}.`],
  }),
  reminder: (b, arrival) => ({
    subject: `Demain : ${b.hall}, ${b.when}`,
    lines: [`Demain, vous utilisez ${b.hall}. Voici comment y arriver et entrer.`, arriving(arrival), `Vous n’arrivez pas à entrer ? Appelez le ${arrival.phone}.`],
    action: 'Vers votre réservation et la porte',
    after: [`Vous ne pouvez pas venir ? Annulez encore, quelqu’un d’autre pourra utiliser la salle. Questions sur le bâtiment : ${b.contact}.`],
  }),
  managerTold: (b, what) => (what.kind === 'cancelled' ? {
    subject: `Annulé : ${b.hall}, ${b.when}`,
    lines: [`La réservation de ${b.booker} est annulée. La salle est de nouveau libre.`],
    action: 'Voir la réservation',
  } : {
    subject: `Déplacé : ${b.hall}, ${b.when}`,
    lines: [`La réservation de ${b.booker} a été déplacée. C’était : ${what.before.hall}, ${what.before.when}. C’est maintenant : ${b.hall}, ${b.when}.`],
    action: 'Voir la réservation',
  }),
  paidOldPrice: (b, amount) => ({
    subject: `Votre paiement de ${amount} pour ${b.hall} vous est remboursé`,
    lines: [
      `Nous avons reçu votre paiement de ${amount}. Il correspondait au prix d’avant votre modification, qui n’est plus valable. Vous êtes intégralement remboursé ; vous n’avez rien à faire.`,
      ...(b.heldUntil === '' || b.isFree ? [] : [`Le prix est maintenant de ${b.due}. Nous gardons la salle pour vous jusqu’au ${b.heldUntil}.`]),
    ],
    action: 'Voir votre réservation',
  }),
  changeLabels: { was: 'Était', directions: 'Comment y arriver', problem: 'Vous n’arrivez pas à entrer ?' },
};
