import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, minutesOf } from '../../src/kernel/period.ts';
import { momentOf, periodOf, timesOfDay } from '../../src/web/shared/moment.ts';

const moment = (day: string, from: string, to: string, lastDay = '') => ({ day, from, to, lastDay });

describe('a moment as a form asks for it', () => {
  it('ends on the next day when the end lies before the start', () => {
    const period = periodOf(moment('2027-03-13', '20:00', '02:00'));
    expect(period).to.deep.equal({ start: new Date('2027-03-13T19:00:00Z'), end: new Date('2027-03-14T01:00:00Z') });
  });

  it('ends at midnight of the day itself when it ends at 24:00', () => {
    expect(periodOf(moment('2027-03-13', '20:00', '24:00'))).to.deep.equal({ start: new Date('2027-03-13T19:00:00Z'), end: new Date('2027-03-13T23:00:00Z') });
  });

  it('lasts an hour less in the night that the clock goes forward', () => {
    const period = periodOf(moment('2027-03-27', '22:00', '04:00'));
    expect(typeof period !== 'string' && minutesOf(period)).to.equal(5 * 60);
  });

  it('says what is wrong instead of guessing', () => {
    expect(periodOf(moment('2027-02-30', '10:00', '12:00'))).to.equal('date');
    expect(periodOf(moment('2027-02-28', '10:00', '25:00'))).to.equal('times');
    expect(periodOf(moment('2027-02-28', '10:00', '12:00', '2027-02-27'))).to.equal('order');
  });

  it('comes back the same after a period was shown in a form and sent again', () => {
    const starts = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 4 * 24 * 4 }), (at, quarters) => {
        const start = new Date(Math.floor(at.getTime() / 900_000) * 900_000);
        const period = { start, end: addMinutes(start, quarters * 15) };
        fc.pre(!inTheHourShownTwice(period.start) && !inTheHourShownTwice(period.end));
        expect(periodOf(momentOf(period))).to.deep.equal(period);
      }),
      { numRuns: 500 },
    );
  });

  it('offers every step of the day to begin, and midnight to end', () => {
    expect(timesOfDay(30, 'from')).to.have.length(48).and.include.members(['00:00', '23:30']);
    expect(timesOfDay(30, 'to')).to.include('24:00').and.not.include('00:00:00');
  });
});

/** A wall clock cannot say which of the two it means. */
const inTheHourShownTwice = (instant: Date): boolean => /-10-(2[5-9]|3[01])T0[01]/.test(instant.toISOString());
