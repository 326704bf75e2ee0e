import type { Extra } from '../../src/catalogue/hall.ts';

type ExtraDraft = Omit<Extra, 'id'>;

const extra = (nl: string, en: string, fr: string, unit: Extra['unit'], unitCents: number, own: Partial<ExtraDraft> = {}): ExtraDraft =>
  ({ name: { nl, en, fr }, unit, unitCents, vatRate: 2_100, perBookingMax: 1, ...own });

/** What can be ordered with a booking; each venue has its own stock. Prices are illustrative and include VAT. */
export const EXTRAS = {
  projector: extra('Mobiele projector', 'Mobile projector', 'Projecteur mobile', 'piece', 1_500, { stock: 2 }),
  microphones: extra('Draadloze microfoon', 'Wireless microphone', 'Micro sans fil', 'piece', 800, { stock: 4, perBookingMax: 4 }),
  speaker: extra('Verplaatsbare luidspreker', 'Portable loudspeaker', 'Enceinte portable', 'booking', 2_000, { stock: 1 }),
  chairs: extra('Extra stoel', 'Extra chair', 'Chaise supplémentaire', 'piece', 50, { stock: 80, perBookingMax: 80 }),
  tables: extra('Extra tafel', 'Extra table', 'Table supplémentaire', 'piece', 200, { stock: 20, perBookingMax: 20 }),
  stage: extra('Podiumelement 2 × 1 m', 'Stage element 2 × 1 m', 'Élément de podium 2 × 1 m', 'piece', 600, { stock: 12, perBookingMax: 12 }),
  technician: extra('Technicus', 'Technician', 'Technicien', 'hour', 4_200, { stock: 2, perBookingMax: 2 }),
  usher: extra('Onthaalmedewerker', 'Usher', "Personne d'accueil", 'hour', 3_200, { stock: 3, perBookingMax: 3 }),
  cleaning: extra('Poetsbeurt achteraf', 'Cleaning afterwards', 'Nettoyage après usage', 'booking', 6_000),
  coffee: extra('Koffie, thee en water', 'Coffee, tea and water', 'Café, thé et eau', 'person', 250),
  glasses: extra('Glazen en servies', 'Glasses and crockery', 'Verres et vaisselle', 'person', 60),
  'piano-tuning': extra('Piano stemmen', 'Piano tuning', 'Accordage du piano', 'booking', 9_500),
  'drum-kit': extra('Drumstel en versterkers', 'Drum kit and amplifiers', 'Batterie et amplis', 'booking', 1_200, { stock: 1 }),
  panels: extra('Tentoonstellingspaneel', 'Exhibition panel', "Panneau d'exposition", 'piece', 300, { stock: 24, perBookingMax: 24 }),
  scoreboard: extra('Scorebord met bediening', 'Operated scoreboard', "Tableau d'affichage avec opérateur", 'hour', 1_500, { stock: 1 }),
  'sports-floor': extra('Beschermvloer leggen', 'Laying a protective floor', 'Pose d’un sol de protection', 'booking', 18_000),
  tent: extra('Vouwtent 3 × 3 m', 'Pop-up tent 3 × 3 m', 'Tente pliante 3 × 3 m', 'piece', 2_500, { stock: 4, perBookingMax: 4 }),
  power: extra('Stroomkast 32 A', 'Power distribution 32 A', 'Coffret électrique 32 A', 'piece', 2_000, { stock: 2, perBookingMax: 2 }),
} as const satisfies Record<string, ExtraDraft>;

export type ExtraName = keyof typeof EXTRAS;
