import { inLanguage, type Language, type Translated } from '../kernel/text.ts';
import { boundsOf, cornersOf, type AdjoiningKind, type FixtureKind, type FloorPlan } from './floor-plan.ts';
import type { Layout } from './hall.ts';
import { LAYOUT_NAMES } from './vocabulary.ts';

const FIXTURE_WORDS: Readonly<Partial<Record<FixtureKind, Translated>>> = {
  stage: { nl: 'podium', en: 'stage', fr: 'scène' },
  tiers: { nl: 'oplopende rijen', en: 'tiered rows', fr: 'gradins' },
  balcony: { nl: 'balkon', en: 'balcony', fr: 'balcon' },
  bar: { nl: 'toog', en: 'bar', fr: 'bar' },
  island: { nl: 'kookeilanden', en: 'cooking islands', fr: 'îlots de cuisson' },
  piano: { nl: 'piano', en: 'piano', fr: 'piano' },
  'drum-kit': { nl: 'drumstel', en: 'drum kit', fr: 'batterie' },
  mirrors: { nl: 'spiegelwand', en: 'mirror wall', fr: 'mur de miroirs' },
  screen: { nl: 'scherm', en: 'screen', fr: 'écran' },
  whiteboard: { nl: 'whiteboard', en: 'whiteboard', fr: 'tableau blanc' },
  workbench: { nl: 'werkbanken', en: 'workbenches', fr: 'établis' },
  panel: { nl: 'panelen', en: 'panels', fr: 'panneaux' },
  column: { nl: 'zuilen', en: 'columns', fr: 'colonnes' },
  tree: { nl: 'bomen', en: 'trees', fr: 'arbres' },
  grandstand: { nl: 'tribune', en: 'grandstand', fr: 'tribune' },
  mats: { nl: 'matten', en: 'mats', fr: 'tapis' },
  'dance-floor': { nl: 'dansvloer', en: 'dance floor', fr: 'piste de danse' },
  well: { nl: 'put', en: 'well', fr: 'puits' },
  handball: { nl: 'handbalveld', en: 'handball court', fr: 'terrain de handball' },
  basketball: { nl: 'basketbalveld', en: 'basketball court', fr: 'terrain de basket' },
  volleyball: { nl: 'volleybalveld', en: 'volleyball court', fr: 'terrain de volley' },
  badminton: { nl: 'badmintonvelden', en: 'badminton courts', fr: 'terrains de badminton' },
};

const ROOM_WORDS: Readonly<Partial<Record<AdjoiningKind, Translated>>> = {
  'accessible-toilet': { nl: 'aangepast toilet', en: 'accessible toilet', fr: 'toilettes adaptées' },
  kitchen: { nl: 'keuken', en: 'kitchen', fr: 'cuisine' },
  storage: { nl: 'berging', en: 'store room', fr: 'réserve' },
  'dressing-room': { nl: 'loge', en: 'dressing room', fr: 'loge' },
  'changing-room': { nl: 'kleedkamer', en: 'changing room', fr: 'vestiaire' },
  showers: { nl: 'douches', en: 'showers', fr: 'douches' },
};

interface Sentences {
  size(width: string, depth: string): string;
  inside(words: string): string;
  beside(words: string): string;
  laidOut(layout: string): string;
}

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  nl: {
    size: (width, depth) => `Ongeveer ${width} bij ${depth} meter.`,
    inside: (words) => `In de zaal: ${words}.`,
    beside: (words) => `Ernaast: ${words}.`,
    laidOut: (layout) => `Getekend in opstelling ${layout.toLowerCase()}.`,
  },
  en: {
    size: (width, depth) => `About ${width} by ${depth} metres.`,
    inside: (words) => `In the hall: ${words}.`,
    beside: (words) => `Next to it: ${words}.`,
    laidOut: (layout) => `Drawn in layout ${layout.toLowerCase()}.`,
  },
  fr: {
    size: (width, depth) => `Environ ${width} mètres sur ${depth}.`,
    inside: (words) => `Dans la salle : ${words}.`,
    beside: (words) => `À côté : ${words}.`,
    laidOut: (layout) => `Dessinée en disposition ${layout.toLowerCase()}.`,
  },
};

/** What is to be seen on a floor plan, in sentences for who cannot see it: the description of floorPlanSvg. */
export function floorPlanWords(plan: FloorPlan, language: Language, layout: Layout = plan.usual): string {
  const say = SENTENCES[language];
  const words = (list: readonly (Translated | undefined)[]): string => [...new Set(list.flatMap((word) => (word ? [inLanguage(word, language)] : [])))].join(', ');
  const own = plan.parts.filter((part) => part.own).flatMap(({ at }) => cornersOf(at));
  const { width, depth } = boundsOf(own.length > 0 ? own : plan.outline);
  const inside = words(plan.fixtures.map(({ kind }) => FIXTURE_WORDS[kind]));
  const beside = words(plan.adjoining.map(({ kind }) => ROOM_WORDS[kind]));
  return [
    say.size(String(Math.round(width)), String(Math.round(depth))),
    ...(inside ? [say.inside(inside)] : []), ...(beside ? [say.beside(beside)] : []),
    ...(plan.ground === 'indoor' ? [say.laidOut(inLanguage(LAYOUT_NAMES[layout.kind], language))] : []),
  ].join(' ');
}
