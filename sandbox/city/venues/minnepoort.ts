import type { VenueDraft } from '../drafts.ts';

export const minnepoort: VenueDraft = {
  slug: '30cc-minnepoort',
  owner: 'cultuur',
  name: { nl: '30CC/Minnepoort', en: '30CC/Minnepoort', fr: '30CC/Minnepoort' },
  description: {
    nl: 'Een theaterzaal met karakter aan de Dirk Boutslaan, vlak bij de Vismarkt en de Dijle.',
    en: 'A theatre with character in Dirk Boutslaan, close to the Vismarkt and the river Dijle.',
    fr: 'Un théâtre de caractère dans la Dirk Boutslaan, près du Vismarkt et de la Dyle.',
  },
  street: 'Dirk Boutslaan 62',
  postalCode: '3000',
  neighbourhood: 'Leuven-centrum',
  at: [50.8819, 4.6965],
  directions: {
    nl: 'De ingang ligt tussen de twee etalages op nummer 62. Voor laden en lossen mag je tot 11 uur ’s ochtends voor de deur staan.',
    en: 'The entrance is between the two shop windows at number 62. Loading in front of the door is allowed until 11 in the morning.',
    fr: "L'entrée se trouve entre les deux vitrines du numéro 62. Chargement devant la porte autorisé jusqu'à 11 heures.",
  },
  accessibility: ['step-free', 'accessible-toilet', 'wheelchair-seats', 'induction-loop'],
  hours: 'theatre',
  extras: ['technician', 'microphones', 'usher', 'cleaning'],
  halls: [
    {
      slug: '30cc-minnepoort-zaal',
      name: { nl: 'Zaal Minnepoort', en: 'Minnepoort hall', fr: 'Salle Minnepoort' },
      type: 'theatre',
      areaM2: 310,
      layouts: { theatre: 240, standing: 380, banquet: 120 },
      features: ['stage', 'stage-lighting', 'sound-system', 'tiered-seating', 'dressing-rooms', 'bar', 'blackout'],
      description: {
        nl: 'Een vlakke zaal met inschuifbare tribune: de ene avond cabaret voor 240 mensen, de andere een staand concert. De toog achteraan gaat open tijdens de pauze. Koren en fanfares waarderen de warme akoestiek.',
        en: 'A flat floor with a retractable stand: comedy for 240 one night, a standing concert the next. Choirs like the warm acoustics.',
        fr: 'Un plancher plat avec tribune rétractable : humour pour 240 personnes un soir, concert debout le lendemain.',
      },
      limits: { noticeMinutes: 10_080 },
      hourCents: 5_200, minimumMinutes: 240, depositCents: 25_000,
      access: 'staff',
      plan: { proportion: 0.75, windows: 'none' },
    },
    {
      slug: '30cc-minnepoort-cafe',
      name: { nl: 'Theatercafé', en: 'Theatre café', fr: 'Café-théâtre' },
      type: 'foyer',
      areaM2: 95,
      layouts: { reception: 110, banquet: 48, theatre: 60 },
      features: ['bar', 'stage', 'sound-system', 'daylight', 'wifi'],
      description: {
        nl: 'Houten vloer, een laag podium en twaalf tafeltjes: genoeg voor slam poetry, een quiz of een afscheidsdrink. De geluidsbegrenzer springt om 23 uur een stand lager.',
        en: 'A wooden floor, a low stage and a dozen tables: right for slam poetry, a quiz or a farewell drink.',
        fr: "Plancher en bois, petite scène et une douzaine de tables : pour un slam, un quiz ou un verre d'adieu.",
      },
      hourCents: 2_400, minimumMinutes: 120, depositCents: 10_000,
      access: 'door-code', extras: ['glasses'],
      plan: { proportion: 1.35, windows: 'right' },
    },
  ],
};
