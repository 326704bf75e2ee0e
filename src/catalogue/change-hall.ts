import type { HallId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { LocalDate } from '../kernel/time.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Transaction } from '../platform/db.ts';
import type { HallRecord } from './hall-record.ts';
import { indexHalls } from './index-halls.ts';

/**
 * Writes what is told of a hall and how it is let, all at once, and the words by which it is found. Bookings, prices and access rules of
 * days before `today` stay. Refuses `not-found`, and `version-outdated` when somebody changed it since.
 */
export async function changeHall(
  tx: Transaction, hallId: HallId, record: HallRecord, { expectedVersion, today }: { expectedVersion: number; today: LocalDate },
): Promise<void> {
  await lockHall(tx, hallId, expectedVersion);
  const { layouts, access, extraIds, ...own } = record;
  await tx('halls').where({ id: hallId }).update({
    name: JSON.stringify(own.name), description: JSON.stringify(own.description), type: own.type, area_m2: own.areaM2, features: [...own.features],
    setup_minutes: own.setupMinutes, teardown_minutes: own.teardownMinutes, start_step_minutes: own.startStepMinutes,
    shortest_minutes: own.shortestMinutes, longest_minutes: own.longestMinutes, notice_minutes: own.noticeMinutes, window_days: own.windowDays,
    approval: own.approval, hold_minutes: own.holdMinutes, approval_hours: own.approvalHours, pay_link_hours: own.payLinkHours, quota_bookings: own.quotaBookings,
    bookable: own.bookable, version: expectedVersion + 1,
  });
  await tx('layouts').where({ hall_id: hallId }).delete();
  await tx('hall_access').where({ hall_id: hallId }).where('from_on', '>=', today).delete();
  await tx('hall_extras').where({ hall_id: hallId }).delete();
  await insertRows(tx, 'layouts', layouts.map((layout) => ({ hallId, ...layout })));
  await insertRows(tx, 'hall_access', access.map((rule) => ({ hallId, ...rule })));
  await insertRows(tx, 'hall_extras', extraIds.map((extraId) => ({ hallId, extraId })));
  await indexHalls(tx, [hallId]);
}

async function lockHall(tx: Transaction, id: HallId, expectedVersion: number): Promise<void> {
  const found = await tx<{ id: string; version: number }>('halls').where({ id }).forNoKeyUpdate().first('version');
  if (!found) throw new Refusal('not-found');
  if (found.version !== expectedVersion) throw new Refusal('version-outdated', { facts: { version: found.version } });
}
