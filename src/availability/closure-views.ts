import type { BookingId, ClosureId, HallId, SpaceId, VenueId, OrganisationId } from '../kernel/ids.ts';
import { VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { TimePosition } from '../contract/paging.ts';
import { IN_SCOPE, venueScope } from '../catalogue/venue-scope.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromRange, toRange } from '../platform/range.ts';

export interface ClosureSummary {
  id: ClosureId;
  period: Period;
  reason: Translated;
  createdAt: Date;
  /** Set when it was made together with others. */
  setId?: string;
  /** Every hall that has one of its spaces. */
  hallIds: HallId[];
  /** Bookings that still stand in its way. */
  inTheWay: BookingId[];
  venues: { id: VenueId; organisationId: OrganisationId }[];
}

interface ClosureRow extends Omit<ClosureSummary, 'period' | 'createdAt' | 'setId' | 'hallIds' | 'inTheWay'> {
  set_id: string | null;
  period: string;
  created_at: Date;
  hall_ids: HallId[];
  in_the_way: BookingId[];
}

const CLOSURE = `
  SELECT c.id, c.period::text AS period, c.reason, c.created_at, c.set_id,
    ARRAY(SELECT DISTINCT hs.hall_id FROM closure_spaces cs JOIN hall_spaces hs USING (space_id) WHERE cs.closure_id = c.id ORDER BY 1) AS hall_ids,
    ARRAY(SELECT DISTINCT k.holder_id FROM closure_spaces cs JOIN claims k USING (space_id)
      WHERE cs.closure_id = c.id AND k.holder_kind = 'booking' AND k.period && c.period
        AND (k.held_until IS NULL OR k.held_until > clock_timestamp()) ORDER BY 1) AS in_the_way,
    (SELECT jsonb_agg(DISTINCT jsonb_build_object('id', v.id, 'organisationId', v.organisation_id))
      FROM closure_spaces cs JOIN spaces s ON s.id = cs.space_id JOIN venues v ON v.id = s.venue_id WHERE cs.closure_id = c.id) AS venues
  FROM closures c`;

/** A closure that was not lifted, or `undefined`. */
export async function findClosure(db: Database | Transaction, id: string): Promise<ClosureSummary | undefined> {
  const { rows } = await db.raw<{ rows: ClosureRow[] }>(`${CLOSURE} WHERE c.id = ? AND c.lifted_at IS NULL`, [id]);
  return rows[0] && toClosure(rows[0]);
}

/** Every closure of a set that was not lifted, soonest first. */
export async function closuresOfSet(db: Database | Transaction, setId: string): Promise<ClosureSummary[]> {
  const { rows } = await db.raw<{ rows: ClosureRow[] }>(`${CLOSURE} WHERE c.set_id = ? AND c.lifted_at IS NULL ORDER BY lower(c.period), c.id LIMIT 200`, [setId]);
  return rows.map(toClosure);
}

/** The closures that are over at venues that the actor manages, the latest first. */
export async function pastClosures(db: Database, actor: Actor, now: Date, limit: number): Promise<ClosureSummary[]> {
  const { rows } = await db.raw<{ rows: ClosureRow[] }>(`${CLOSURE}
    WHERE c.lifted_at IS NULL AND upper(c.period) <= :now AND ${AT_VENUE_IN_SCOPE}
    ORDER BY lower(c.period) DESC, c.id DESC LIMIT :limit`, { ...venueScope(actor, VENUE_MANAGERS), now, limit });
  return rows.map(toClosure);
}

/** When these spaces are closed from `asked` on and why, as visitors may read it: soonest first, at most `limit`. */
export async function closuresOfSpaces(db: Database | Transaction, spaceIds: readonly SpaceId[], asked: Period, limit: number): Promise<Pick<ClosureSummary, 'id' | 'period' | 'reason'>[]> {
  const { rows } = await db.raw<{ rows: Pick<ClosureRow, 'id' | 'period' | 'reason'>[] }>(`
    SELECT DISTINCT c.id, c.period::text AS period, c.reason, lower(c.period) AS start FROM closures c JOIN closure_spaces cs ON cs.closure_id = c.id
    WHERE cs.space_id = ANY(?::uuid[]) AND c.lifted_at IS NULL AND c.period && ?::tstzrange ORDER BY start, c.id LIMIT ?`, [[...spaceIds], toRange(asked), limit]);
  return rows.map(({ id, period, reason }) => ({ id, period: fromRange(period), reason }));
}

/** True for closures with a space in a venue of the scope. */
const AT_VENUE_IN_SCOPE = `EXISTS (SELECT FROM closure_spaces cs JOIN spaces s ON s.id = cs.space_id JOIN venues v ON v.id = s.venue_id
  WHERE cs.closure_id = c.id AND ${IN_SCOPE})`;

/** Closures that touch a period at venues that the actor manages, soonest first. */
export async function listClosures(
  db: Database, actor: Actor, ask: { period: Period; limit: number; after?: TimePosition },
): Promise<{ items: ClosureSummary[]; next?: TimePosition }> {
  const { rows } = await db.raw<{ rows: ClosureRow[] }>(`${CLOSURE}
    WHERE c.lifted_at IS NULL AND c.period && CAST(:period AS tstzrange)
      AND (lower(c.period), c.id) > (CAST(:start AS timestamptz), CAST(:id AS uuid))
      AND ${AT_VENUE_IN_SCOPE}
    ORDER BY lower(c.period), c.id LIMIT :limit`, {
    period: toRange(ask.period), limit: ask.limit + 1,
    start: ask.after?.start ?? '-infinity', id: ask.after?.id ?? '00000000-0000-0000-0000-000000000000',
    ...venueScope(actor, VENUE_MANAGERS),
  });
  const items = rows.slice(0, ask.limit).map(toClosure);
  const last = items.at(-1);
  return rows.length > ask.limit && last ? { items, next: { start: last.period.start.toISOString(), id: last.id } } : { items };
}

export interface HallSpaces {
  hallIds: HallId[];
  spaceIds: SpaceId[];
  venues: { id: VenueId; organisationId: OrganisationId }[];
}

/** The spaces of these halls with the venues they are in; halls that do not exist are missing from `hallIds`. */
export async function spacesOfHalls(db: Database | Transaction, hallIds: readonly HallId[]): Promise<HallSpaces> {
  const { rows } = await db.raw<{ rows: { hall_id: HallId; space_id: SpaceId; id: VenueId; organisation_id: OrganisationId }[] }>(
    `SELECT h.id AS hall_id, hs.space_id, v.id, v.organisation_id FROM halls h JOIN hall_spaces hs ON hs.hall_id = h.id JOIN venues v ON v.id = h.venue_id
     WHERE h.id = ANY(?)`, [[...hallIds]]);
  const venues = new Map(rows.map((row) => [row.id, { id: row.id, organisationId: row.organisation_id }]));
  return { hallIds: [...new Set(rows.map((row) => row.hall_id))], spaceIds: [...new Set(rows.map((row) => row.space_id))], venues: [...venues.values()] };
}

const toClosure = ({ period, created_at: createdAt, set_id: setId, hall_ids: hallIds, in_the_way: inTheWay, ...row }: ClosureRow): ClosureSummary =>
  ({ ...row, period: fromRange(period), createdAt, hallIds, inTheWay, ...(setId ? { setId } : {}) });
