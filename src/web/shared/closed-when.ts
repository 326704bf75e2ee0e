import { formatDay, formatShortDay, formatShortPeriod } from '../../contract/texts/format.ts';
import { addMinutes, type Period } from '../../kernel/period.ts';
import { localDate, startOfDay } from '../../kernel/time.ts';
import type { View } from '../view.ts';

/** A closure's period as one says it: whole days without times. */
export function sayClosed({ t, language }: View, period: Period): string {
  const [first, last] = [localDate(period.start), localDate(addMinutes(period.end, -1))];
  const whole = startOfDay(first).getTime() === period.start.getTime() && startOfDay(localDate(period.end)).getTime() === period.end.getTime();
  if (!whole) return formatShortPeriod(period, language);
  if (first === last) return t.closures.wholeDay(formatDay(first, language));
  return t.closures.wholeDays(formatShortDay(first, language), formatDay(last, language));
}
