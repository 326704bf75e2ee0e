import type { VenueDraft } from '../drafts.ts';

export const sintMaartensdal: VenueDraft = {
  slug: 'buurtcentrum-sint-maartensdal',
  owner: 'wijken',
  name: { nl: 'Buurtcentrum Sint-Maartensdal', en: 'Sint-Maartensdal Neighbourhood Centre', fr: 'Maison de quartier Sint-Maartensdal' },
  description: {
    nl: 'Aan de voet van de hoogste toren van de wijk, met een tuin die de bewoners zelf onderhouden.',
    en: 'At the foot of the tallest tower of the district, with a garden that the residents tend.',
    fr: 'Au pied de la plus haute tour du quartier, avec un jardin entretenu par les habitants.',
  },
  street: 'Sint-Maartensdal',
  postalCode: '3000',
  neighbourhood: 'Leuven-centrum',
  at: [50.8842, 4.7019],
  directions: {
    nl: 'Volg de luifel vanaf de bushalte Sint-Maartensdal. Het klavier is verlicht en staat op 110 cm hoogte.',
    en: 'Follow the canopy from the bus stop. The keypad is lit and 110 cm above the ground.',
    fr: "Suivez l'auvent depuis l'arrêt de bus. Le clavier est éclairé, à 110 cm du sol.",
  },
  accessibility: ['step-free', 'accessible-toilet', 'automatic-door', 'tactile-guidance'],
  hours: 'neighbourhood',
  extras: ['projector', 'coffee', 'chairs'],
  illustrative: true,
  halls: [
    {
      slug: 'sint-maartensdal-buurtzaal',
      name: { nl: 'Buurtzaal', en: 'Neighbourhood hall', fr: 'Salle de quartier' },
      type: 'party',
      areaM2: 104,
      layouts: { banquet: 64, theatre: 90, reception: 110, empty: 50 },
      features: ['kitchenette', 'sound-system', 'daylight', 'garden', 'wifi'],
      description: {
        nl: 'Bingo op donderdag, zumba op zaterdag, en daartussen alles wat de torens verzinnen. De vloer kan tegen een stootje en de schuifdeur gaat open naar de tuin.',
        en: 'Bingo on Thursday, zumba on Saturday, and whatever the towers come up with in between.',
        fr: 'Bingo le jeudi, zumba le samedi, et entre les deux tout ce qu’inventent les tours.',
      },
      hourCents: 1_100, rates: { association: 0 }, depositCents: 5_000,
      access: 'door-code',
      plan: { proportion: 1.5, windows: 'left' },
    },
    {
      slug: 'sint-maartensdal-huiskamer',
      name: { nl: 'Huiskamer', en: 'Living room', fr: 'Salon' },
      type: 'meeting',
      areaM2: 30,
      layouts: { block: 12, theatre: 18 },
      features: ['kitchenette', 'daylight', 'wifi'],
      description: {
        nl: 'Geen vergaderzaal maar een woonkamer, met een zetel, een ronde tafel en een waterkoker. Voor zelfhulpgroepen, huiswerkklas en gesprekken die rust vragen.',
        en: 'Not a meeting room but a living room, with a sofa, a round table and a kettle.',
        fr: "Pas une salle de réunion mais un salon, avec canapé, table ronde et bouilloire.",
      },
      hourCents: 500, rates: { association: 0, company: 'not-let' },
      access: 'door-code', ownLock: true,
      plan: { proportion: 1.1, windows: 'right' },
    },
  ],
};
