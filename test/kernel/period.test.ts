import { expect } from 'chai';
import fc from 'fast-check';
import { contains, intersect, minutesOf, overlaps, period, subtract, union, widen, type Period } from '../../src/kernel/period.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 9, 24) + minute * 60_000);

const anyPeriod = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
  .map(([start, length]): Period => ({ start: at(start), end: at(start + length) }));
const anyPeriods = fc.array(anyPeriod, { maxLength: 12 });

/** The brute-force model: the set of minutes that periods cover. */
const minutesIn = (periods: readonly Period[]): Set<number> => {
  const minutes = new Set<number>();
  for (const { start, end } of periods) for (let minute = start.getTime(); minute < end.getTime(); minute += 60_000) minutes.add(minute);
  return minutes;
};

const isTidy = (periods: readonly Period[]): boolean =>
  periods.every(({ start, end }, index) => start < end && (index === 0 || periods[index - 1]!.end < start));

describe('period', () => {
  it('refuses to be empty or to run backwards', () => {
    expect(() => period(at(5), at(5))).to.throw(RangeError);
    expect(() => period(at(6), at(5))).to.throw(RangeError);
  });

  it('is half-open: periods that touch do not overlap', () => {
    expect(overlaps(period(at(0), at(10)), period(at(10), at(20)))).to.equal(false);
    expect(overlaps(period(at(0), at(10)), period(at(9), at(20)))).to.equal(true);
    expect(contains(period(at(0), at(10)), period(at(0), at(10)))).to.equal(true);
  });

  it('widens by minutes on both sides', () => {
    expect(minutesOf(widen(period(at(30), at(60)), 15, 30))).to.equal(75);
  });

  it('unites to the same minutes, sorted and disjoint', () => {
    fc.assert(fc.property(anyPeriods, (periods) => {
      const united = union(periods);
      expect(isTidy(united)).to.equal(true);
      expect(minutesIn(united)).to.deep.equal(minutesIn(periods));
    }));
  });

  it('subtracts exactly the minutes that are taken', () => {
    fc.assert(fc.property(anyPeriods, anyPeriods, (from, taken) => {
      const left = subtract(from, taken);
      const gone = minutesIn(taken);
      expect(isTidy(left)).to.equal(true);
      expect(minutesIn(left)).to.deep.equal(new Set([...minutesIn(from)].filter((minute) => !gone.has(minute))));
    }));
  });

  it('intersects to exactly the minutes that both have', () => {
    fc.assert(fc.property(anyPeriods, anyPeriods, (a, b) => {
      const others = minutesIn(b);
      expect(minutesIn(intersect(a, b))).to.deep.equal(new Set([...minutesIn(a)].filter((minute) => others.has(minute))));
    }));
  });
});
