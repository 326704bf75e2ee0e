import type { AlarmTexts } from './alarm-texts.ts';

export const alarms: AlarmTexts = {
  alarms: {
    fallback: {
      title: 'Het slot heeft de code niet: laat de bezoeker binnen', what: 'Een reservatie begint zo meteen, en er staat geen bevestigde code op het slot.',
      act: 'Zorg dat iemand aan de deur staat als de bezoeker komt, of bel de bezoeker.',
    },
    'at-risk': {
      title: 'Een code staat nog niet op het slot', what: 'Binnenkort begint een reservatie, en het slot heeft de toegangscode nog niet bevestigd. Wij blijven proberen.',
      act: 'Hou u klaar om de deur te openen. Komt de code er toch op, dan verdwijnt dit alarm vanzelf.',
    },
    failed: {
      title: 'Een reservatie heeft geen werkende code', what: 'Het slot weigert de code van een reservatie, of er kon geen code gemaakt worden.',
      act: 'Spreek af wie de deur opent, en laat het slot nakijken: misschien staan er te veel oude codes op.',
    },
    'removal-overdue': {
      title: 'Een oude code staat nog op het slot', what: 'Een code die niet meer geldig is, had van het slot moeten verdwijnen en staat er mogelijk nog op.',
      act: 'Kijk of het slot verbonden is. Blijft de code staan, wis ze dan aan het slot zelf en hou de deur in het oog.',
    },
    tampered: {
      title: 'Iemand heeft aan het slot gezeten', what: 'Het slot meldt dat het geopend, losgemaakt of geforceerd werd.',
      act: 'Ga kijken, of stuur iemand. Duid hier aan dat het afgehandeld is als alles in orde is.',
    },
    'locked-out': {
      title: 'Te veel foute codes aan de deur', what: 'Iemand toetste te vaak een foute code in. Het klavier kan nu even geblokkeerd zijn, ook voor wie de juiste code heeft.',
      act: 'Kijk of er nu een reservatie is: dan staat de bezoeker misschien voor de deur. Bel, of laat binnen. Anders: hou de deur in het oog.',
    },
    'clock-wrong': {
      title: 'De klok van het slot loopt verkeerd', what: 'De klok van het slot wijkt meerdere minuten af. Codes werken daardoor te vroeg of te laat.',
      act: 'Zet de klok van het slot juist, of start het opnieuw. Hou er tot dan rekening mee dat iemand de deur moet openen.',
    },
    'gateway-offline': {
      title: 'De sturing van de sloten antwoordt niet', what: 'De verbinding met de sloten van het gebouw is weggevallen. Codes die er al op staan, blijven werken; nieuwe codes komen er niet op.',
      act: 'Kijk of de stroom en het internet van het gebouw werken, en start de sturing opnieuw.',
    },
    stuck: {
      title: 'Het slot bevestigt niets meer', what: 'Drie codes na elkaar werden niet bevestigd. Wij zijn gestopt met proberen, en hervatten vanzelf.',
      act: 'Kijk of het slot stroom heeft en in bereik is. Hou er rekening mee dat iemand de deur moet openen.',
    },
    'lock-offline': {
      title: 'Een slot is niet bereikbaar', what: 'Het slot antwoordt langer niet dan normaal is voor zijn merk. Codes die er al op staan, blijven werken.',
      act: 'Kijk de batterij en het bereik van het slot na.',
    },
    unfit: {
      title: 'Een slot krijgt geen codes', what: 'Zoals het slot nu ingesteld is, zijn codes er niet veilig op. Het krijgt er daarom geen, terwijl een zaal het nodig heeft.',
      act: 'Geef de uitleg hieronder aan wie het slot installeerde.',
    },
    'codes-changed': {
      title: 'Er staan vreemde codes op het slot', what: 'Op het slot staan codes die niet van ons komen. Iemand zette ze er aan het slot zelf op.',
      act: 'Kijk van wie ze zijn. Mogen ze blijven, duid dan aan dat het in orde is. Anders: wis ze aan het slot.',
    },
    'no-space': {
      title: 'Een slot heeft te weinig plaats voor codes', what: 'Op een bepaald moment moeten er meer codes op het slot staan dan erop passen. Deze reservatie heeft dan geen plaats.',
      act: 'Regel dat iemand de deur opent, verplaats de reservatie, of laat codes weghalen die er met de hand op gezet zijn.',
    },
    'battery-critical': { title: 'De batterij van een slot is bijna leeg', what: 'Het slot kan elk moment uitvallen.', act: 'Vervang de batterij vandaag nog.' },
    'clock-skew': {
      title: 'De klok van een slot loopt niet gelijk', what: 'De klok van het slot wijkt meer dan een halve minuut af.', act: 'Laat de klok gelijkzetten voor het erger wordt.',
    },
    'battery-low': { title: 'De batterij van een slot raakt leeg', what: 'Het slot werkt nog, maar niet lang meer.', act: 'Vervang de batterij deze week.' },
  },
  alarm: ({ title, what, act }, place) => ({ subject: `${title} (${place})`, lines: [what, act], action: 'Neem dit op', after: ['Wie het opneemt, ziet u op die pagina. Neemt niemand een dringend alarm op, dan verwittigen wij meer mensen.'] }),
  alarmEscalated: ({ title, what, act }, place) => ({
    subject: `Nog niemand nam dit op: ${title} (${place})`, lines: ['Wij verwittigden eerst wie de wacht heeft of de zaalbeheerders. Niemand nam het alarm op.', what, act], action: 'Neem dit op',
  }),
  alarmCleared: ({ title }, place) => ({ subject: `Voorbij: ${title} (${place})`, lines: ['Dit alarm is voorbij. U hoeft er niets meer voor te doen.'], action: 'Bekijk de alarmen' }),
  doorWithoutCode: (b, { first, otherwise }) => ({
    subject: `Voor uw reservatie is er geen code: zo komt u binnen (${b.hall})`,
    lines: [
      'Voor uw reservatie konden wij geen toegangscode maken. Uw reservatie blijft gewoon gelden, en de beheerder van het gebouw is verwittigd: iemand opent de deur voor u.',
      `Staat er niemand? Bel ${first}.${otherwise === '' ? '' : ` Neemt daar niemand op, bel dan ${otherwise}.`} Zeg voor welke zaal u komt, en geef de code van uw reservatie die hieronder staat.`,
    ],
    action: 'Kijk hoe het met de deur staat',
  }),
};
