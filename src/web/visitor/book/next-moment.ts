import { checkStay } from '../../../availability/check-stay.ts';
import { capacityIn, type Hall, type LayoutKind } from '../../../catalogue/hall.ts';
import { addMinutes, type Period } from '../../../kernel/period.ts';
import { addDays } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';
import { momentOf, periodOf, type Moment } from '../../shared/moment.ts';

/** So many weeks are tried: further ahead one chooses oneself. */
const WEEKS = 8;
const WEEKS_A_CENTURY = 5_200;

/** The same weekday and hours as before, in the first of the coming weeks in which the hall can be had; else in the first of them. */
export async function nextMoment(db: Database, hall: Hall, before: { period: Period; layout: LayoutKind; attendance: number }, now: Date): Promise<Moment> {
  const moment = momentOf(before.period);
  const earliest = addMinutes(now, hall.noticeMinutes);
  const inWeeks = (weeks: number): Moment => ({ ...moment, day: addDays(moment.day, weeks * 7), lastDay: moment.lastDay && addDays(moment.lastDay, weeks * 7) });
  let first = 1;
  while (first < WEEKS_A_CENTURY && startOf(inWeeks(first)) < earliest) first += 1;
  const layout = capacityIn(hall, before.layout) > 0 ? before.layout : (hall.layouts[0]?.kind ?? before.layout);
  for (let weeks = first; weeks < first + WEEKS; weeks += 1) {
    const period = periodOf(inWeeks(weeks));
    if (typeof period === 'string') continue;
    const attendance = Math.min(before.attendance, capacityIn(hall, layout));
    if ((await checkStay(db, hall, { period, layout, attendance }, {}, now)).length === 0) return inWeeks(weeks);
  }
  return inWeeks(first);
}

/** When a moment begins; one that the clock skips counts as long ago. */
function startOf(moment: Moment): Date {
  const period = periodOf(moment);
  return typeof period === 'string' ? new Date(0) : period.start;
}
