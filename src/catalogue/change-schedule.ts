import { newId, type HallId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Transaction } from '../platform/db.ts';
import type { Hours } from './hours.ts';

/**
 * Gives a schedule other hours, all at once: weeks, holidays and the exceptions from `today` on; those of earlier days stay. Every hall that
 * keeps these hours gets a new version. Answers those halls. Refuses `not-found`, and `version-outdated` when somebody changed it since.
 */
export async function changeSchedule(
  tx: Transaction, scheduleId: string, hours: Hours, { expectedVersion, today }: { expectedVersion: number; today: string },
): Promise<HallId[]> {
  await lockSchedule(tx, scheduleId, expectedVersion);
  await tx('schedules').where({ id: scheduleId }).update({ open_on_holidays: hours.openOnHolidays, version: expectedVersion + 1 });
  await tx('opening_hours').where({ schedule_id: scheduleId }).delete();
  await tx('opening_exceptions').where({ schedule_id: scheduleId }).where('day', '>=', today).delete();
  await insertHours(tx, scheduleId, hours);
  const halls = await tx<{ id: HallId; version: number; schedule_id: string }>('halls').where({ schedule_id: scheduleId }).increment('version', 1).returning('id');
  return halls.map(({ id }) => id).toSorted();
}

/**
 * Gives one hall hours of its own, instead of those that it shares; the others keep theirs. Exceptions of earlier days are copied along.
 * Refuses as changing would.
 */
export async function giveOwnSchedule(
  tx: Transaction, { hallId, scheduleId, name, hours }: { hallId: HallId; scheduleId: string; name: string; hours: Hours },
  { expectedVersion, today, now }: { expectedVersion: number; today: string; now: Date },
): Promise<HallId[]> {
  await lockSchedule(tx, scheduleId, expectedVersion);
  const id = newId<'schedule'>(now);
  // The version goes on from the one that was seen: who still looks at the shared hours of this hall learns that they are no longer its own.
  await tx.raw(`INSERT INTO schedules (id, venue_id, name, open_on_holidays, version) SELECT ?, venue_id, ?, ?, ? FROM schedules WHERE id = ?`,
    [id, name, hours.openOnHolidays, expectedVersion + 1, scheduleId]);
  await tx.raw(`INSERT INTO opening_exceptions (schedule_id, day, opens, closes, reason)
    SELECT ?, day, opens, closes, reason FROM opening_exceptions WHERE schedule_id = ? AND day < ?::date`, [id, scheduleId, today]);
  await insertHours(tx, id, hours);
  await tx('halls').where({ id: hallId }).update({ schedule_id: id }).increment('version', 1);
  return [hallId];
}

async function lockSchedule(tx: Transaction, id: string, expectedVersion: number): Promise<void> {
  const found = await tx<{ id: string; version: number }>('schedules').where({ id }).forNoKeyUpdate().first('version');
  if (!found) throw new Refusal('not-found');
  if (found.version !== expectedVersion) throw new Refusal('version-outdated', { facts: { version: found.version } });
}

async function insertHours(tx: Transaction, scheduleId: string, { weekly, exceptions }: Hours): Promise<void> {
  await insertRows(tx, 'opening_hours', weekly.map((stretch) => ({ scheduleId, ...stretch })));
  await insertRows(tx, 'opening_exceptions', exceptions.map((exception) => ({ scheduleId, ...exception })));
}
