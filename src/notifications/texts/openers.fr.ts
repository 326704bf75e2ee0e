import type { SaidHelp } from './door-texts.ts';
import type { OpenerTexts } from './opener-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Appelez le ${first}.` : `Appelez le ${first}. Si personne ne répond, appelez le ${otherwise}.`);
const seen = (from: string): string => {
  if (from === '') return 'Votre page de la porte explique comment entrer.';
  return `Votre page de la porte explique comment entrer. Le code d’accès y est ${from === 'now' ? 'déjà visible' : `visible à partir du ${from}`}.`;
};
const PERSONAL = 'Le lien est pour vous seul : qui le possède peut voir le code. Ne transférez donc pas ce message.';

export const openers: OpenerTexts = {
  openerNamed: (b, from, help) => ({
    subject: `Vous ouvrez la porte : ${b.hall}, ${b.when}`,
    lines: [`${b.booker} vous demande d’ouvrir la porte de ${b.hall}. ${seen(from)}`, 'Vous ne devez pas vous connecter.'],
    action: 'Vers votre page de la porte',
    after: [PERSONAL, `Vous n’arrivez pas à entrer ? ${call(help)}`, 'Vous ne pouvez pas venir ? Prévenez la personne qui a réservé. Si vous ne la connaissez pas, vous n’avez rien à faire.'],
  }),
  openerReminder: (b, from, help) => ({
    subject: `Demain vous ouvrez la porte : ${b.hall}, ${b.when}`,
    lines: [`Demain vous ouvrez la porte de ${b.hall} pour ${b.booker}. ${seen(from)}`],
    action: 'Vers votre page de la porte',
    after: [PERSONAL, `Vous n’arrivez pas à entrer ? ${call(help)}`],
  }),
  openerMoved: (b, from) => ({
    subject: `Modifié : vous ouvrez la porte de ${b.hall}, ${b.when}`,
    lines: [`La réservation de ${b.booker} pour laquelle vous ouvrez la porte a été déplacée. Voici où et quand elle a lieu maintenant.`, `${seen(from)} Vous aviez déjà vu un code ? Regardez à nouveau : il peut avoir changé.`],
    action: 'Vers votre page de la porte',
    after: [PERSONAL],
  }),
  openerEnded: {
    withdrawn: (b) => ({
      subject: `Vous ne devez pas ouvrir la porte : ${b.hall}, ${b.when}`,
      lines: [`${b.booker} a fait savoir que vous ne devez plus ouvrir la porte. Votre lien ne fonctionne plus.`, 'Des questions ? Adressez-vous à la personne qui a réservé.'],
    }),
    cancelled: (b) => ({
      subject: `Annulé : ${b.hall}, ${b.when}`,
      lines: [`La réservation de ${b.booker} est annulée. Vous ne devez pas ouvrir la porte, et votre lien ne fonctionne plus.`],
    }),
  },
  openerCodeChanged: (b, help) => ({
    subject: `Nouveau code d’accès : ${b.hall}, ${b.when}`,
    lines: ['Le code d’accès a été remplacé. N’utilisez plus un code que vous avez vu ou reçu auparavant.', 'Par précaution, le nouveau code n’est pas dans ce message : vous le verrez sur votre page de la porte.'],
    action: 'Voir le nouveau code',
    after: [PERSONAL, `Vous n’arrivez pas à entrer ? ${call(help)}`],
  }),
  openerAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Attention : le code risque de ne pas fonctionner (${b.hall}, ${b.when})`,
      lines: ['La serrure n’a pas encore confirmé le code d’accès. Nous continuons d’essayer et avons prévenu le gestionnaire du bâtiment.', `Venez comme prévu, et essayez le code. La porte reste fermée ? ${call(help)} Quelqu’un viendra vous ouvrir.`],
      action: 'Voir l’état de la porte',
      after: [PERSONAL],
    }),
    fallback: (b, help) => ({
      subject: `Ne comptez pas sur le code : ${b.hall}, ${b.when}`,
      lines: ['La serrure n’a toujours pas confirmé le code d’accès. Ne comptez pas dessus.', `Voici comment entrer. ${call(help)} Dites que vous ouvrez la porte pour ${b.booker}.`],
      action: 'Voir l’état de la porte',
      after: [PERSONAL],
    }),
  },
  codeReadAloud: (b, at, phone) => ({
    subject: `Votre code d’accès a été lu à haute voix : ${b.hall}, ${b.when}`,
    lines: [`Le ${at}, une personne du centre de contact a lu au téléphone le code d’accès de votre réservation.`, 'C’était vous, ou quelqu’un à qui vous l’aviez demandé ? Alors vous n’avez rien à faire.'],
    action: 'Vers votre réservation',
    after: [`Ce n’était pas vous ? Appelez tout de suite le ${phone}.`],
  }),
};
