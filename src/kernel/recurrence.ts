import rrule from 'rrule';
import { addMinutes, type Period } from './period.ts';
import { atLocal, type LocalDate, type LocalTime } from './time.ts';

/**
 * The local days of a recurrence rule (RFC 5545, without DTSTART or TZID), from its first day up to and not including
 * `until`; at most `limit` of them. The rule floats: it is expanded as if the zone had no offset, because rrule's own
 * time-zone support answers differently per server zone.
 */
export function occurrenceDays(rule: string, firstDay: LocalDate, until: LocalDate, limit = 1_000): LocalDate[] {
  const options = rrule.RRule.parseString(rule);
  const dates = new rrule.RRule({ ...options, dtstart: new Date(`${firstDay}T00:00:00Z`) });
  return dates
    .between(new Date(`${firstDay}T00:00:00Z`), new Date(`${until}T00:00:00Z`), true, (_, index) => index < limit)
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => day < until);
}

/** The periods of a recurrence that starts at one wall-clock time and lasts so many minutes of elapsed time each. */
export function occurrences(rule: string, first: { day: LocalDate; time: LocalTime; minutes: number }, until: LocalDate): Period[] {
  return occurrenceDays(rule, first.day, until).map((day) => {
    const start = atLocal(day, first.time);
    return { start, end: addMinutes(start, first.minutes) };
  });
}
