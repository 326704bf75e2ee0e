import type { HallDraft, VenueDraft } from '../drafts.ts';

const WHOLE_M2 = 1_134;
const THIRD_M2 = 378;
const ALL = ['A', 'B', 'C'] as const;

interface Combination {
  parts: readonly (typeof ALL)[number][];
  persons: number;
  hourCents: number;
  text: HallDraft['description'];
}

/** AC is not offered: B lies between. */
const COMBINATIONS: readonly Combination[] = [
  {
    parts: ['A'], persons: 60, hourCents: 1_400,
    text: {
      nl: 'Het derde deel naast de tribune: één volleybalveld of twee badmintonvelden. Handig voor ploegen met supporters, want de trappen naar de bank zijn vlakbij.',
      en: 'The third beside the stand: one volleyball court or two badminton courts.',
      fr: 'Le tiers près de la tribune : un terrain de volley ou deux de badminton.',
    },
  },
  {
    parts: ['B'], persons: 60, hourCents: 1_400,
    text: {
      nl: 'Het middelste derde, tussen twee valgordijnen. De gordijnen dempen goed, maar fluitjes hoor je: veel trainers werken hier met handgebaren.',
      en: 'The middle third, between two drop curtains.',
      fr: 'Le tiers central, entre deux rideaux.',
    },
  },
  {
    parts: ['C'], persons: 60, hourCents: 1_400,
    text: {
      nl: 'Het verste derde, met de turntoestellen in de nis ernaast en een eigen deur naar de kleedkamers. Zo lopen kleuterturnen en wedstrijdsport elkaar niet voor de voeten.',
      en: 'The far third, with gymnastics apparatus in the alcove and its own door to the changing rooms.',
      fr: 'Le tiers du fond, avec les agrès et une porte propre vers les vestiaires.',
    },
  },
  {
    parts: ['A', 'B'], persons: 130, hourCents: 2_200,
    text: {
      nl: 'Twee derden met zicht op de tribune: een basketbalveld op wedstrijdmaat voor jeugdploegen. C blijft vrij voor een andere club.',
      en: 'Two thirds facing the stand: a youth basketball court. C stays free for another club.',
      fr: 'Deux tiers face à la tribune : un terrain de basket pour les jeunes.',
    },
  },
  {
    parts: ['B', 'C'], persons: 130, hourCents: 2_200,
    text: {
      nl: 'Twee derden aan de kant van de kleedkamers, gezocht door badmintonclubs: vier velden naast elkaar. A blijft vrij.',
      en: 'Two thirds on the side of the changing rooms: four badminton courts in a row. A stays free.',
      fr: 'Deux tiers côté vestiaires : quatre terrains de badminton.',
    },
  },
  {
    parts: ['A', 'B', 'C'], persons: 400, hourCents: 3_000,
    text: {
      nl: 'De hele sporthal: handbal of zaalvoetbal over de volle lengte, drie volleybalvelden naast elkaar, of een dansgala met publiek op de tribune. De gordijnen gaan omhoog en blijven boven.',
      en: 'The whole sports hall: handball or futsal over its full length, or a gala with an audience on the stand.',
      fr: 'Toute la salle : handball ou futsal sur toute la longueur, ou un gala avec public en tribune.',
    },
  },
];

const hallOf = ({ parts, persons, hourCents, text }: Combination): HallDraft => {
  const letters = parts.join('');
  const whole = parts.length === ALL.length;
  return {
    slug: `de-wijnpers-${letters.toLowerCase()}`,
    name: whole
      ? { nl: 'Sporthal De Wijnpers (A + B + C)', en: 'De Wijnpers sports hall (A + B + C)', fr: 'Salle de sport De Wijnpers (A + B + C)' }
      : { nl: `De Wijnpers ${parts.join(' + ')}`, en: `De Wijnpers ${parts.join(' + ')}`, fr: `De Wijnpers ${parts.join(' + ')}` },
    type: 'sports',
    areaM2: whole ? WHOLE_M2 : THIRD_M2 * parts.length,
    spaces: parts.map((part) => `Deel ${part}`),
    layouts: { sports: persons },
    features: [
      'volleyball', 'badminton', 'changing-rooms', 'showers',
      ...(parts.length > 1 ? ['basketball' as const] : []),
      ...(parts.includes('A') ? ['grandstand' as const] : []),
      ...(whole ? ['scoreboard' as const, 'sound-system' as const] : []),
    ],
    description: text,
    hourCents, rates: { association: Math.round(hourCents * 0.6) },
    access: 'door-code',
    extras: whole ? ['scoreboard', 'sports-floor'] : [],
    known: ['openingHours'],
    plan: { windows: 'none', divided: { parts: ALL, own: parts, wholeM2: WHOLE_M2 } },
  };
};

export const deWijnpers: VenueDraft = {
  slug: 'sporthal-de-wijnpers',
  owner: 'sport',
  name: { nl: 'Sporthal De Wijnpers', en: 'De Wijnpers Sports Hall', fr: 'Salle de sport De Wijnpers' },
  description: {
    nl: 'De sporthal van de provinciale school, die ’s avonds en in het weekend van de Leuvense clubs is. Ze kan in drie delen worden gesplitst.',
    en: 'The sports hall of the provincial school, for the clubs of Leuven in the evening and at weekends. It divides into three.',
    fr: "La salle de l'école provinciale, aux clubs de Louvain le soir et le week-end. Elle se divise en trois.",
  },
  street: 'Mechelsevest 72',
  postalCode: '3000',
  neighbourhood: 'Leuven-centrum',
  at: [50.8866, 4.6937],
  directions: {
    nl: 'Neem de poort aan de Mechelsevest en volg het pad rond het schoolgebouw. De sportingang heeft een eigen klavier; wedstrijden parkeren op de speelplaats.',
    en: 'Take the gate on Mechelsevest and follow the path around the school. The sports entrance has its own keypad.',
    fr: "Prenez la grille de la Mechelsevest et contournez l'école. L'entrée des sports a son propre clavier.",
  },
  accessibility: ['step-free', 'accessible-toilet', 'reserved-parking', 'wheelchair-seats'],
  hours: 'after-school',
  extras: ['speaker'],
  halls: COMBINATIONS.map(hallOf),
};
