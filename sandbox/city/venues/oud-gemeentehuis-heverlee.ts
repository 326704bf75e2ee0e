import type { VenueDraft } from '../drafts.ts';

export const heverlee: VenueDraft = {
  slug: 'oud-gemeentehuis-heverlee',
  owner: 'wijken',
  name: { nl: 'Oud gemeentehuis Heverlee', en: 'Former Town Hall of Heverlee', fr: 'Ancienne maison communale de Heverlee' },
  description: {
    nl: 'Aan het groene speelplein bij de Sint-Lambertuskerk. Het hart van Heverlee, met een bushalte voor de deur.',
    en: 'By the green near Saint Lambert’s church: the heart of Heverlee, with a bus stop at the door.',
    fr: "Près de la plaine verte de l'église Saint-Lambert : le cœur de Heverlee, avec un arrêt de bus devant la porte.",
  },
  street: 'Waversebaan 66',
  postalCode: '3001',
  neighbourhood: 'Heverlee',
  at: [50.8641, 4.6949],
  directions: {
    nl: 'De bus stopt aan de kerk. De ingang voor de zalen is de blauwe deur aan de kant van het plein, niet de oude hoofdpoort.',
    en: 'The bus stops at the church. Use the blue door on the side of the green, not the old main gate.',
    fr: "Le bus s'arrête à l'église. Prenez la porte bleue du côté de la plaine.",
  },
  accessibility: ['step-free', 'accessible-toilet', 'lift'],
  hours: 'neighbourhood',
  extras: ['projector', 'coffee', 'glasses', 'tables'],
  illustrative: true,
  halls: [
    {
      slug: 'heverlee-raadzaal',
      name: { nl: 'Raadzaal Heverlee', en: 'Council room Heverlee', fr: 'Salle du conseil de Heverlee' },
      type: 'meeting',
      areaM2: 96,
      layouts: { theatre: 80, seminar: 44, 'u-shape': 30, banquet: 56 },
      features: ['projector', 'daylight', 'sound-system', 'kitchenette', 'wifi'],
      description: {
        nl: 'Een statige zaal met lambrisering en portretten van de laatste drie burgemeesters. De tafels schuif je zelf, een schema hangt aan de deur. Geliefd bij de bridgeclub en de wijkraad.',
        en: 'A stately panelled room with portraits of the last three mayors; loved by the bridge club and the neighbourhood council.',
        fr: 'Une salle lambrissée avec les portraits des trois derniers bourgmestres ; le club de bridge l’adore.',
      },
      hourCents: 1_500, rates: { association: 500 },
      access: 'door-code',
      plan: { proportion: 1.45, windows: 'both' },
    },
    {
      slug: 'heverlee-tuinkamer',
      name: { nl: 'Tuinkamer', en: 'Garden room', fr: 'Salle du jardin' },
      type: 'party',
      areaM2: 62,
      layouts: { banquet: 40, reception: 60, block: 20 },
      features: ['garden', 'kitchenette', 'daylight', 'bar'],
      description: {
        nl: 'Met de openslaande deuren open hoort de tuin erbij. Kleine feestjes, babyborrels en koffietafels vinden hier hun maat. Muziek buiten stopt om 22 uur.',
        en: 'With the French windows open the garden is part of the room: for small parties and baby showers.',
        fr: 'Portes-fenêtres ouvertes, le jardin fait partie de la salle : petites fêtes et goûters.',
      },
      hourCents: 1_700, rates: { association: 800 }, minimumMinutes: 180, depositCents: 10_000,
      access: 'door-code',
      plan: { proportion: 1.1, windows: 'all', shape: 'bay' },
    },
  ],
};
