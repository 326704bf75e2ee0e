import type { VenueDraft } from '../drafts.ts';

export const rijschool: VenueDraft = {
  slug: 'sporthal-rijschool',
  owner: 'sport',
  name: { nl: 'Sporthal Rijschool', en: 'Rijschool Sports Hall', fr: 'Salle de sport Rijschool' },
  description: {
    nl: 'Midden in de stad, waar ooit ruiters oefenden. De sportvloer is vernieuwd en kan ook een rolhockeymatch aan.',
    en: 'In the middle of the city, where riders once trained. The floor is new and can take a roller hockey match.',
    fr: 'En pleine ville, là où s’exerçaient les cavaliers. Le sol est neuf.',
  },
  street: 'Rijschoolstraat 21',
  postalCode: '3000',
  neighbourhood: 'Leuven-centrum',
  at: [50.8812, 4.7068],
  directions: {
    nl: 'De ingang is de groene poort tegenover de bibliotheek. Kleedkamers liggen in de kelder, ook met de lift te bereiken.',
    en: 'The entrance is the green gate opposite the library. Changing rooms are in the basement, also by lift.',
    fr: "L'entrée est la porte verte face à la bibliothèque. Vestiaires au sous-sol, aussi par ascenseur.",
  },
  accessibility: ['step-free', 'lift', 'accessible-toilet'],
  hours: 'sports',
  extras: ['scoreboard', 'speaker', 'sports-floor'],
  halls: [
    {
      slug: 'sporthal-rijschool-zaal',
      name: { nl: 'Grote sportzaal Rijschool', en: 'Rijschool main hall', fr: 'Grande salle Rijschool' },
      type: 'sports',
      areaM2: 924,
      layouts: { sports: 250, standing: 600 },
      features: ['basketball', 'volleyball', 'badminton', 'grandstand', 'scoreboard', 'changing-rooms', 'showers', 'sound-system'],
      description: {
        nl: 'Hoofdzaal met tribune voor tweehonderd supporters en een scorebord dat je zelf bedient. Basket, volley, rolhockey, en één keer per jaar een rommelmarkt op de beschermvloer.',
        en: 'The main hall with a stand for two hundred supporters: basketball, volleyball, roller hockey and once a year a flea market.',
        fr: 'La grande salle avec tribune pour deux cents supporters : basket, volley, rink-hockey.',
      },
      hourCents: 2_600, rates: { association: 1_500 },
      access: 'staff',
      plan: { proportion: 1.7, windows: 'none' },
    },
    {
      slug: 'sporthal-rijschool-dojo',
      name: { nl: 'Dojo', en: 'Dojo', fr: 'Dojo' },
      type: 'sports',
      areaM2: 156,
      layouts: { sports: 30 },
      features: ['mirrors', 'changing-rooms', 'showers', 'daylight'],
      description: {
        nl: 'Tachtig tatami’s liggen altijd klaar, de matten ruiken naar dojo en de spiegel liegt niet. Judo, aikido en zelfverdediging. Schoenen blijven in het rek buiten.',
        en: 'Eighty tatami are always laid out, for judo, aikido and self-defence. Shoes stay in the rack outside.',
        fr: 'Quatre-vingts tatamis toujours en place, pour judo, aïkido et self-défense.',
      },
      hourCents: 1_200, rates: { association: 700 },
      access: 'door-code', ownLock: true,
      plan: { proportion: 1.4, windows: 'left' },
    },
  ],
};
