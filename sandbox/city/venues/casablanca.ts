import type { VenueDraft } from '../drafts.ts';

export const casablanca: VenueDraft = {
  slug: 'buurtcentrum-casablanca',
  owner: 'wijken',
  name: { nl: 'Buurtcentrum Casablanca', en: 'Casablanca Neighbourhood Centre', fr: 'Maison de quartier Casablanca' },
  description: {
    nl: 'Een warme plek tussen de nieuwe woningen van de Casablancawijk. Er is altijd iemand, en er is altijd koffie.',
    en: 'A warm place amid the new homes of the Casablanca district. There is always somebody, and always coffee.',
    fr: 'Un lieu chaleureux dans le quartier Casablanca. Il y a toujours quelqu’un, et toujours du café.',
  },
  street: 'Casablancawijk',
  postalCode: '3010',
  neighbourhood: 'Kessel-Lo',
  at: [50.8829, 4.7384],
  directions: {
    nl: 'De glazen voordeur ligt op het pleintje tussen de blokken. Binnen tijdens de kantooruren, daarna met je code.',
    en: 'The glass front door is on the little square between the blocks. Walk in during office hours, use your code afterwards.',
    fr: "La porte vitrée donne sur la petite place. Entrée libre aux heures de bureau, ensuite avec votre code.",
  },
  accessibility: ['step-free', 'accessible-toilet', 'automatic-door'],
  hours: 'neighbourhood',
  extras: ['projector', 'coffee', 'speaker'],
  illustrative: true,
  halls: [
    {
      slug: 'casablanca-ontmoetingsruimte',
      name: { nl: 'Ontmoetingsruimte', en: 'Meeting place', fr: 'Espace de rencontre' },
      type: 'party',
      areaM2: 92,
      layouts: { banquet: 60, theatre: 70, reception: 90 },
      features: ['kitchenette', 'bar', 'daylight', 'garden', 'wifi'],
      description: {
        nl: 'Praatgroepen, suikerfeest, een trouw met zelfgemaakte couscous: de wijk doet hier alles samen. De speelhoek blijft staan, kinderen horen erbij. Verenigingen betalen niets.',
        en: 'Conversation groups, Eid, a wedding with home-made couscous: the neighbourhood does it all here. Free for associations.',
        fr: 'Groupes de parole, fête du sucre, mariage avec couscous maison : tout le quartier s’y retrouve. Gratuit pour les associations.',
      },
      hourCents: 1_000, rates: { association: 0, company: 'not-let' }, depositCents: 5_000,
      access: 'door-code',
      plan: { shape: 'elbow', windows: 'both' },
    },
    {
      slug: 'casablanca-kookatelier',
      name: { nl: 'Kookatelier', en: 'Cookery workshop', fr: 'Atelier de cuisine' },
      type: 'kitchen',
      areaM2: 48,
      layouts: { standing: 16, block: 12 },
      features: ['kitchen', 'daylight', 'wifi'],
      description: {
        nl: 'Twee kookeilanden en een lange tafel waaraan ook gegeten wordt. Eén eiland is verlaagd, zodat je ook zittend kunt koken. Kruiden groeien in de bakken voor het raam.',
        en: 'Two cooking islands, one of them lowered so that you can cook seated, and a long table to eat at.',
        fr: 'Deux îlots, dont un abaissé pour cuisiner assis, et une longue table pour manger.',
      },
      hourCents: 1_200, rates: { association: 300 }, depositCents: 5_000,
      access: 'door-code', ownLock: true,
      plan: { proportion: 1.35, windows: 'left' },
    },
  ],
};
