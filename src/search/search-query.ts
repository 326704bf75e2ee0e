import type { HallType, LayoutKind } from '../catalogue/hall.ts';
import type { BookerKind } from '../kernel/actor.ts';
import { isId, type HallId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';

export const SORTS = ['first-free', 'price', 'distance', 'capacity', 'name', 'relevance'] as const;
export type Sort = (typeof SORTS)[number];

/** When a hall must be free: all of one window, or so many minutes (its own shortest stay) on end somewhere in one of several. */
export type AskedTime =
  | { kind: 'window'; period: Period }
  | { kind: 'somewhere'; minutes: number; windows: readonly Period[] }
  | { kind: 'shortest'; windows: readonly Period[] };

/** A point in degrees (WGS 84), or the middle of the venues of a neighbourhood. */
export type Place = { latitude: number; longitude: number } | { neighbourhood: string };

/** What somebody looks for: a hall is found when it meets every wish. */
export interface SearchQuery {
  bookerKind: BookerKind;
  /** Words in names, places and types; typing errors and accents are forgiven. */
  text?: string | undefined;
  time?: AskedTime | undefined;
  /** How many must fit, in `layout` or else in any. */
  persons?: number | undefined;
  layout?: LayoutKind | undefined;
  /** One of these. */
  types?: readonly HallType[] | undefined;
  /** All of these. */
  features?: readonly string[] | undefined;
  /** All of these. */
  accessibility?: readonly string[] | undefined;
  /** One of these. */
  neighbourhoods?: readonly string[] | undefined;
  directorate?: OrganisationId | undefined;
  /** In one of these. */
  venues?: readonly VenueId[] | undefined;
  /** Only among these. */
  halls?: readonly HallId[] | undefined;
  near?: Place | undefined;
  radiusMetres?: number | undefined;
  /** For the asked stay; for an hour when no time is asked. */
  maxPriceCents?: Cents | undefined;
  /** Only halls that need no approval. */
  instant?: boolean | undefined;
  /** Absent: the best match when there is text, the first free moment when a number of hours is asked, else the name. */
  sort?: Sort | undefined;
  /** At most 100. */
  limit: number;
  after?: SearchPosition | undefined;
}

/** Where the next page begins. `asOf` keeps "now" still while somebody leafs through, so that the order does too. */
export interface SearchPosition {
  sort: Sort;
  /** null: a hall that has no such value comes last. */
  value: string | number | null;
  id: HallId;
  asOf: string;
}

export const isSearchPosition = (value: unknown): value is SearchPosition =>
  typeof value === 'object' && value !== null
  && 'sort' in value && SORTS.some((sort) => sort === value.sort)
  && 'value' in value && (value.value === null || typeof value.value === 'string' || typeof value.value === 'number')
  && 'id' in value && typeof value.id === 'string' && isId(value.id)
  && 'asOf' in value && typeof value.asOf === 'string' && !Number.isNaN(Date.parse(value.asOf));

export const sortOf = ({ sort, text, time }: SearchQuery): Sort =>
  sort ?? (text ? 'relevance' : time && time.kind !== 'window' ? 'first-free' : 'name');
