import type { HallDraft, VenueDraft } from '../drafts.ts';

type Pair = readonly [first: number, second: number, areaM2: number, uShape: number];

/** Meeting rooms with a folding wall between them; area and persons of the two together are the owner's. */
const PAIRS: readonly Pair[] = [[2, 3, 80, 32], [4, 5, 60, 24], [6, 7, 60, 24], [8, 9, 50, 20]];

const VIEWS: Readonly<Record<number, string>> = {
  2: 'aan de kant van de sporen', 3: 'met zicht op het Provincieplein', 4: 'naast de koffiehoek', 5: 'met ochtendzon',
  6: 'aan de stille binnentuin', 7: 'met een eigen printer', 8: 'vlak bij de lift', 9: 'achteraan de gang',
};

const pairOf = ([first, second, areaM2, uShape]: Pair): HallDraft[] => {
  const divided = { parts: [String(first), String(second)], wholeM2: areaM2 };
  const spaces = [`Vergaderzaal ${first}`, `Vergaderzaal ${second}`];
  const half = (number: number, index: number): HallDraft => ({
    slug: `provinciehuis-vergaderzaal-${number}`,
    name: { nl: `Vergaderzaal ${number}`, en: `Meeting room ${number}`, fr: `Salle de réunion ${number}` },
    type: 'meeting',
    areaM2: Math.round(areaM2 / 2),
    spaces: [spaces[index]!],
    layouts: { 'u-shape': Math.floor(uShape * 0.4), block: Math.floor(uShape * 0.45) },
    features: ['projector', 'whiteboard', 'wifi', 'air-conditioning'],
    description: {
      nl: `Compacte vergaderzaal ${VIEWS[number]!}. De vouwwand naar zaal ${number === first ? second : first} blijft dicht; die buur kan apart verhuurd zijn.`,
      en: `A compact meeting room; the folding wall to room ${number === first ? second : first} stays closed.`,
      fr: `Petite salle de réunion ; la cloison vers la salle ${number === first ? second : first} reste fermée.`,
    },
    hourCents: Math.round(areaM2 * 12), known: [],
    access: 'staff',
    plan: { windows: 'left', divided: { ...divided, own: [String(number)] } },
  });
  return [
    {
      slug: `provinciehuis-vergaderzaal-${first}-${second}`,
      name: { nl: `Vergaderzaal ${first} + ${second}`, en: `Meeting room ${first} + ${second}`, fr: `Salle de réunion ${first} + ${second}` },
      type: 'meeting',
      areaM2,
      spaces,
      layouts: { 'u-shape': uShape },
      features: ['projector', 'whiteboard', 'video-conference', 'wifi', 'air-conditioning'],
      description: {
        nl: `Twee zalen die één worden als de vouwwand opengaat: ${VIEWS[first]!} en ${VIEWS[second]!}. De U-vorm staat klaar voor ${uShape} deelnemers, met het scherm aan de kop.`,
        en: `Two rooms that become one when the folding wall opens, set in a U for ${uShape} people.`,
        fr: `Deux salles qui n'en font qu'une quand la cloison s'ouvre, disposées en U pour ${uShape} personnes.`,
      },
      hourCents: areaM2 * 22, known: ['areaM2', 'layouts'],
      access: 'staff',
      plan: { windows: 'left', divided: { ...divided, own: divided.parts } },
    },
    half(first, 0),
    half(second, 1),
  ];
};

export const provinciehuis: VenueDraft = {
  slug: 'provinciehuis-vlaams-brabant',
  owner: 'provincie',
  name: { nl: 'Provinciehuis Vlaams-Brabant', en: 'Flemish Brabant Provincial House', fr: 'Maison de la province du Brabant flamand' },
  description: {
    nl: 'De ronde toren achter het station van Leuven. De provincie verhuurt er als partner van de stad haar vergader- en ontvangstzalen.',
    en: 'The round tower behind Leuven station. As a partner of the city the province lets its rooms.',
    fr: 'La tour ronde derrière la gare. La province y loue ses salles en partenaire de la ville.',
  },
  street: 'Provincieplein 1',
  postalCode: '3010',
  neighbourhood: 'Kessel-Lo',
  at: [50.8817, 4.7188],
  directions: {
    nl: 'Uit de stationstunnel aan de kant van Kessel-Lo zie je de toren. Meld je aan bij het onthaal; een medewerker brengt je naar de zaal.',
    en: 'Leave the station tunnel on the Kessel-Lo side. Report at the desk; somebody takes you to the room.',
    fr: 'Sortez du tunnel côté Kessel-Lo. Présentez-vous à l’accueil ; on vous accompagne.',
  },
  accessibility: ['step-free', 'lift', 'accessible-toilet', 'automatic-door', 'reserved-parking', 'wheelchair-seats', 'induction-loop'],
  hours: 'province',
  extras: ['coffee', 'technician', 'microphones', 'usher'],
  halls: [
    {
      slug: 'provincieraadzaal',
      name: { nl: 'Provincieraadzaal', en: 'Provincial council chamber', fr: 'Salle du conseil provincial' },
      type: 'auditorium',
      areaM2: 353,
      layouts: { theatre: 120 },
      features: ['projector', 'sound-system', 'video-conference', 'tiered-seating', 'air-conditioning', 'wifi'],
      description: {
        nl: 'Het halfrond waar de provincieraad zetelt, met een microfoon en een stemknop op elke plaats. Wie hier een debat houdt, praat vanzelf beknopter.',
        en: 'The hemicycle of the provincial council, with a microphone and a voting button at every seat.',
        fr: "L'hémicycle du conseil provincial, avec micro et bouton de vote à chaque place.",
      },
      limits: { noticeMinutes: 20_160 },
      approval: true,
      hourCents: 9_000, minimumMinutes: 240, depositCents: 25_000, known: ['areaM2', 'layouts'],
      access: 'staff',
      plan: { shape: 'hemicycle', proportion: 1.25, windows: 'none' },
    },
    {
      slug: 'provinciehuis-auditorium',
      name: { nl: 'Auditorium Provinciehuis', en: 'Provincial House auditorium', fr: 'Auditorium de la Maison de la province' },
      type: 'auditorium',
      areaM2: 235,
      layouts: { theatre: 220 },
      features: ['tiered-seating', 'stage', 'projector', 'sound-system', 'blackout', 'air-conditioning', 'wifi'],
      description: {
        nl: 'Steile tribune, diepe stoelen en een projectie die tot de laatste rij leesbaar is. Voor congressen en infoavonden met veel vragen.',
        en: 'A steep stand, deep seats and a projection legible from the last row.',
        fr: 'Gradins raides, sièges profonds et projection lisible du dernier rang.',
      },
      limits: { noticeMinutes: 10_080 },
      hourCents: 7_000, minimumMinutes: 240, depositCents: 20_000, known: ['areaM2', 'layouts'],
      access: 'staff',
      plan: { proportion: 0.95, windows: 'none' },
    },
    {
      slug: 'provinciehuis-spoor95',
      name: { nl: 'Spoor95', en: 'Spoor95', fr: 'Spoor95' },
      type: 'party',
      areaM2: 309,
      layouts: { seminar: 150, theatre: 240, reception: 350 },
      features: ['bar', 'projector', 'sound-system', 'daylight', 'air-conditioning', 'wifi'],
      description: {
        nl: 'Een lange zaal evenwijdig met de sporen: de treinen glijden geluidloos voorbij het glas. Studiedagen overdag, recepties bij valavond.',
        en: 'A long hall parallel to the tracks: trains glide silently past the glass. Study days by day, receptions at dusk.',
        fr: 'Une longue salle parallèle aux voies : les trains glissent sans bruit derrière la vitre.',
      },
      limits: { noticeMinutes: 10_080 },
      hourCents: 8_000, minimumMinutes: 240, depositCents: 25_000, known: ['areaM2', 'layouts'],
      access: 'staff', extras: ['glasses'],
      plan: { proportion: 2.3, windows: 'left' },
    },
    {
      slug: 'provinciehuis-perszaal',
      name: { nl: 'Perszaal', en: 'Press room', fr: 'Salle de presse' },
      type: 'meeting',
      areaM2: 53,
      layouts: { theatre: 30 },
      features: ['projector', 'sound-system', 'video-conference', 'wifi'],
      description: {
        nl: 'Een wand in neutraal grijs, goed licht en aansluitingen voor camera’s. Voor persmomenten, maar ook voor een webinar dat er verzorgd uit moet zien.',
        en: 'A neutral grey wall, good light and camera connections: for press moments and webinars.',
        fr: 'Un mur gris neutre, une bonne lumière et des prises caméra : pour la presse et les webinaires.',
      },
      hourCents: 2_400, known: ['areaM2', 'layouts'],
      access: 'staff',
      plan: { proportion: 1.3, windows: 'none' },
    },
    {
      slug: 'provinciehuis-foyer',
      name: { nl: 'Foyer Provinciehuis', en: 'Provincial House foyer', fr: 'Foyer de la Maison de la province' },
      type: 'foyer',
      areaM2: 133,
      layouts: { reception: 50 },
      features: ['bar', 'daylight', 'wifi'],
      description: {
        nl: 'De ronde ontvangstruimte voor het auditorium. Vijftig mensen hebben er plaats om te praten, niet alleen om te staan.',
        en: 'The round reception space in front of the auditorium: room for fifty people to talk.',
        fr: "L'espace d'accueil devant l'auditorium : cinquante personnes y ont la place de parler.",
      },
      hourCents: 3_000, known: ['areaM2', 'layouts'],
      access: 'staff', extras: ['glasses'],
      plan: { shape: 'bay', proportion: 1.5, windows: 'left' },
    },
    {
      slug: 'provinciehuis-vergaderzaal-1',
      name: { nl: 'Vergaderzaal 1', en: 'Meeting room 1', fr: 'Salle de réunion 1' },
      type: 'meeting',
      areaM2: 25,
      layouts: { block: 12 },
      features: ['whiteboard', 'video-conference', 'wifi', 'air-conditioning'],
      description: {
        nl: 'Twaalf stoelen rond één tafel, op de begane grond naast het onthaal. Wie laat komt, vindt ze meteen.',
        en: 'Twelve chairs around one table, on the ground floor beside the desk.',
        fr: "Douze chaises autour d'une table, au rez-de-chaussée près de l'accueil.",
      },
      hourCents: 1_200, known: ['areaM2', 'layouts'],
      access: 'staff',
      plan: { proportion: 1.2, windows: 'left' },
    },
    ...PAIRS.flatMap(pairOf),
  ],
};
