import type { VenueDraft } from '../drafts.ts';

export const wilsele: VenueDraft = {
  slug: 'oud-gemeentehuis-wilsele',
  owner: 'wijken',
  name: { nl: 'Oud gemeentehuis Wilsele', en: 'Former Town Hall of Wilsele', fr: 'Ancienne maison communale de Wilsele' },
  description: {
    nl: 'Bakstenen gemeentehuis in Wilsele-Dorp, vlak bij de vaart. Beneden een zaal, boven een lokaal, achteraan een kastanjeboom.',
    en: 'A brick town hall in the village of Wilsele, near the canal: a hall below, a room above and a chestnut tree behind.',
    fr: 'Une maison communale en briques près du canal : une salle en bas, un local en haut et un marronnier derrière.',
  },
  street: 'Albert Woutersstraat',
  postalCode: '3012',
  neighbourhood: 'Wilsele',
  at: [50.8989, 4.7109],
  directions: {
    nl: 'De sleutel ligt klaar bij de bakker schuin tegenover, van 7 tot 18 uur, ook op zondag. Toon er de code van je reservatie.',
    en: 'The key waits at the baker’s across the street, from 7 to 18, also on Sundays. Show the code of your booking.',
    fr: "La clé vous attend chez le boulanger d'en face, de 7 à 18 heures, aussi le dimanche.",
  },
  accessibility: ['accessible-toilet'],
  hours: 'neighbourhood',
  extras: ['glasses', 'speaker', 'tables'],
  illustrative: true,
  halls: [
    {
      slug: 'wilsele-dorpszaal',
      name: { nl: 'Dorpszaal', en: 'Village hall', fr: 'Salle du village' },
      type: 'party',
      areaM2: 132,
      layouts: { banquet: 80, theatre: 110, reception: 150 },
      features: ['bar', 'kitchenette', 'stage', 'daylight'],
      description: {
        nl: 'Een zaal zoals je die van vroeger kent: tegelvloer, toog en een klein podium voor de voorzitter of de fanfare. Na het feest zet je de stoelen op de tafels.',
        en: 'A village hall as you remember it: tiled floor, bar and a small stage for the chairman or the band.',
        fr: "Une salle comme autrefois : carrelage, bar et petite scène pour le président ou l'harmonie.",
      },
      hourCents: 1_900, rates: { association: 700 }, minimumMinutes: 180, depositCents: 12_500,
      access: 'key',
      plan: { proportion: 0.8, windows: 'right' },
    },
    {
      slug: 'wilsele-kastanjelokaal',
      name: { nl: 'Kastanjelokaal', en: 'Chestnut room', fr: 'Local du marronnier' },
      type: 'meeting',
      areaM2: 40,
      layouts: { block: 18, theatre: 28 },
      features: ['whiteboard', 'daylight', 'kitchenette'],
      description: {
        nl: 'De kruin van de kastanje vult er drie ramen. Een rustig lokaal voor cursussen en besturen, gratis voor verenigingen. Vanaf maart werkt hier een toegangscode.',
        en: 'The crown of the chestnut tree fills three windows. A quiet room, free for associations. From March a door code works here.',
        fr: 'La couronne du marronnier remplit trois fenêtres. Gratuit pour les associations. Un code d’accès dès mars.',
      },
      hourCents: 600, rates: { association: 0 },
      access: 'key-until-march',
      plan: { proportion: 1.3, windows: 'left' },
    },
  ],
};
