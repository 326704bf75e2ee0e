import type { AlarmTexts } from './alarm-texts.ts';

export const alarms: AlarmTexts = {
  alarms: {
    fallback: {
      title: 'La serrure n’a pas le code : faites entrer le visiteur', what: 'Une réservation va commencer, et aucun code confirmé n’est sur la serrure.',
      act: 'Veillez à ce que quelqu’un soit à la porte quand le visiteur arrive, ou appelez-le.',
    },
    'at-risk': {
      title: 'Un code n’est pas encore sur la serrure', what: 'Une réservation commence bientôt, et la serrure n’a pas encore confirmé le code. Nous continuons à essayer.',
      act: 'Tenez-vous prêt à ouvrir la porte. Si le code arrive malgré tout, cette alarme disparaît d’elle-même.',
    },
    failed: {
      title: 'Une réservation n’a pas de code qui fonctionne', what: 'La serrure refuse le code d’une réservation, ou aucun code n’a pu être créé.',
      act: 'Convenez de qui ouvre la porte, et faites vérifier la serrure : elle contient peut-être trop d’anciens codes.',
    },
    'removal-overdue': {
      title: 'Un ancien code est encore sur la serrure', what: 'Un code qui n’est plus valable devrait avoir disparu de la serrure et s’y trouve peut-être encore.',
      act: 'Vérifiez si la serrure est connectée. Si le code reste, effacez-le à la serrure même et surveillez la porte.',
    },
    tampered: {
      title: 'Quelqu’un a touché à la serrure', what: 'La serrure signale qu’elle a été ouverte, démontée ou forcée.',
      act: 'Allez voir, ou envoyez quelqu’un. Indiquez ici que c’est réglé quand tout est en ordre.',
    },
    'locked-out': {
      title: 'Trop de codes erronés à la porte', what: 'Quelqu’un a tapé trop souvent un code erroné. Le clavier peut être bloqué un moment, aussi pour qui a le bon code.',
      act: 'Voyez s’il y a une réservation maintenant : le visiteur est peut-être devant la porte. Appelez-le ou faites-le entrer. Sinon, surveillez la porte.',
    },
    'clock-wrong': {
      title: 'L’horloge de la serrure est fausse', what: 'L’horloge de la serrure a plusieurs minutes d’écart. Les codes fonctionnent donc trop tôt ou trop tard.',
      act: 'Réglez l’horloge de la serrure, ou redémarrez-la. D’ici là, prévoyez que quelqu’un doive ouvrir la porte.',
    },
    'gateway-offline': {
      title: 'La passerelle des serrures ne répond pas', what: 'La connexion avec les serrures du bâtiment est perdue. Les codes qui s’y trouvent fonctionnent encore ; les nouveaux n’y arrivent pas.',
      act: 'Vérifiez le courant et l’internet du bâtiment, et redémarrez la passerelle.',
    },
    stuck: {
      title: 'La serrure ne confirme plus rien', what: 'Trois codes de suite n’ont pas été confirmés. Nous avons cessé d’essayer et reprendrons de nous-mêmes.',
      act: 'Vérifiez si la serrure a du courant et est à portée. Prévoyez que quelqu’un doive ouvrir la porte.',
    },
    'lock-offline': {
      title: 'Une serrure est injoignable', what: 'La serrure ne répond plus depuis plus longtemps que ce qui est normal pour sa marque. Les codes qui s’y trouvent fonctionnent encore.',
      act: 'Vérifiez la pile et la portée de la serrure.',
    },
    unfit: {
      title: 'Une serrure ne reçoit pas de codes', what: 'Telle qu’elle est réglée, les codes n’y sont pas en sécurité. Elle n’en reçoit donc pas, alors qu’une salle en a besoin.',
      act: 'Transmettez l’explication ci-dessous à l’installateur de la serrure.',
    },
    'codes-changed': {
      title: 'Des codes inconnus sont sur la serrure', what: 'Quelqu’un a mis des codes à la serrure même ; ils ne viennent pas de nous.',
      act: 'Cherchez à qui ils sont. S’ils peuvent rester, indiquez que c’est en ordre. Sinon, effacez-les à la serrure.',
    },
    'no-space': {
      title: 'Une serrure manque de place pour les codes', what: 'À un certain moment, il faudrait plus de codes sur la serrure qu’elle ne peut en contenir. Cette réservation n’y a alors pas de place.',
      act: 'Prévoyez que quelqu’un ouvre la porte, déplacez la réservation, ou faites enlever les codes mis à la main.',
    },
    'battery-critical': { title: 'La pile d’une serrure est presque vide', what: 'La serrure peut s’arrêter à tout moment.', act: 'Remplacez la pile aujourd’hui.' },
    'clock-skew': { title: 'L’horloge d’une serrure dévie', what: 'L’horloge de la serrure a plus d’une demi-minute d’écart.', act: 'Faites-la régler avant que cela n’empire.' },
    'battery-low': { title: 'La pile d’une serrure faiblit', what: 'La serrure fonctionne encore, mais plus pour longtemps.', act: 'Remplacez la pile cette semaine.' },
  },
  alarm: ({ title, what, act }, place) => ({ subject: `${title} (${place})`, lines: [what, act], action: 'Je m’en occupe', after: ['Cette page montre qui s’en occupe. Si personne ne prend une alarme urgente, nous prévenons plus de monde.'] }),
  alarmEscalated: ({ title, what, act }, place) => ({
    subject: `Personne ne s’en occupe encore : ${title} (${place})`, lines: ['Nous avons d’abord prévenu qui est de garde, ou les gestionnaires. Personne n’a pris l’alarme.', what, act], action: 'Je m’en occupe',
  }),
  alarmCleared: ({ title }, place) => ({ subject: `Terminé : ${title} (${place})`, lines: ['Cette alarme est terminée. Vous n’avez plus rien à faire.'], action: 'Voir les alarmes' }),
  doorWithoutCode: (b, { first, otherwise }) => ({
    subject: `Pas de code pour votre réservation : voici comment entrer (${b.hall})`,
    lines: [
      'Nous n’avons pas pu créer de code d’accès pour votre réservation. Elle reste valable, et le gestionnaire du bâtiment est prévenu : quelqu’un vous ouvrira.',
      `Il n’y a personne ? Appelez le ${first}.${otherwise === '' ? '' : ` Si personne ne répond, appelez le ${otherwise}.`} Dites pour quelle salle vous venez et donnez le code de votre réservation indiqué ci-dessous.`,
    ],
    action: 'Voir où en est la porte',
  }),
};
