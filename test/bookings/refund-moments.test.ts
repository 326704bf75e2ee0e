import { expect } from 'chai';
import fc from 'fast-check';
import { cancellationOutcome } from '../../src/bookings/booking.ts';
import { refundMoments } from '../../src/bookings/refund-moments.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';

const START = atLocal('2026-12-05', '19:00');
const STEPS = [{ hoursBefore: 48, percent: 100 }, { hoursBefore: 6, percent: 50 }];

describe('the moments of a refund', () => {
  it('are the days and hours until which so much comes back', () => {
    expect(refundMoments(STEPS, START, atLocal('2026-12-01', '09:00'))).to.deep.equal([
      { until: atLocal('2026-12-03', '19:00'), percent: 100 }, { until: atLocal('2026-12-05', '13:00'), percent: 50 }]);
  });

  it('leave out what is past, and say nothing when nothing comes back any more', () => {
    expect(refundMoments(STEPS, START, atLocal('2026-12-04', '09:00')).map(({ percent }) => percent)).to.deep.equal([50]);
    expect(refundMoments(STEPS, START, atLocal('2026-12-05', '18:00'))).to.deep.equal([]);
    expect(refundMoments([{ hoursBefore: 24, percent: 0 }], START, atLocal('2026-12-01', '09:00'))).to.deep.equal([]);
  });

  it('count the hours that pass on the night on which the clock changes', () => {
    expect(refundMoments([{ hoursBefore: 24, percent: 100 }], atLocal('2027-03-28', '19:00'), atLocal('2027-03-01', '09:00'))[0]?.until).to.deep.equal(atLocal('2027-03-27', '18:00'));
  });

  it('promise exactly what cancelling at any moment gives', () => {
    const step = fc.record({ hoursBefore: fc.integer({ min: 0, max: 200 }), percent: fc.constantFrom(0, 25, 50, 75, 100) });
    fc.assert(fc.property(fc.uniqueArray(step, { selector: ({ hoursBefore }) => hoursBefore, maxLength: 4 }), fc.integer({ min: 0, max: 220 * 60 }), (steps, minutesBefore) => {
      const now = addMinutes(START, -minutesBefore);
      const { refundPercent } = cancellationOutcome({ totalCents: 10_000, depositCents: 0, period: { start: START, end: addMinutes(START, 60) } }, steps, now);
      expect(refundMoments(steps, START, now)[0]?.percent ?? 0).to.equal(refundPercent);
    }));
  });
});
