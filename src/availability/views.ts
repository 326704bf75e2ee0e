import type { Hall } from '../catalogue/hall.ts';
import type { BookingId, HallId, OrganisationId, PersonId, SpaceId } from '../kernel/ids.ts';
import { intersection, widen, type Period } from '../kernel/period.ts';
import { addDays, daysFrom, startOfDay, type LocalDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { toRange } from '../platform/range.ts';
import { divideTime, type UnavailableReason } from './divide-time.ts';
import { openPeriods } from './opening.ts';
import type { Taken } from './rules.ts';
import { startsOnDay } from './starts-on-day.ts';

/** Outside these years there are no claims, and further out PostgreSQL cannot write a date. */
const ERA = { start: new Date('2000-01-01T00:00:00Z'), end: new Date('2200-01-01T00:00:00Z') };

/**
 * What cannot be had on these spaces in a period, and why in a word: live claims (by the database's clock, so also right
 * after waiting for a lock) and closures, whose places may still have to come free. May overlap; in order of time. A booking that is
 * to be moved does not stand in its own way.
 */
export async function takenPeriods(db: Database | Transaction, spaceIds: readonly SpaceId[], asked: Period, moving?: BookingId): Promise<Taken[]> {
  const period = intersection(asked, ERA);
  if (!period) return [];
  const { rows } = await db.raw<{ rows: { start: Date; end: Date; closed: boolean }[] }>(
    `SELECT lower(period) AS start, upper(period) AS "end", holder_kind = 'closure' AS closed FROM claims
     WHERE space_id = ANY(:spaceIds::uuid[]) AND period && :period::tstzrange AND (held_until IS NULL OR held_until > clock_timestamp())
       AND holder_id IS DISTINCT FROM CAST(:moving AS uuid)
     UNION
     SELECT lower(period), upper(period), true FROM closures JOIN closure_spaces ON closure_id = closures.id
     WHERE space_id = ANY(:spaceIds::uuid[]) AND period && :period::tstzrange AND lifted_at IS NULL
     ORDER BY start, "end"`, { spaceIds: [...spaceIds], period: toRange(period), moving: moving ?? null });
  return rows.map(({ start, end, closed }) => ({ period: { start, end }, reason: closed ? 'closed' : 'booked' }));
}

export interface HallAvailability {
  /** When a stay may lie, in order of time. */
  free: Period[];
  /** The rest of the time, in order, each with a word that a visitor may know: never whose it is. */
  unavailable: { period: Period; reason: UnavailableReason }[];
}

/**
 * When a hall is free from one local day up to another, and in a word why it is not: together they cover that time without
 * gaps. Setup and teardown are taken into account.
 */
export async function hallAvailability(
  db: Database | Transaction, hall: Hall, range: { from: LocalDate; until: LocalDate }, now: Date, moving?: BookingId,
): Promise<HallAvailability> {
  const span = { start: startOfDay(range.from), end: startOfDay(range.until) };
  // A stay that begins or ends in the range may lie partly beyond it, and so may the setup or teardown around it.
  const margin = Math.ceil(hall.shortestMinutes / DAY_MINUTES) + 1;
  const open = openPeriods(hall.schedule, daysFrom(addDays(range.from, -margin), addDays(range.until, margin)));
  const taken = await takenPeriods(db, hall.spaceIds, widen(span, margin * DAY_MINUTES, margin * DAY_MINUTES), moving);
  const stretches = divideTime(hall, span, { open, taken }, now);
  return {
    free: stretches.flatMap(({ period, state }) => (state === 'free' ? [period] : [])),
    unavailable: stretches.flatMap(({ period, state }) => (state === 'free' ? [] : [{ period, reason: state }])),
  };
}

const DAY_MINUTES = 1_440;

/** How many bookings of this hall a booker has that are still to come and have not lapsed, besides the one that is being moved. */
export async function countActiveBookings(
  db: Database | Transaction, hallId: HallId, bookerId: OrganisationId | PersonId, now: Date, moving?: BookingId,
): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `SELECT count(*) FROM bookings WHERE hall_id = ? AND upper(period) > ? AND coalesce(organisation_id, person_id) = ?
     AND (status = 'confirmed' OR (status IN ('requested', 'held') AND held_until > clock_timestamp()))
     AND id IS DISTINCT FROM CAST(? AS uuid)`, [hallId, now, bookerId, moving ?? null]);
  return rows[0].count;
}

export interface HallDay extends HallAvailability {
  /** What of the unavailable time others use themselves; the rest of `booked` is their setup and teardown around it. */
  used: Period[];
  /** Every instant at which a stay of the asked length may start. */
  starts: Date[];
}

/** One local day of a hall, with every start that the rules allow for a stay of so many minutes. */
export async function hallDay(db: Database | Transaction, hall: Hall, ask: { day: LocalDate; minutes: number }, now: Date): Promise<HallDay> {
  const next = addDays(ask.day, 1);
  const until = addDays(next, Math.ceil(ask.minutes / DAY_MINUTES));
  const open = openPeriods(hall.schedule, daysFrom(addDays(ask.day, -1), until));
  const taken = await takenPeriods(db, hall.spaceIds, widen({ start: startOfDay(ask.day), end: startOfDay(until) }, DAY_MINUTES, DAY_MINUTES));
  const day = await hallAvailability(db, hall, { from: ask.day, until: next }, now);
  return { ...day, used: await usedPeriods(db, hall.spaceIds, { start: startOfDay(ask.day), end: startOfDay(next) }), starts: startsOnDay(hall, ask.day, ask.minutes, { open, taken }, now) };
}

/** When others themselves are in these spaces, without their setup and teardown; of a partner's event we know no more than its claim. */
async function usedPeriods(db: Database | Transaction, spaceIds: readonly SpaceId[], period: Period): Promise<Period[]> {
  const { rows } = await db.raw<{ rows: Period[] }>(
    `SELECT DISTINCT lower(coalesce(b.period, c.period)) AS start, upper(coalesce(b.period, c.period)) AS "end"
     FROM claims c LEFT JOIN bookings b ON c.holder_kind = 'booking' AND b.id = c.holder_id
     WHERE c.space_id = ANY(:spaceIds::uuid[]) AND c.period && :period::tstzrange AND c.holder_kind <> 'closure'
       AND (c.held_until IS NULL OR c.held_until > clock_timestamp())
     ORDER BY start, "end"`, { spaceIds: [...spaceIds], period: toRange(period) });
  return rows;
}
