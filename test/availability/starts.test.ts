import { expect } from 'chai';
import fc from 'fast-check';
import { isStart, nearestStart, nextStart, previousStart, startsWithin } from '../../src/availability/starts.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { atLocal, dayPeriod, localTime } from '../../src/kernel/time.ts';

const step = fc.constantFrom(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 720, 1_440);
/** Around both changes of the clock and an ordinary day; also between whole minutes. */
const moment = fc.tuple(fc.constantFrom('2026-10-24', '2026-10-25', '2027-03-27', '2027-03-28', '2026-11-23'), fc.integer({ min: 0, max: 86_400_000 }))
  .map(([day, ms]) => new Date(atLocal(day, '00:00').getTime() + ms));

describe('the starts of a stay', () => {
  it('are whole steps of the wall clock', () => {
    expect(localTime(nextStart(30, atLocal('2026-11-23', '14:01')))).to.equal('14:30');
    expect(nextStart(30, atLocal('2026-11-23', '14:30'))).to.deep.equal(atLocal('2026-11-23', '14:30'));
    expect(nextStart(90, atLocal('2026-11-23', '23:00'))).to.deep.equal(atLocal('2026-11-24', '00:00'));
    expect(previousStart(60, atLocal('2026-11-23', '14:00'))).to.deep.equal(atLocal('2026-11-23', '13:00'));
    expect(previousStart(60, atLocal('2026-11-23', '00:00'))).to.deep.equal(atLocal('2026-11-22', '23:00'));
  });

  it('miss the hour that is skipped in spring and come twice in the hour that is repeated in autumn', () => {
    const times = (day: string): string[] => startsWithin(dayPeriod(day), 60, 60).map(localTime).slice(0, 5);
    expect(times('2027-03-28')).to.deep.equal(['00:00', '01:00', '03:00', '04:00', '05:00']);
    expect(times('2026-10-25')).to.deep.equal(['00:00', '01:00', '02:00', '02:00', '03:00']);
  });

  it('come next and came last exactly as a walk minute by minute finds them', () => {
    fc.assert(fc.property(step, moment, (minutes, instant) => {
      let later = new Date(Math.ceil(instant.getTime() / 60_000) * 60_000);
      while (!isStart(minutes, later)) later = addMinutes(later, 1);
      let earlier = new Date(Math.ceil(instant.getTime() / 60_000) * 60_000 - 60_000);
      while (!isStart(minutes, earlier)) earlier = addMinutes(earlier, -1);
      expect(nextStart(minutes, instant)).to.deep.equal(later);
      expect(previousStart(minutes, instant)).to.deep.equal(earlier);
    }), { numRuns: 60 });
  });

  it('nearest to a wish are those that a look at all of them finds', () => {
    const gap = fc.tuple(fc.integer({ min: 0, max: 1_300 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(fc.property(step, moment, fc.array(gap, { maxLength: 3 }), fc.integer({ min: 30, max: 240 }), (minutes, wished, gaps, length) => {
      const free = gaps.map(([from, lasts]) => ({ start: addMinutes(atLocal('2026-10-25', '00:00'), from), end: addMinutes(atLocal('2026-10-25', '00:00'), from + lasts) }));
      const away = (start: Date): number => Math.abs(start.getTime() - wished.getTime());
      const all = free.flatMap((one) => startsWithin(one, minutes, length)).map(away);
      const found = nearestStart(free, minutes, length, wished);
      expect(found && away(found)).to.equal(all.length > 0 ? Math.min(...all) : undefined);
    }));
  });

  it('leave room for the whole stay', () => {
    const free = { start: atLocal('2026-11-23', '10:10'), end: atLocal('2026-11-23', '13:00') };
    expect(startsWithin(free, 30, 120).map(localTime)).to.deep.equal(['10:30', '11:00']);
    expect(startsWithin(free, 30, 180)).to.deep.equal([]);
  });
});
