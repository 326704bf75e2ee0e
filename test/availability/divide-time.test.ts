import { expect } from 'chai';
import fc from 'fast-check';
import { divideTime, type Stretch } from '../../src/availability/divide-time.ts';
import { openPeriods } from '../../src/availability/opening.ts';
import { brokenRules, type Taken } from '../../src/availability/rules.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { addMinutes, includes, minutesOf, type Period } from '../../src/kernel/period.ts';
import { addDays, daysBetween, daysFrom, dayPeriod, localDate } from '../../src/kernel/time.ts';
import { aHall, aSchedule } from '../support/halls.ts';

const MARGIN = 1_440;

/** The slow way: what one sees at each minute of the span, each minute on its own. */
function minuteByMinute(hall: Hall, span: Period, open: readonly Period[], taken: readonly Taken[], now: Date): Stretch['state'][] {
  const at = (index: number): Date => addMinutes(span.start, index - MARGIN);
  const minutes = Array.from({ length: minutesOf(span) + 2 * MARGIN }, (_, index) => at(index));
  const near = (minute: Date, reason: Taken['reason']): boolean => taken.some((one) => one.reason === reason
    && addMinutes(one.period.start, -hall.teardownMinutes) <= minute && minute < addMinutes(one.period.end, hall.setupMinutes));
  const usable = minutes.map((minute) => open.some((hours) => includes(hours, minute)) && !near(minute, 'closed') && !near(minute, 'booked') && minute >= addMinutes(now, hall.noticeMinutes));
  const starts = minutes.map((start, index) => usable[index] === true && brokenRules(
    hall, { period: { start, end: addMinutes(start, hall.shortestMinutes) }, layout: 'theatre', attendance: 1 }, { open, taken, activeBookings: 0 }, now).length === 0);
  const roomy = minutes.map(() => false);
  for (let index = 0; index < minutes.length; index += 1) {
    let end = index;
    while (usable[end] === true) end += 1;
    roomy.fill(starts.slice(index, end).includes(true), index, end);
    index = end;
  }
  return minutes.map((minute, index): Stretch['state'] => {
    if (minute < now) return 'in-the-past';
    if (near(minute, 'closed') || !open.some((hours) => includes(hours, minute))) return 'closed';
    if (near(minute, 'booked')) return 'booked';
    if (minute < addMinutes(now, hall.noticeMinutes)) return 'too-short-notice';
    if (daysBetween(localDate(now), localDate(minute)) > hall.windowDays) return 'too-far-ahead';
    return roomy[index] === true ? 'free' : 'too-short';
  }).slice(MARGIN, -MARGIN);
}

const scene = fc.record({
  day: fc.constantFrom('2026-11-23', '2026-10-25', '2027-03-28'),
  nowMinutes: fc.integer({ min: -3_000, max: 900 }),
  limits: fc.record({
    setupMinutes: fc.constantFrom(0, 30), teardownMinutes: fc.constantFrom(0, 45), startStepMinutes: fc.constantFrom(15, 30, 60),
    shortestMinutes: fc.constantFrom(30, 60, 180), noticeMinutes: fc.constantFrom(0, 90, 1_440), windowDays: fc.constantFrom(1, 2, 365),
  }),
  hours: fc.record({ opens: fc.constantFrom('00:00', '07:30', '10:00'), closes: fc.constantFrom('13:00', '21:15', '24:00') }),
  taken: fc.array(fc.record({ start: fc.integer({ min: -96, max: 190 }), length: fc.integer({ min: 1, max: 20 }), reason: fc.constantFrom('booked' as const, 'closed' as const) }), { maxLength: 6 }),
});

describe('the time of a hall', () => {
  it('is divided as a walk minute by minute divides it: without gaps, each minute free or with its reason', () => {
    fc.assert(fc.property(scene, ({ day, nowMinutes, limits, hours, taken: others }) => {
      const hall = aHall({ ...limits, longestMinutes: 2_880, schedule: aSchedule({ weekly: ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, ...hours })) }) });
      const span = dayPeriod(day);
      const now = addMinutes(span.start, nowMinutes);
      const open = openPeriods(hall.schedule, daysFrom(addDays(day, -2), addDays(day, 3)));
      const taken: Taken[] = others.map(({ start, length, reason }) => ({ reason, period: { start: addMinutes(span.start, start * 15), end: addMinutes(span.start, (start + length) * 15) } }));
      const painted = divideTime(hall, span, { open, taken }, now).flatMap(({ period, state }) => Array.from({ length: minutesOf(period) }, () => state));
      expect(painted).to.deep.equal(minuteByMinute(hall, span, open, taken, now));
    }), { numRuns: 40 });
  });

  it('of a hall that cannot be booked is closed', () => {
    const hall = aHall({ bookable: false });
    const span = dayPeriod('2026-11-23');
    expect(divideTime(hall, span, { open: openPeriods(hall.schedule, ['2026-11-23']), taken: [] }, addMinutes(span.start, -60))).to.deep.equal([{ period: span, state: 'closed' }]);
  });
});
