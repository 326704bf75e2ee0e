import type { DocumentEntry } from '../../src/catalogue/catalogue-entries.ts';
import type { RefundStep } from '../../src/catalogue/hall.ts';
import type { OrganisationId } from '../../src/kernel/ids.ts';
import type { Translated } from '../../src/kernel/text.ts';
import { idOf } from './chance.ts';
import type { OwnerKey } from './owners.ts';

export const HOUSE_RULES = 'gebruiksreglement';
export const CANCELLATION_TERMS = 'annulatievoorwaarden';

type Text = Required<Translated>;

const COMMON_RULES: readonly Text[] = [
  {
    nl: 'Je gebruikt de zaal waarvoor je ze hebt gereserveerd, met niet meer personen dan de opstelling toelaat.',
    en: 'You use the hall for what you booked it for, with no more people than the layout allows.',
    fr: "Vous utilisez la salle pour l'activité prévue, sans dépasser le nombre de personnes de la disposition.",
  },
  {
    nl: 'Je laat de zaal achter zoals je ze vond: vloer geveegd, tafels en stoelen op hun plaats, afval in de juiste zak.',
    en: 'You leave the hall as you found it: floor swept, tables and chairs back, rubbish sorted.',
    fr: 'Vous laissez la salle dans l’état où vous l’avez trouvée : sol balayé, mobilier en place, déchets triés.',
  },
  {
    nl: 'Nooddeuren en brandblussers blijven vrij. Binnen wordt niet gerookt of gevapet.',
    en: 'Emergency exits and extinguishers stay clear. No smoking or vaping indoors.',
    fr: 'Les issues de secours et extincteurs restent dégagés. Il est interdit de fumer ou de vapoter.',
  },
  {
    nl: 'Je toegangscode of sleutel geef je alleen aan wie de deur voor je opent. Je sluit ramen en deuren als je vertrekt.',
    en: 'You give your door code or key only to those who open the door for you, and close windows and doors when you leave.',
    fr: "Vous ne donnez votre code ou clé qu'à ceux qui ouvrent pour vous, et fermez tout en partant.",
  },
  {
    nl: 'Schade meld je dezelfde dag. De waarborg krijg je binnen veertien dagen terug als alles in orde is.',
    en: 'You report damage the same day. The deposit comes back within fourteen days if all is well.',
    fr: 'Vous signalez tout dégât le jour même. La caution est rendue dans les quatorze jours si tout est en ordre.',
  },
];

/** Since the second version: neighbours may sleep. */
const SILENCE: Text = {
  nl: 'Na 22 uur blijven ramen dicht en houd je rekening met de buren. Muziek stopt een halfuur voor het einde van je reservatie.',
  en: 'After 22:00 windows stay closed. Music stops half an hour before the end of your booking.',
  fr: 'Après 22 heures, les fenêtres restent fermées. La musique s’arrête une demi-heure avant la fin.',
};

interface OwnerTerms {
  rule: Text;
  cancellation: Text;
  refundSteps: readonly RefundStep[];
}

const DAY_HOURS = 24;

export const OWNER_TERMS: Readonly<Record<OwnerKey, OwnerTerms>> = {
  cultuur: {
    rule: {
      nl: 'Licht en geluid van het huis worden bediend door onze technicus of door iemand die er de uitleg voor kreeg.',
      en: 'House lights and sound are operated by our technician or by somebody trained for it.',
      fr: 'La régie est tenue par notre technicien ou par une personne formée.',
    },
    cancellation: {
      nl: 'Annuleer je minstens vijf dagen vooraf, dan krijg je alles terug. Minstens twee dagen vooraf is dat de helft. Daarna betalen we niets terug. Bij overmacht zoeken we samen een nieuwe datum.',
      en: 'Cancel at least five days ahead and you get everything back; at least two days ahead, half. Later nothing is refunded. In case of force majeure we look for a new date together.',
      fr: 'Annulation au moins cinq jours avant : tout est remboursé ; au moins deux jours avant : la moitié. Ensuite, rien. En cas de force majeure, nous cherchons une nouvelle date.',
    },
    refundSteps: [{ hoursBefore: 5 * DAY_HOURS, percent: 100 }, { hoursBefore: 2 * DAY_HOURS, percent: 50 }],
  },
  sport: {
    rule: {
      nl: 'Op de sportvloer draag je propere schoenen met een zool die niet afgeeft. Materiaal gaat terug in de juiste berging.',
      en: 'Clean, non-marking shoes on the sports floor. Equipment goes back into the right store room.',
      fr: 'Chaussures propres à semelles non marquantes. Le matériel retourne dans le bon local.',
    },
    cancellation: {
      nl: 'Tot een week vooraf annuleer je gratis, tot twee dagen vooraf betaal je de helft. Later betaal je alles, want een lege sportzaal kan dan niemand meer gebruiken.',
      en: 'Free until a week ahead, half until two days ahead. Later you pay everything: nobody else can use the hall by then.',
      fr: "Gratuit jusqu'à une semaine avant, moitié jusqu'à deux jours avant. Plus tard, tout est dû.",
    },
    refundSteps: [{ hoursBefore: 7 * DAY_HOURS, percent: 100 }, { hoursBefore: 2 * DAY_HOURS, percent: 50 }],
  },
  wijken: {
    rule: {
      nl: 'Het buurtcentrum is van iedereen: groet wie er al is, en deel de keuken en de parking met andere groepen.',
      en: 'The centre belongs to everybody: greet whoever is there, and share kitchen and car park.',
      fr: 'Le centre est à tous : saluez ceux qui sont là, partagez la cuisine et le parking.',
    },
    cancellation: {
      nl: 'Annuleren kan gratis tot twee dagen vooraf. Annuleer je later, dan krijg je nog een kwart terug, tot zes uur voor het begin.',
      en: 'Free until two days ahead. Later you get a quarter back, until six hours before the start.',
      fr: "Gratuit jusqu'à deux jours avant. Ensuite un quart est remboursé, jusqu'à six heures avant le début.",
    },
    refundSteps: [{ hoursBefore: 2 * DAY_HOURS, percent: 100 }, { hoursBefore: 6, percent: 25 }],
  },
  jeugd: {
    rule: {
      nl: 'Bij elke activiteit voor min-achttienjarigen is een volwassene aanwezig. Sterke drank wordt niet geschonken.',
      en: 'An adult is present at every activity for under-eighteens. No spirits are served.',
      fr: 'Un adulte est présent à chaque activité pour mineurs. Pas d’alcool fort.',
    },
    cancellation: {
      nl: 'Laat het zo vroeg mogelijk weten. Tot drie dagen vooraf krijg je alles terug, tot de dag ervoor de helft.',
      en: 'Tell us as early as you can. Everything back until three days ahead, half until the day before.',
      fr: "Prévenez-nous au plus tôt. Tout est remboursé jusqu'à trois jours avant, la moitié jusqu'à la veille.",
    },
    refundSteps: [{ hoursBefore: 3 * DAY_HOURS, percent: 100 }, { hoursBefore: DAY_HOURS, percent: 50 }],
  },
  gebouwen: {
    rule: {
      nl: 'In beschermde gebouwen wordt niets gekleefd, genageld of opgehangen zonder afspraak. Kaarsen en rookmachines zijn er verboden.',
      en: 'In listed buildings nothing is taped, nailed or hung without agreement. No candles or smoke machines.',
      fr: 'Dans les bâtiments classés, rien n’est collé, cloué ni suspendu sans accord. Ni bougies ni fumée.',
    },
    cancellation: {
      nl: 'Annuleer je minstens veertien dagen vooraf, dan krijg je alles terug. Tot een week vooraf is dat de helft. Daarna zijn onze mensen ingepland en betalen we niets terug.',
      en: 'Everything back until fourteen days ahead, half until a week ahead. After that our people are scheduled and nothing is refunded.',
      fr: "Tout est remboursé jusqu'à quatorze jours avant, la moitié jusqu'à une semaine avant. Ensuite, rien.",
    },
    refundSteps: [{ hoursBefore: 14 * DAY_HOURS, percent: 100 }, { hoursBefore: 7 * DAY_HOURS, percent: 50 }],
  },
  provincie: {
    rule: {
      nl: 'Bezoekers melden zich aan bij het onthaal. Eten en drinken bestel je bij de huiscateraar van het Provinciehuis.',
      en: 'Visitors report at the desk. Food and drink come from the caterer of the house.',
      fr: "Les visiteurs se présentent à l'accueil. Le traiteur de la maison fournit boissons et repas.",
    },
    cancellation: {
      nl: 'Meer dan dertig dagen vooraf annuleer je gratis. Tot veertien dagen vooraf betalen we de helft terug, tot een week vooraf een kwart.',
      en: 'Free until thirty days ahead; half back until fourteen days ahead, a quarter until a week ahead.',
      fr: "Gratuit jusqu'à trente jours avant ; la moitié jusqu'à quatorze jours, un quart jusqu'à une semaine.",
    },
    refundSteps: [{ hoursBefore: 30 * DAY_HOURS, percent: 100 }, { hoursBefore: 14 * DAY_HOURS, percent: 50 }, { hoursBefore: 7 * DAY_HOURS, percent: 25 }],
  },
};

/** House rules and cancellation terms of one owner: the first versions, and the second of the house rules a year later. */
export function documentsOf(owner: OwnerKey, organisationId: OrganisationId, firstYear: number): DocumentEntry[] {
  const { rule, cancellation, refundSteps } = OWNER_TERMS[owner];
  const document = (kind: DocumentEntry['kind'], name: string, number: number, body: Text, validFrom: string, steps: readonly RefundStep[]): DocumentEntry =>
    ({ id: idOf('document', `${owner} ${kind} ${number}`), organisationId, kind, name, number, body, refundSteps: steps, validFrom });
  return [
    document('house-rules', HOUSE_RULES, 1, numbered([...COMMON_RULES, rule]), `${firstYear}-01-01`, []),
    document('house-rules', HOUSE_RULES, 2, numbered([...COMMON_RULES, SILENCE, rule]), `${firstYear + 1}-09-01`, []),
    document('cancellation-terms', CANCELLATION_TERMS, 1, cancellation, `${firstYear}-01-01`, refundSteps),
  ];
}

function numbered(rules: readonly Text[]): Text {
  const list = (language: keyof Text): string => rules.map((rule, index) => `${index + 1}. ${rule[language]}`).join('\n');
  return { nl: list('nl'), en: list('en'), fr: list('fr') };
}
