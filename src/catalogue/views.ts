import type { HallId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import { localDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { FloorPlan } from './floor-plan.ts';
import type { AccessKind, Hall, HallType, VenueSummary } from './hall.ts';
import { loadHall } from './load-hall.ts';
import { HALL_LINE, VENUE_DETAILS, VENUE_SUMMARY } from './store.ts';

type Reader = Database | Transaction;

/** A hall in one line, as lists of a venue and suggestions show it. */
export interface HallLine {
  id: HallId;
  slug: string;
  name: Translated;
  type: HallType;
  areaM2: number;
  floorPlan: FloorPlan;
  /** The most persons in any layout. */
  capacity: number;
  access: AccessKind;
}

/** What a page tells of a venue besides its address. */
export interface VenueDetails {
  description?: Translated;
  directions: Translated;
  email: string;
  phone: string;
  doorBeforeMinutes: number;
  doorAfterMinutes: number;
  codeShownHours: number;
  /** The facts of this venue are plausible, not known. */
  illustrative: boolean;
}

export interface HallPage {
  hall: Hall;
  description: Translated;
  floorPlan: FloorPlan;
  /** Names of the facts of the hall that are plausible, not known: `areaM2`, `tariffs` … */
  illustrative: readonly string[];
  venue: VenueDetails;
  /** Halls that share a space with this one: booking one of them takes this one too. */
  sharing: readonly HallLine[];
  /** The other halls of the venue. */
  neighbours: readonly HallLine[];
}

/** All that the page of a hall shows, by its id or slug, or `undefined` when there is no such hall. */
export async function hallPage(db: Reader, idOrSlug: string, now: Date): Promise<HallPage | undefined> {
  const hall = await loadHall(db, idOrSlug, now);
  if (!hall) return undefined;
  const own = await db.raw<{ rows: [Pick<HallPage, 'description' | 'floorPlan' | 'illustrative' | 'venue'>] }>(
    `SELECT h.description, h.floor_plan AS "floorPlan", h.illustrative, json_strip_nulls(json_build_object(${VENUE_DETAILS})) AS venue
     FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.id = ?`, [hall.id]);
  const others = await db.raw<{ rows: { line: HallLine; shares: boolean }[] }>(
    `SELECT to_json(line) AS line, EXISTS (SELECT FROM hall_spaces WHERE hall_id = line.id AND space_id = ANY(?::uuid[])) AS shares
     FROM (SELECT ${HALL_LINE} FROM halls h WHERE h.venue_id = ? AND h.id <> ? AND h.bookable ORDER BY h.name ->> 'nl', h.slug LIMIT 100) line`,
    [[...hall.spaceIds], localDate(now), hall.venue.id, hall.id]);
  const sharing = others.rows.filter(({ shares }) => shares).map(({ line }) => line);
  const neighbours = others.rows.filter(({ shares }) => !shares).map(({ line }) => line);
  return { hall, ...own.rows[0], sharing, neighbours };
}

export interface VenuePage extends VenueSummary, VenueDetails {
  halls: readonly HallLine[];
}

/** All that the page of a venue shows, or `undefined` when there is no such venue. */
export async function venuePage(db: Reader, slug: string, now: Date): Promise<VenuePage | undefined> {
  const [venue] = await listVenues(db, { slug });
  if (!venue) return undefined;
  const halls = await db.raw<{ rows: HallLine[] }>(
    `SELECT ${HALL_LINE} FROM halls h WHERE h.venue_id = ? AND h.bookable ORDER BY h.name ->> 'nl', h.slug LIMIT 200`, [localDate(now), venue.id]);
  return { ...venue, halls: halls.rows };
}

export type VenueLine = VenueSummary & VenueDetails & { hallCount: number };

/** The venues in the order of their Dutch names: all of them, one by its slug, or at most `limit` behind the slug `after`. */
export async function listVenues(db: Reader, ask: { slug?: string; after?: string; limit?: number } = {}): Promise<VenueLine[]> {
  const { rows } = await db.raw<{ rows: { venue: VenueLine }[] }>(
    `SELECT json_strip_nulls(json_build_object(${VENUE_SUMMARY}, ${VENUE_DETAILS},
       'hallCount', (SELECT count(*) FROM halls WHERE venue_id = v.id AND bookable))) AS venue
     FROM venues v JOIN organisations o ON o.id = v.organisation_id
     WHERE (?::text IS NULL OR v.slug = ?) AND (?::text IS NULL OR (v.name ->> 'nl', v.slug) > (SELECT name ->> 'nl', slug FROM venues WHERE slug = ?))
     ORDER BY v.name ->> 'nl', v.slug LIMIT ?`,
    [ask.slug ?? null, ask.slug ?? null, ask.after ?? null, ask.after ?? null, ask.limit ?? 1_000]);
  return rows.map(({ venue }) => venue);
}

/** What a picture of a hall is drawn from, or `undefined` when there is no such hall. */
export async function hallDrawing(db: Reader, slug: string): Promise<{ name: Translated; floorPlan: FloorPlan } | undefined> {
  const { rows: [drawing] } = await db.raw<{ rows: { name: Translated; floorPlan: FloorPlan }[] }>('SELECT name, floor_plan AS "floorPlan" FROM halls WHERE slug = ?', [slug]);
  return drawing;
}

/** The ids of halls by their slugs; a slug that no hall has is missing. */
export async function hallIdsBySlug(db: Reader, slugs: readonly string[]): Promise<Map<string, HallId>> {
  const { rows } = await db.raw<{ rows: { slug: string; id: HallId }[] }>('SELECT slug, id FROM halls WHERE slug = ANY(?::text[])', [[...slugs]]);
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
