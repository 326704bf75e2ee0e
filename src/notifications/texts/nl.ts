import type { StaffRole } from '../../kernel/actor.ts';
import { alarms } from './alarms.nl.ts';
import { changes } from './changes.nl.ts';
import { doors } from './doors.nl.ts';
import { openers } from './openers.nl.ts';
import type { MailTexts, SaidBooking } from './mail-texts.ts';

const ACCESS: Record<SaidBooking['access'], string> = {
  'door-code': 'U opent de deur met een toegangscode. Uit voorzorg staat die niet in deze mail: u vindt ze op de pagina van uw reservatie, kort voor u begint. Komt iemand anders eerst? Geef die persoon daar een eigen link.',
  key: 'U haalt een sleutel op. Waar en wanneer, leest u op de pagina van uw reservatie.',
  staff: 'Een medewerker van het gebouw doet de deur voor u open.',
};

const ROLES: Record<StaffRole, string> = { agent: 'medewerker van het klantcontactcentrum', manager: 'zaalbeheerder', finance: 'medewerker financiën', administrator: 'beheerder', reader: 'lezer' };

const back = ({ refund }: SaidBooking): string => {
  if (refund === 'nothing-paid') return 'U had nog niets betaald.';
  if (refund === 'nothing-back') return 'Volgens de annulatievoorwaarden die u aanvaardde, krijgt u nu niets meer terug.';
  return `U krijgt ${refund.amount} terug, op de rekening of kaart waarmee u betaalde. Dat duurt meestal enkele werkdagen.`;
};
const because = (reason: string): string[] => (reason === '' ? [] : [`Reden: ${reason}`]);

/** Dutch is the binding language. */
export const nl: MailTexts = {
  ...changes,
  ...doors,
  ...alarms,
  ...openers,
  greeting: (name) => `Beste ${name},`,
  greetingAll: 'Beste,',
  closing: 'Met vriendelijke groeten',
  sender: (city) => `Zalen van Stad ${city}`,
  footer: (phone, email) => `Dit bericht is automatisch verstuurd. Vragen? Bel ${phone} of mail naar ${email}.`,
  labels: { hall: 'Zaal', address: 'Adres', when: 'Wanneer', activity: 'Activiteit', booker: 'Aanvrager', attendance: 'Aantal personen', price: 'Totaal', code: 'Reservatie', lock: 'Slot', since: 'Sinds' },
  booking: {
    'booking-requested': (b) => ({
      subject: `Uw aanvraag voor ${b.hall} is ontvangen`,
      lines: [`Wij kregen uw aanvraag voor ${b.hall} goed binnen. De zaalbeheerder beslist, ten laatste op ${b.heldUntil}. Tot dan houden wij de zaal voor u vrij.`, 'U krijgt een mail zodra er een beslissing is. U hoeft nu niets te doen.'],
      action: 'Bekijk uw aanvraag',
    }),
    'booking-held': (b) => ({
      subject: b.wasRequested ? `Goedgekeurd: betaal ${b.hall} om te bevestigen` : `Betaal ${b.hall} om te bevestigen`,
      lines: [...(b.wasRequested ? ['De zaalbeheerder keurde uw aanvraag goed.'] : []), `Wij houden ${b.hall} voor u vrij tot ${b.heldUntil}. Betaal vóór dat moment: daarna vervalt uw optie en komt de zaal weer vrij.`],
      action: `Betaal ${b.due}`,
    }),
    'booking-confirmed': (b) => ({
      subject: `Bevestigd: ${b.hall}, ${b.when}`,
      lines: [...(b.wasRequested && b.isFree ? ['De zaalbeheerder keurde uw aanvraag goed.'] : []), `Uw reservatie van ${b.hall} is bevestigd.`, ACCESS[b.access]],
      action: 'Bekijk uw reservatie',
      after: ['In de bijlage vindt u uw reservatie voor in uw agenda.', `Kunt u niet komen? Annuleer op tijd, dan kan iemand anders de zaal gebruiken. Vragen over het gebouw: ${b.contact}.`],
    }),
    'booking-declined': (b) => ({
      subject: `Niet goedgekeurd: uw aanvraag voor ${b.hall}`,
      lines: [`De zaalbeheerder kon uw aanvraag voor ${b.hall} niet goedkeuren.`, ...because(b.reason), 'U hoeft niets te betalen. Misschien past een andere zaal of een ander moment wel.'],
      action: 'Zoek een andere zaal',
    }),
    'booking-cancelled': (b) => ({
      subject: `Geannuleerd: ${b.hall}, ${b.when}`,
      lines: [`Uw reservatie van ${b.hall} is geannuleerd.`, ...because(b.reason), back(b)],
      action: 'Bekijk uw reservatie',
    }),
    'booking-expired': (b) => ({
      subject: `Vervallen: uw optie op ${b.hall}`,
      lines: [b.wasRequested ? 'Er kwam geen beslissing of betaling op tijd, daarom is uw aanvraag vervallen.' : 'Er kwam geen betaling op tijd, daarom is uw optie vervallen.', 'De zaal is weer vrij voor iedereen. Wilt u ze nog? Reserveer dan opnieuw.'],
      action: 'Zoek een vrije zaal',
    }),
    'payment-failed': (b) => ({
      subject: `Uw betaling voor ${b.hall} is niet gelukt`,
      lines: ['Uw betaling is niet gelukt of werd afgebroken. Er is niets van uw rekening gegaan.', `Wij houden de zaal nog vrij tot ${b.heldUntil}. U kunt tot dan opnieuw betalen.`],
      action: `Betaal ${b.due}`,
    }),
    'hold-ending': (b) => ({
      subject: `Nog te betalen: ${b.hall}, ${b.when}`,
      lines: [`Wij houden ${b.hall} nog voor u vrij tot ${b.heldUntil}. Betaal vóór dat moment: daarna vervalt uw optie en komt de zaal weer vrij.`, 'Hebt u de zaal niet meer nodig? Annuleer dan, zodat iemand anders ze kan gebruiken.'],
      action: `Betaal ${b.due}`,
    }),
  },
  approvalAsked: (b) => ({
    subject: `Aanvraag voor ${b.hall}: uw beslissing gevraagd`,
    lines: [`${b.booker} vraagt ${b.hall} aan. Beslis ten laatste op ${b.heldUntil}: daarna vervalt de aanvraag en komt de zaal weer vrij.`],
    action: 'Bekijk de aanvragen',
  }),
  feedbackWanted: (b) => ({
    subject: `Hoe was het in ${b.hall}?`,
    lines: [`U was onlangs in ${b.hall}. Hoe vond u het? Een minuutje volstaat: geef sterren en zeg wat goed of slecht was.`, 'Was er iets stuk of vuil? Stuur gerust een foto mee. De zaalbeheerder leest alles en antwoordt waar nodig.'],
    action: 'Zeg wat u ervan vond',
    after: ['Liever niet? Dan hoeft u niets te doen: wij vragen het maar één keer.'],
  }),
  poorFeedback: (b, { stars, text }) => ({
    subject: `${stars} op 5 voor ${b.hall}: kijk dit na`,
    lines: [`Een aanvrager gaf ${stars === 1 ? '1 ster' : `${stars} sterren`} op 5 voor ${b.hall}.`, ...(text === '' ? [] : [`“${text}”`]), 'Kijk na wat er aan de hand is, duid aan wat u ermee deed en antwoord de aanvrager.'],
    action: 'Bekijk de feedback',
  }),
  payByEarlierLink: 'Betalen doet u met de link in onze vorige mail: die werkt nog. U hoeft zich niet aan te melden.',
  proofCode: (code) => ({
    subject: 'Uw code om uw reservaties terug te vinden',
    lines: ['U meldde u aan en zei dat u eerder telefonisch reserveerde. Vul deze code in op de pagina die nog openstaat:', code, 'De code werkt 30 minuten.'],
    after: ['Was u dit niet? Geef de code aan niemand, ook niet aan de telefoon. Zonder de code gebeurt er niets.'],
  }),
  payLink: (b) => ({
    subject: `Betaal ${b.hall} om te bevestigen`,
    lines: [...(b.wasRequested ? ['De zaalbeheerder keurde uw aanvraag goed.'] : ['U reserveerde bij ons aan de telefoon.']), `Wij houden ${b.hall} voor u vrij tot ${b.heldUntil}. Betaal vóór dat moment: daarna vervalt uw optie en komt de zaal weer vrij.`, 'U hoeft zich niet aan te melden. De link is alleen voor u: wie hem heeft, ziet uw reservatie.'],
    action: `Betaal ${b.due}`,
    after: ['Op die pagina leest u ook de voorwaarden. Klopt er iets niet? Bel ons dan voor u betaalt.'],
  }),
  paidTooLate: (b, amount) => ({
    subject: `Uw betaling voor ${b.hall} kwam te laat: u krijgt alles terug`,
    lines: [`Wij ontvingen uw betaling van ${amount}, maar pas nadat uw optie vervallen was. De zaal is intussen niet meer vrij, dus wij konden uw reservatie niet bevestigen. Dat spijt ons.`, `U krijgt ${amount} volledig terug. De terugbetaling is gestart; u hoeft niets te doen. U krijgt een mail zodra ze is uitgevoerd.`],
    action: 'Zoek een andere zaal',
  }),
  paidTwice: (b, amount) => ({
    subject: `U betaalde ${b.hall} twee keer: u krijgt een betaling terug`,
    lines: [`Uw reservatie van ${b.hall} was al betaald en blijft bevestigd. Wij ontvingen nog een betaling van ${amount}.`, `Die krijgt u volledig terug. De terugbetaling is gestart; u hoeft niets te doen.`],
    action: 'Bekijk uw reservatie',
  }),
  refundDone: (b, amount, what) => ({
    subject: what === 'deposit' ? `Uw waarborg voor ${b.hall} is terugbetaald` : `Uw terugbetaling voor ${b.hall} is uitgevoerd`,
    lines: [`Wij betaalden ${what === 'deposit' ? 'uw waarborg van ' : ''}${amount} terug voor ${b.hall}. Het bedrag staat binnen enkele werkdagen op de rekening of kaart waarmee u betaalde.`],
    action: 'Bekijk uw reservatie',
  }),
  refundFailed: (b, amount) => ({
    subject: `Uw terugbetaling voor ${b.hall} is nog niet gelukt`,
    lines: [`Wij wilden u ${amount} terugbetalen, maar dat lukte niet. U hebt nog altijd recht op dit bedrag.`, 'Een medewerker kijkt dit na. Wilt u het sneller regelen? Neem dan contact met ons op en vermeld uw reservatie.'],
    action: 'Bekijk uw reservatie',
  }),
  invitation: ({ organisation, inviter, role, until }) => ({
    subject: `Uitnodiging: zalen reserveren voor ${organisation}`,
    lines: [`${inviter} nodigt u uit om zalen te reserveren namens ${organisation}${role === 'representative' ? ', als vertegenwoordiger' : ''}.`, ...(role === 'representative' ? ['Als vertegenwoordiger kunt u ook andere leden uitnodigen en verwijderen.'] : []), `Aanvaard de uitnodiging vóór ${until}. De link is persoonlijk: stuur deze mail niet door.`],
    action: 'Uitnodiging bekijken',
    after: ['Verwachtte u deze uitnodiging niet? Dan hoeft u niets te doen.'],
  }),
  representativeConfirmed: (organisation) => ({
    subject: `U vertegenwoordigt ${organisation}`,
    lines: [`U bent bevestigd als vertegenwoordiger van ${organisation}. U kunt nu zalen reserveren namens ${organisation}, en andere leden uitnodigen.`],
    action: 'Naar uw organisaties',
  }),
  roleGiven: ({ role, place, lastDay }) => ({
    subject: `U kreeg een rol in Openzaal: ${ROLES[role]}`,
    lines: [`U bent nu ${ROLES[role]} voor ${place}${lastDay === '' ? '' : `, tot en met ${lastDay}`}. Dat geldt vanaf nu: u hoeft zich niet opnieuw aan te melden.`, 'Wat u met gegevens van anderen doet, wordt bijgehouden. Zij kunnen dat zien.'],
    action: 'Bekijk uw rollen',
    after: ['Klopt dit niet? Laat het ons weten.'],
  }),
};
