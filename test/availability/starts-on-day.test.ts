import { expect } from 'chai';
import fc from 'fast-check';
import { brokenRules, type Taken } from '../../src/availability/rules.ts';
import { startsOnDay } from '../../src/availability/starts-on-day.ts';
import { addMinutes, period, type Period } from '../../src/kernel/period.ts';
import { atLocal, dayPeriod, localTime } from '../../src/kernel/time.ts';
import { aHall } from '../support/halls.ts';

const DAY = '2026-11-23';
const NOW = atLocal('2026-11-20', '08:00');
const from = (start: string, end: string, day = DAY): Period => period(atLocal(day, start), atLocal(day, end));
const starts = (hall: ReturnType<typeof aHall>, minutes: number, own: { open?: Period[]; taken?: Taken[] } = {}, day = DAY, now = NOW): string[] =>
  startsOnDay(hall, day, minutes, { open: [from('08:00', '22:00', day)], taken: [], ...own }, now).map(localTime);

describe('the starts of a day', () => {
  it('are all steps from which a stay still ends in time', () => {
    expect(starts(aHall({ startStepMinutes: 60 }), 720)).to.deep.equal(['08:00', '09:00', '10:00']);
  });

  it('leave room for the setup and teardown around what others use', () => {
    const hall = aHall({ startStepMinutes: 30, setupMinutes: 30, teardownMinutes: 30 });
    const taken: Taken[] = [{ period: from('10:00', '20:00'), reason: 'booked' }];
    expect(starts(hall, 60, { taken })).to.deep.equal(['08:00', '08:30', '20:30', '21:00']);
  });

  it('begin after the notice and end with the booking window', () => {
    expect(starts(aHall({ startStepMinutes: 60, noticeMinutes: 120 }), 60, {}, DAY, atLocal(DAY, '17:10'))).to.deep.equal(['20:00', '21:00']);
    expect(starts(aHall({ windowDays: 2 }), 60)).to.deep.equal([]);
  });

  it('are none for a length that the hall never lets, or when it is not let at all', () => {
    expect(starts(aHall({ shortestMinutes: 120 }), 60)).to.deep.equal([]);
    expect(starts(aHall({ bookable: false }), 60)).to.deep.equal([]);
  });

  it('miss the hour that the clock skips and come twice in the hour that it repeats', () => {
    const night = (day: string): string[] => starts(aHall({ startStepMinutes: 60 }), 60, { open: [dayPeriod(day)] }, day, atLocal('2026-10-01', '08:00')).slice(0, 4);
    expect(night('2027-03-28')).to.deep.equal(['00:00', '01:00', '03:00', '04:00']);
    expect(night('2026-10-25')).to.deep.equal(['00:00', '01:00', '02:00', '02:00']);
  });

  it('are exactly those at which no rule is broken', () => {
    const quarter = fc.integer({ min: 0, max: 95 });
    fc.assert(fc.property(fc.constantFrom('2026-10-25', '2027-03-28', DAY), quarter, fc.integer({ min: 1, max: 20 }), fc.constantFrom(60, 90, 240), fc.constantFrom(15, 30, 90), (day, at, quarters, minutes, step) => {
      const hall = aHall({ startStepMinutes: step, setupMinutes: 15, teardownMinutes: 45, noticeMinutes: 60 });
      const whole = dayPeriod(day);
      const start = addMinutes(whole.start, at * 15);
      const around = { open: [from('00:00', '24:00', day)], taken: [{ period: { start, end: addMinutes(start, quarters * 15) }, reason: 'booked' as const }] };
      const now = addMinutes(whole.start, 125);
      const found = new Set(startsOnDay(hall, day, minutes, around, now).map(Number));
      for (let instant = whole.start; instant < whole.end; instant = addMinutes(instant, 5)) {
        const stay = { period: { start: instant, end: addMinutes(instant, minutes) }, layout: 'theatre' as const, attendance: 1 };
        expect(found.has(Number(instant)), instant.toISOString()).to.equal(brokenRules(hall, stay, { ...around, activeBookings: 0 }, now).length === 0);
      }
    }), { numRuns: 60 });
  });
});
