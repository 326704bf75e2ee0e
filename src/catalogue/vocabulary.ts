import type { Translated } from '../kernel/text.ts';
import type { AccessKind, ExtraUnit, HallType, LayoutKind } from './hall.ts';

/** What a visitor calls each kind of hall. */
export const TYPE_NAMES: Readonly<Record<HallType, Translated>> = {
  theatre: { nl: 'Theaterzaal', en: 'Theatre', fr: 'Salle de théâtre' },
  auditorium: { nl: 'Auditorium', en: 'Auditorium', fr: 'Auditorium' },
  sports: { nl: 'Sportzaal', en: 'Sports hall', fr: 'Salle de sport' },
  meeting: { nl: 'Vergaderzaal', en: 'Meeting room', fr: 'Salle de réunion' },
  party: { nl: 'Feestzaal', en: 'Party hall', fr: 'Salle des fêtes' },
  rehearsal: { nl: 'Repetitieruimte', en: 'Rehearsal room', fr: 'Salle de répétition' },
  exhibition: { nl: 'Tentoonstellingsruimte', en: 'Exhibition space', fr: "Espace d'exposition" },
  foyer: { nl: 'Foyer', en: 'Foyer', fr: 'Foyer' },
  studio: { nl: 'Atelier', en: 'Studio', fr: 'Atelier' },
  kitchen: { nl: 'Keuken', en: 'Kitchen', fr: 'Cuisine' },
  outdoor: { nl: 'Buitenruimte', en: 'Outdoor space', fr: 'Espace extérieur' },
};

/** Other Dutch words by which people look for such a hall; only the search reads them. */
export const TYPE_SYNONYMS: Readonly<Record<HallType, string>> = {
  theatre: 'schouwburg toneelzaal podiumzaal concertzaal voorstelling optreden',
  auditorium: 'aula lezing lezingenzaal conferentiezaal congres voordracht',
  sports: 'sporthal turnzaal gymzaal gymnastiek turnen volleybal basketbal badminton zaalvoetbal sporten',
  meeting: 'vergaderruimte vergaderlokaal vergadering bijeenkomst lokaal cursuslokaal leslokaal workshop overleg bestuursvergadering',
  party: 'feest feestje trouwfeest verjaardag communiefeest babyborrel receptie parochiezaal buurthuis polyvalente zaal eetfestijn quiz',
  rehearsal: 'repetitielokaal repetitiezaal oefenruimte muzieklokaal danszaal dansstudio koor fanfare band dansen muziek yoga',
  exhibition: 'expo exporuimte expozaal tentoonstelling galerij kunst vernissage',
  foyer: 'ontvangstruimte receptieruimte receptie bar onthaal nieuwjaarsdrink',
  studio: 'werkplaats creatief knutselen opnamestudio podcast makerspace',
  kitchen: 'kookatelier kookles kookworkshop kookstudio koken',
  outdoor: 'plein tuin binnenplaats binnentuin terrein openlucht buiten speelplaats',
};

/** What is fixed in a hall. */
export const FEATURE_NAMES = {
  'air-conditioning': { nl: 'Airconditioning', en: 'Air conditioning', fr: 'Climatisation' },
  badminton: { nl: 'Badmintonvelden', en: 'Badminton courts', fr: 'Terrains de badminton' },
  bar: { nl: 'Toog met koelkast', en: 'Bar with fridge', fr: 'Bar avec frigo' },
  basketball: { nl: 'Basketbalveld', en: 'Basketball court', fr: 'Terrain de basket' },
  'bike-parking': { nl: 'Fietsenstalling', en: 'Bicycle parking', fr: 'Parking à vélos' },
  blackout: { nl: 'Verduistering', en: 'Blackout curtains', fr: 'Occultation' },
  'changing-rooms': { nl: 'Kleedkamers', en: 'Changing rooms', fr: 'Vestiaires' },
  'dance-floor': { nl: 'Dansvloer', en: 'Dance floor', fr: 'Piste de danse' },
  daylight: { nl: 'Daglicht', en: 'Daylight', fr: 'Lumière du jour' },
  'dressing-rooms': { nl: 'Artiestenloges', en: 'Dressing rooms', fr: 'Loges' },
  'drum-kit': { nl: 'Drumstel', en: 'Drum kit', fr: 'Batterie' },
  'exhibition-rails': { nl: 'Ophangrails', en: 'Picture rails', fr: 'Cimaises' },
  garden: { nl: 'Tuin of terras', en: 'Garden or terrace', fr: 'Jardin ou terrasse' },
  grandstand: { nl: 'Tribune', en: 'Grandstand', fr: 'Tribune' },
  kitchen: { nl: 'Volledige keuken', en: 'Full kitchen', fr: 'Cuisine équipée' },
  kitchenette: { nl: 'Kitchenette', en: 'Kitchenette', fr: 'Kitchenette' },
  mirrors: { nl: 'Spiegelwand', en: 'Mirror wall', fr: 'Mur de miroirs' },
  'outdoor-power': { nl: 'Stroom buiten', en: 'Outdoor power', fr: 'Électricité à l’extérieur' },
  piano: { nl: 'Piano', en: 'Piano', fr: 'Piano' },
  projector: { nl: 'Projector en scherm', en: 'Projector and screen', fr: 'Projecteur et écran' },
  scoreboard: { nl: 'Scorebord', en: 'Scoreboard', fr: "Tableau d'affichage" },
  showers: { nl: 'Douches', en: 'Showers', fr: 'Douches' },
  'sound-system': { nl: 'Geluidsinstallatie', en: 'Sound system', fr: 'Sonorisation' },
  soundproof: { nl: 'Geluidsdicht', en: 'Soundproof', fr: 'Insonorisé' },
  stage: { nl: 'Podium', en: 'Stage', fr: 'Scène' },
  'stage-lighting': { nl: 'Podiumverlichting', en: 'Stage lighting', fr: 'Éclairage de scène' },
  'tiered-seating': { nl: 'Oplopende zitplaatsen', en: 'Tiered seating', fr: 'Gradins' },
  'video-conference': { nl: 'Videovergaderen', en: 'Video conferencing', fr: 'Visioconférence' },
  volleyball: { nl: 'Volleybalveld', en: 'Volleyball court', fr: 'Terrain de volley' },
  whiteboard: { nl: 'Whiteboard', en: 'Whiteboard', fr: 'Tableau blanc' },
  wifi: { nl: 'Wifi', en: 'Wi-Fi', fr: 'Wi-Fi' },
  workbenches: { nl: 'Werkbanken', en: 'Workbenches', fr: 'Établis' },
} as const satisfies Readonly<Record<string, Translated>>;
export type Feature = keyof typeof FEATURE_NAMES;

/** What makes a venue usable for everybody. */
export const ACCESSIBILITY_NAMES = {
  'step-free': { nl: 'Drempelvrije ingang', en: 'Step-free entrance', fr: 'Entrée de plain-pied' },
  lift: { nl: 'Lift', en: 'Lift', fr: 'Ascenseur' },
  'accessible-toilet': { nl: 'Aangepast toilet', en: 'Accessible toilet', fr: 'Toilettes adaptées' },
  'reserved-parking': { nl: 'Voorbehouden parkeerplaats', en: 'Reserved parking space', fr: 'Parking réservé' },
  'induction-loop': { nl: 'Ringleiding', en: 'Induction loop', fr: 'Boucle à induction' },
  'automatic-door': { nl: 'Automatische deur', en: 'Automatic door', fr: 'Porte automatique' },
  'wheelchair-seats': { nl: 'Rolstoelplaatsen', en: 'Wheelchair places', fr: 'Places pour fauteuils roulants' },
  'tactile-guidance': { nl: 'Geleidelijnen', en: 'Tactile guidance', fr: 'Lignes de guidage' },
} as const satisfies Readonly<Record<string, Translated>>;
export type Accessibility = keyof typeof ACCESSIBILITY_NAMES;

export const LAYOUT_NAMES: Readonly<Record<LayoutKind, Translated>> = {
  theatre: { nl: 'Theater', en: 'Theatre', fr: 'Théâtre' },
  seminar: { nl: 'Seminarie', en: 'Classroom', fr: 'Séminaire' },
  'u-shape': { nl: 'U-vorm', en: 'U-shape', fr: 'En U' },
  block: { nl: 'Blok', en: 'Boardroom', fr: 'Carré' },
  banquet: { nl: 'Banket', en: 'Banquet', fr: 'Banquet' },
  reception: { nl: 'Receptie', en: 'Reception', fr: 'Réception' },
  standing: { nl: 'Staand', en: 'Standing', fr: 'Debout' },
  sports: { nl: 'Sport', en: 'Sports', fr: 'Sport' },
  empty: { nl: 'Leeg', en: 'Empty', fr: 'Vide' },
};

export const ACCESS_NAMES: Readonly<Record<AccessKind, Translated>> = {
  'door-code': { nl: 'Toegangscode', en: 'Door code', fr: "Code d'accès" },
  key: { nl: 'Sleutel', en: 'Key', fr: 'Clé' },
  staff: { nl: 'Een medewerker doet open', en: 'Staff opens the door', fr: 'Un membre du personnel ouvre' },
};

export const UNIT_NAMES: Readonly<Record<ExtraUnit, Translated>> = {
  piece: { nl: 'per stuk', en: 'each', fr: 'la pièce' },
  hour: { nl: 'per uur', en: 'per hour', fr: "l'heure" },
  booking: { nl: 'per reservatie', en: 'per booking', fr: 'par réservation' },
  person: { nl: 'per persoon', en: 'per person', fr: 'par personne' },
};
