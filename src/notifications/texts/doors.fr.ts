import type { DoorTexts, SaidHelp } from './door-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Appelez le ${first}.` : `Appelez le ${first}. Si personne ne répond, appelez le ${otherwise}.`);

const WHY = {
  'refused-by-lock': 'Une serrure ne l’acceptait pas.',
  'opener-withdrawn': 'Une personne qui le connaissait n’ouvre plus la porte.',
  'by-staff': 'Un membre du personnel de la ville l’a fait.',
} as const;

export const doors: DoorTexts = {
  codeChanged: (b, help, why) => ({
    subject: `Nouveau code d’accès : ${b.hall}, ${b.when}`,
    lines: [
      `Le code d’accès que vous avez vu a été remplacé. Ne l’utilisez plus. ${WHY[why]}`,
      'Par précaution, le nouveau code n’est pas dans ce message : vous le verrez sur la page de votre réservation. Avez-vous donné l’ancien code à quelqu’un ? Prévenez cette personne qu’il y en a un nouveau.',
    ],
    action: 'Voir votre nouveau code',
    after: [`Vous n’arrivez pas à entrer ? ${call(help)}`],
  }),
  spareReady: 'Un code de réserve est toutefois prêt sur la serrure. Demandez votre code avec le bouton de ce message : le code de réserve s’affiche avec lui.',
  doorAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Attention : votre code risque de ne pas fonctionner (${b.hall}, ${b.when})`,
      lines: [
        'La serrure n’a pas encore confirmé votre code d’accès. Nous continuons à essayer et avons prévenu le gestionnaire du bâtiment.',
        `Venez comme prévu et essayez votre code. La porte reste fermée ? ${call(help)} Quelqu’un viendra alors vous ouvrir.`,
      ],
      action: 'Voir où en est la porte',
      after: ['Si le code fonctionne entre-temps, la page de votre réservation l’indique.'],
    }),
    fallback: (b, help) => ({
      subject: `Ne comptez pas sur votre code : appelez pour entrer (${b.hall})`,
      lines: [
        'La serrure n’a pas confirmé votre code d’accès. Ne comptez pas dessus. Votre réservation reste valable, et le gestionnaire du bâtiment est prévenu.',
        `Voici comment entrer. ${call(help)} Dites pour quelle salle vous venez et donnez le code de votre réservation indiqué ci-dessous.`,
      ],
      action: 'Voir où en est la porte',
    }),
  },
};
