import type { DoorTexts, SaidHelp } from './door-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Bel ${first}.` : `Bel ${first}. Neemt daar niemand op, bel dan ${otherwise}.`);

const WHY = {
  'refused-by-lock': 'Een slot nam ze niet aan.',
  'opener-withdrawn': 'Iemand die ze kende, opent de deur niet meer.',
  'by-staff': 'Een medewerker van de stad heeft dat gedaan.',
} as const;

export const doors: DoorTexts = {
  codeChanged: (b, help, why) => ({
    subject: `Nieuwe toegangscode: ${b.hall}, ${b.when}`,
    lines: [
      `De toegangscode die u eerder zag, is vervangen. Gebruik ze niet meer. ${WHY[why]}`,
      'Uit voorzorg staat de nieuwe code niet in deze mail: u ziet ze op de pagina van uw reservatie. Gaf u de oude code aan iemand door? Laat dan weten dat er een nieuwe is.',
    ],
    action: 'Bekijk uw nieuwe code',
    after: [`Geraakt u niet binnen? ${call(help)}`],
  }),
  spareReady: 'Op het slot staat wel een reservecode klaar. Vraag uw code op via de knop in deze mail: u ziet de reservecode erbij.',
  doorAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Let op: misschien werkt uw code niet (${b.hall}, ${b.when})`,
      lines: [
        'Het slot heeft uw toegangscode nog niet bevestigd. Wij blijven proberen en verwittigden de beheerder van het gebouw.',
        `Kom gewoon, en probeer uw code. Gaat de deur niet open? ${call(help)} Dan komt iemand u binnenlaten.`,
      ],
      action: 'Kijk hoe het met de deur staat',
      after: ['Werkt de code intussen wel, dan leest u dat op de pagina van uw reservatie.'],
    }),
    fallback: (b, help) => ({
      subject: `Reken niet op uw code: bel om binnen te komen (${b.hall})`,
      lines: [
        'Het slot heeft uw toegangscode niet bevestigd. Reken er niet op dat ze werkt. Uw reservatie blijft gelden, en de beheerder van het gebouw is verwittigd.',
        `Zo komt u binnen. ${call(help)} Zeg voor welke zaal u komt, en geef de code van uw reservatie die hieronder staat.`,
      ],
      action: 'Kijk hoe het met de deur staat',
    }),
  },
};
