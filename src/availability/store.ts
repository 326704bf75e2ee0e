import type { BookingId, ClosureId, PersonId, SpaceId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Transaction } from '../platform/db.ts';
import { toRange } from '../platform/range.ts';
import type { Holder, Place } from './holder.ts';

/** The SQL that changes claims and closures. Whoever calls it has locked the spaces. */

interface PlaceRow {
  space_id: SpaceId;
  day: string;
  start: Date;
  end: Date;
}

const PLACE = 'space_id, day, lower(period) AS start, upper(period) AS "end"';

const toPlace = (row: PlaceRow): Place => ({ spaceId: row.space_id, day: row.day, period: { start: row.start, end: row.end } });

/** Three arrays for `unnest(?::uuid[], ?::date[], ?::tstzrange[])`. */
const columnsOf = (places: readonly Place[]): [SpaceId[], string[], string[]] =>
  [places.map((place) => place.spaceId), places.map((place) => place.day), places.map((place) => toRange(place.period))];

/** Takes away what has lapsed on these spaces; answers those places and the bookings that lost them. */
export async function deleteLapsed(tx: Transaction, spaceIds: readonly SpaceId[]): Promise<{ places: Place[]; bookingIds: BookingId[] }> {
  const { rows } = await tx.raw<{ rows: (PlaceRow & { holder_kind: string; holder_id: BookingId })[] }>(
    `DELETE FROM claims WHERE space_id = ANY(?::uuid[]) AND held_until <= clock_timestamp()
     RETURNING ${PLACE}, holder_kind, holder_id`, [[...spaceIds]]);
  const bookingIds = rows.filter((row) => row.holder_kind === 'booking').map((row) => row.holder_id);
  return { places: rows.map(toPlace), bookingIds: [...new Set(bookingIds)].toSorted() };
}

/** Only on spaces that are locked: a claim that appeared elsewhere since they were read is in somebody else's order. */
export async function deleteClaims(tx: Transaction, holder: Holder, locked: readonly SpaceId[]): Promise<Place[]> {
  const { rows } = await tx.raw<{ rows: PlaceRow[] }>(
    `DELETE FROM claims WHERE holder_id = ? AND holder_kind = ? AND space_id = ANY(?::uuid[]) RETURNING ${PLACE}`, [holder.id, holder.kind, [...locked]]);
  return rows.map(toPlace);
}

/** Claims all of the places, or none of them when something else is in the way: then the answer is false. */
export async function insertClaims(tx: Transaction, holder: Holder, places: readonly Place[], heldUntil?: Date): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `WITH place AS MATERIALIZED (SELECT * FROM unnest(?::uuid[], ?::date[], ?::tstzrange[]) AS place (space_id, day, period))
     INSERT INTO claims (space_id, day, period, holder_kind, holder_id, held_until)
     SELECT place.*, ?, ?, ?::timestamptz FROM place
     WHERE NOT EXISTS (SELECT FROM place JOIN claims ON claims.space_id = place.space_id AND claims.period && place.period)`,
    [...columnsOf(places), holder.kind, holder.id, heldUntil ?? null]);
  return rowCount === places.length;
}

/** Claims for a closure whatever of these places it covers and nobody holds. */
export async function insertWhatIsFree(tx: Transaction, closureId: ClosureId, places: readonly Place[]): Promise<void> {
  await tx.raw(
    `INSERT INTO claims (space_id, day, period, holder_kind, holder_id)
     SELECT place.space_id, place.day, free.period, 'closure', closure.id
     FROM closures closure
     JOIN closure_spaces ON closure_spaces.closure_id = closure.id
     JOIN unnest(?::uuid[], ?::date[], ?::tstzrange[]) AS place (space_id, day, period) USING (space_id)
     CROSS JOIN LATERAL (
       SELECT coalesce(range_agg(claims.period), '{}') AS periods FROM claims
       WHERE claims.space_id = place.space_id AND claims.period && place.period) AS taken
     CROSS JOIN LATERAL unnest(tstzmultirange(place.period * closure.period) - taken.periods) AS free (period)
     WHERE closure.id = ?`, [...columnsOf(places), closureId]);
}

/** The closures that want one of these places, the oldest first. */
export async function closuresWanting(tx: Transaction, places: readonly Place[]): Promise<ClosureId[]> {
  const { rows } = await tx.raw<{ rows: { id: ClosureId }[] }>(
    `SELECT closures.id FROM unnest(?::uuid[], ?::date[], ?::tstzrange[]) AS place (space_id, day, period)
     JOIN closure_spaces USING (space_id)
     JOIN closures ON closures.id = closure_id AND closures.lifted_at IS NULL AND closures.period && place.period
     GROUP BY closures.id ORDER BY closures.created_at, closures.id`, columnsOf(places));
  return rows.map(({ id }) => id);
}

export async function spacesHeldBy(tx: Transaction, holder: Holder): Promise<SpaceId[]> {
  const { rows } = await tx.raw<{ rows: { space_id: SpaceId }[] }>(
    'SELECT DISTINCT space_id FROM claims WHERE holder_id = ? AND holder_kind = ?', [holder.id, holder.kind]);
  return rows.map((row) => row.space_id);
}

/** Sets until when a holder's claims on locked spaces stand; null: for good. Answers how many there are. */
export async function updateHeldUntil(tx: Transaction, holder: Holder, heldUntil: Date | null, locked: readonly SpaceId[]): Promise<number> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    'UPDATE claims SET held_until = ?::timestamptz WHERE holder_id = ? AND holder_kind = ? AND space_id = ANY(?::uuid[])', [heldUntil, holder.id, holder.kind, [...locked]]);
  return rowCount;
}

export interface NewClosure {
  id: ClosureId;
  spaceIds: readonly SpaceId[];
  period: Period;
  reason: Translated;
  madeBy?: PersonId;
  setId?: string;
  createdAt: Date;
}

export async function insertClosure(tx: Transaction, closure: NewClosure): Promise<void> {
  await tx.raw(
    `WITH closure AS (
       INSERT INTO closures (id, period, reason, made_by, set_id, created_at) VALUES (?, ?::tstzrange, ?::jsonb, ?, ?, ?) RETURNING id)
     INSERT INTO closure_spaces (closure_id, space_id) SELECT closure.id, unnest(?::uuid[]) FROM closure`,
    [closure.id, toRange(closure.period), JSON.stringify(closure.reason), closure.madeBy ?? null, closure.setId ?? null, closure.createdAt, [...closure.spaceIds]]);
}

export async function spacesOfClosure(tx: Transaction, closureId: ClosureId): Promise<SpaceId[]> {
  const { rows } = await tx.raw<{ rows: { space_id: SpaceId }[] }>('SELECT space_id FROM closure_spaces WHERE closure_id = ?', [closureId]);
  return rows.map((row) => row.space_id);
}

/** Answers false when the closure was lifted before, or never was. */
export async function markLifted(tx: Transaction, closureId: ClosureId, now: Date): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    'UPDATE closures SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL', [now, closureId]);
  return rowCount > 0;
}

/** From when until when others hold some of these places, and whether one of them is a closure. */
export async function whatIsInTheWay(tx: Transaction, places: readonly Place[]): Promise<Period & { closed: boolean }> {
  const { rows } = await tx.raw<{ rows: [Period & { closed: boolean }] }>(
    `SELECT min(lower(claims.period)) AS start, max(upper(claims.period)) AS "end", bool_or(claims.holder_kind = 'closure') AS closed
     FROM unnest(?::uuid[], ?::date[], ?::tstzrange[]) AS place (space_id, day, period)
     JOIN claims ON claims.space_id = place.space_id AND claims.period && place.period`, columnsOf(places));
  return rows[0];
}

/** The bookings that hold one of these places, in id order. */
export async function bookingsHolding(tx: Transaction, places: readonly Place[]): Promise<BookingId[]> {
  const { rows } = await tx.raw<{ rows: { holder_id: BookingId }[] }>(
    `SELECT DISTINCT claims.holder_id FROM unnest(?::uuid[], ?::date[], ?::tstzrange[]) AS place (space_id, day, period)
     JOIN claims ON claims.space_id = place.space_id AND claims.period && place.period AND claims.holder_kind = 'booking'
     ORDER BY claims.holder_id`, columnsOf(places));
  return rows.map((row) => row.holder_id);
}
