import { closuresOfSpaces } from '../../../availability/closure-views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Translated } from '../../../kernel/text.ts';
import { addDays, atLocal, dayPeriod, localDate, startOfDay } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';

/** When a hall is closed or keeps other hours than its week, and why if somebody said so. */
export interface ClosedDay {
  period: Period;
  hours: 'closed' | 'other';
  reason?: Translated;
}

const DAYS_AHEAD = 60;
const MOST = 12;

/** What a visitor should know of the coming sixty days: closures and dated exceptions, in order of time, at most twelve. */
export async function closedSoon(db: Database, hall: Hall, now: Date): Promise<ClosedDay[]> {
  const [today, until] = [localDate(now), addDays(localDate(now), DAYS_AHEAD)];
  const closures = await closuresOfSpaces(db, hall.spaceIds, { start: now, end: startOfDay(until) }, MOST);
  const exceptions = hall.schedule.exceptions.filter(({ day }) => today <= day && day < until).map(({ day, opens, closes, reason }): ClosedDay => ({
    ...(opens && closes ? { hours: 'other', period: { start: atLocal(day, opens), end: atLocal(day, closes) } } : { hours: 'closed', period: dayPeriod(day) }),
    ...(reason ? { reason } : {}),
  }));
  return [...closures.map(({ period, reason }): ClosedDay => ({ period, reason, hours: 'closed' })), ...exceptions]
    .toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime()).slice(0, MOST);
}
