import type { SaidHelp } from './door-texts.ts';
import type { OpenerTexts } from './opener-texts.ts';

const call = ({ first, otherwise }: SaidHelp): string => (otherwise === '' ? `Bel ${first}.` : `Bel ${first}. Neemt daar niemand op, bel dan ${otherwise}.`);
const seen = (from: string): string => {
  if (from === '') return 'Op uw deurpagina leest u hoe u binnenkomt.';
  return `Op uw deurpagina leest u hoe u binnenkomt. De toegangscode is daar ${from === 'now' ? 'nu al te zien' : `te zien vanaf ${from}`}.`;
};
const PERSONAL = 'De link is alleen voor u: wie hem heeft, kan de code zien. Stuur deze mail dus niet door.';

export const openers: OpenerTexts = {
  openerNamed: (b, from, help) => ({
    subject: `U opent de deur: ${b.hall}, ${b.when}`,
    lines: [`${b.booker} vraagt u om de deur te openen van ${b.hall}. ${seen(from)}`, 'U hoeft zich niet aan te melden.'],
    action: 'Naar uw deurpagina',
    after: [PERSONAL, `Geraakt u niet binnen? ${call(help)}`, 'Kunt u niet komen? Laat het de aanvrager weten. Kent u de aanvrager niet, dan hoeft u niets te doen.'],
  }),
  openerReminder: (b, from, help) => ({
    subject: `Morgen opent u de deur: ${b.hall}, ${b.when}`,
    lines: [`Morgen opent u voor ${b.booker} de deur van ${b.hall}. ${seen(from)}`],
    action: 'Naar uw deurpagina',
    after: [PERSONAL, `Geraakt u niet binnen? ${call(help)}`],
  }),
  openerMoved: (b, from) => ({
    subject: `Gewijzigd: u opent de deur van ${b.hall}, ${b.when}`,
    lines: [`De reservatie van ${b.booker} waarvoor u de deur opent, is verplaatst. Hieronder staat waar en wanneer het nu is.`, `${seen(from)} Zag u al een code? Kijk dan opnieuw: ze kan anders zijn.`],
    action: 'Naar uw deurpagina',
    after: [PERSONAL],
  }),
  openerEnded: {
    withdrawn: (b) => ({
      subject: `U hoeft de deur niet te openen: ${b.hall}, ${b.when}`,
      lines: [`${b.booker} liet weten dat u de deur niet meer hoeft te openen. Uw link werkt niet meer.`, 'Vragen? Neem contact op met de aanvrager.'],
    }),
    cancelled: (b) => ({
      subject: `Geannuleerd: ${b.hall}, ${b.when}`,
      lines: [`De reservatie van ${b.booker} is geannuleerd. U hoeft de deur niet te openen, en uw link werkt niet meer.`],
    }),
  },
  openerCodeChanged: (b, help) => ({
    subject: `Nieuwe toegangscode: ${b.hall}, ${b.when}`,
    lines: ['De toegangscode is vervangen. Gebruik een code die u eerder zag of kreeg niet meer.', 'Uit voorzorg staat de nieuwe code niet in deze mail: u ziet ze op uw deurpagina.'],
    action: 'Bekijk de nieuwe code',
    after: [PERSONAL, `Geraakt u niet binnen? ${call(help)}`],
  }),
  openerAtRisk: {
    'at-risk': (b, help) => ({
      subject: `Let op: misschien werkt de code niet (${b.hall}, ${b.when})`,
      lines: ['Het slot heeft de toegangscode nog niet bevestigd. Wij blijven proberen en verwittigden de beheerder van het gebouw.', `Kom gewoon, en probeer de code. Gaat de deur niet open? ${call(help)} Dan komt iemand u binnenlaten.`],
      action: 'Kijk hoe het met de deur staat',
      after: [PERSONAL],
    }),
    fallback: (b, help) => ({
      subject: `Reken niet op de code: ${b.hall}, ${b.when}`,
      lines: ['Het slot heeft de toegangscode nog altijd niet bevestigd. Reken er niet op dat de code werkt.', `Zo komt u binnen. ${call(help)} Zeg dat u de deur opent voor ${b.booker}.`],
      action: 'Kijk hoe het met de deur staat',
      after: [PERSONAL],
    }),
  },
  codeReadAloud: (b, at, phone) => ({
    subject: `Uw toegangscode is voorgelezen: ${b.hall}, ${b.when}`,
    lines: [`Op ${at} las een medewerker van het contactcentrum de toegangscode van uw reservatie voor aan de telefoon.`, 'Belde u zelf, of iemand die u dat vroeg? Dan hoeft u niets te doen.'],
    action: 'Naar uw reservatie',
    after: [`Was u dat niet? Bel meteen ${phone}.`],
  }),
};
