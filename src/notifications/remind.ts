import type { BookingId, OpenerId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import { addDays, localDate, localTime, startOfDay } from '../kernel/time.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { tellBooker } from './booking-mails.ts';
import { remindOpener } from './opener-mails.ts';

/** Nobody is mailed at night, and who books in the evening for tomorrow has just been told all of it. */
const FROM = '10:00';
const UNTIL = '20:00';
const FRESH_MINUTES = 4 * 60;
const BATCH = 500;

interface Round {
  now: Date;
  log: Log;
}

/**
 * Reminds the bookers of everything that begins tomorrow, between ten and eight by the local clock: once per booking and start, so again when it was
 * moved. What was made or changed in the last four hours waits until it is that old. Answers how many.
 */
export async function remindOfTomorrow(db: Database, { now, log }: Round): Promise<number> {
  if (!isDaytime(now)) return 0;
  const tomorrow = addDays(localDate(now), 1);
  const { rows } = await db.raw<{ rows: Due[] }>(`
    SELECT b.id, lower(b.period) AS start FROM bookings b JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE b.status = 'confirmed' AND lower(b.period) >= ? AND lower(b.period) < ? AND b.changed_at <= ? AND coalesce(p.email, o.email) IS NOT NULL
      AND NOT EXISTS (SELECT FROM mails m WHERE m.booking_id = b.id AND m.template = 'reminder' AND CAST(m.facts ->> 'start' AS timestamptz) = lower(b.period))
    ORDER BY lower(b.period), b.id LIMIT ${BATCH}`, [startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1)), addMinutes(now, -FRESH_MINUTES)]);
  return queueEach(db, rows, log, ({ id, start }, tx) => {
    const at = start.toISOString();
    return tellBooker(tx, id, 'reminder', { facts: { start: at }, once: `${id}:${at}` });
  });
}

/** The same for whoever opens the door of it. */
export async function remindOpeners(db: Database, { now, log }: Round): Promise<number> {
  if (!isDaytime(now)) return 0;
  const tomorrow = addDays(localDate(now), 1);
  const { rows } = await db.raw<{ rows: (Due & { openerId: OpenerId })[] }>(`
    SELECT b.id, o.id AS "openerId", lower(b.period) AS start FROM bookings b JOIN openers o ON o.booking_id = b.id
    WHERE b.status = 'confirmed' AND lower(b.period) >= ? AND lower(b.period) < ? AND greatest(b.changed_at, o.named_at) <= ? AND o.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM mails m WHERE m.opener_id = o.id AND m.template = 'opener-reminder' AND CAST(m.facts ->> 'start' AS timestamptz) = lower(b.period))
    ORDER BY lower(b.period), o.id LIMIT ${BATCH}`, [startOfDay(tomorrow), startOfDay(addDays(tomorrow, 1)), addMinutes(now, -FRESH_MINUTES)]);
  return queueEach(db, rows, log, ({ openerId, start }, tx) => remindOpener(tx, openerId, start));
}

/** A hold that somebody has for days is easily forgotten; one of a quarter of an hour is counted down on the screen. */
const LONG_HOLD_MINUTES = 12 * 60;
const ENDING_MINUTES = 24 * 60;

/** Warns the bookers whose long hold lapses within a day, once for each hold. Answers how many. */
export async function warnOfEndingHolds(db: Database, { now, log }: Round): Promise<number> {
  if (!isDaytime(now)) return 0;
  const { rows } = await db.raw<{ rows: Due[] }>(`
    SELECT b.id, lower(b.period) AS start FROM bookings b JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE b.status = 'held' AND b.held_until > ? AND b.held_until <= ? AND b.changed_at <= ? AND coalesce(p.email, o.email) IS NOT NULL
      AND NOT EXISTS (SELECT FROM mails m WHERE m.booking_id = b.id AND m.template = 'hold-ending' AND m.created_at >= b.changed_at)
    ORDER BY b.held_until, b.id LIMIT ${BATCH}`, [now, addMinutes(now, ENDING_MINUTES), addMinutes(now, -LONG_HOLD_MINUTES)]);
  return queueEach(db, rows, log, ({ id }, tx) => tellBooker(tx, id, 'hold-ending', { facts: {} }));
}

interface Due {
  id: BookingId;
  start: Date;
}

const isDaytime = (now: Date): boolean => localTime(now) >= FROM && localTime(now) < UNTIL;

/** Each in a transaction of its own: one that fails is left for the next round and keeps none of the others waiting. */
async function queueEach<One extends Due>(db: Database, due: readonly One[], log: Log, tell: (one: One, tx: Parameters<typeof tellBooker>[0]) => Promise<void>): Promise<number> {
  let told = 0;
  for (const one of due) {
    await transact(db, (tx) => tell(one, tx)).then(() => (told += 1), (err: unknown) => log.error({ err, bookingId: one.id }, 'a reminder could not be queued'));
  }
  return told;
}
