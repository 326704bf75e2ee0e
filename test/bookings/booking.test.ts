import { expect } from 'chai';
import fc from 'fast-check';
import { cancellationOutcome, hasLapsed, lapsesAt, type Booking } from '../../src/bookings/booking.ts';
import { peakOf } from '../../src/bookings/extra-stock.ts';

const start = new Date('2026-12-04T18:00:00Z');
const hoursBefore = (hours: number): Date => new Date(start.getTime() - hours * 3_600_000);
const paid = { totalCents: 10_001, depositCents: 5_000, period: { start, end: new Date('2026-12-04T21:00:00Z') } };
const steps = [{ hoursBefore: 48, percent: 50 }, { hoursBefore: 120, percent: 100 }];

describe('a booking', () => {
  it('gives back by the first step of the terms whose hours are still met', () => {
    const percentAt = (hours: number): number => cancellationOutcome(paid, steps, hoursBefore(hours)).refundPercent;
    expect([200, 120, 119.99, 48, 47.99, 0].map(percentAt)).to.deep.equal([100, 100, 50, 50, 0, 0]);
  });

  it('rounds half a cent up and always gives the deposit back whole', () => {
    expect(cancellationOutcome(paid, steps, hoursBefore(50))).to.deep.equal(
      { refundPercent: 50, priceBackCents: 5_001, depositBackCents: 5_000, refundCents: 10_001 });
  });

  it('never gives back more than was paid', () => {
    const step = fc.record({ hoursBefore: fc.integer({ min: 0, max: 500 }), percent: fc.integer({ min: 0, max: 100 }) });
    fc.assert(fc.property(fc.array(step), fc.integer({ min: 0, max: 600 }), (terms, hours) => {
      const { refundCents } = cancellationOutcome(paid, terms, hoursBefore(hours));
      expect(refundCents).to.be.within(paid.depositCents, paid.totalCents + paid.depositCents);
    }));
  });

  it('lapses at the very instant of heldUntil, and only while it waits', () => {
    const held = { status: 'held', heldUntil: start } as Booking;
    expect([hoursBefore(0.001), start].map((now) => hasLapsed(held, now))).to.deep.equal([false, true]);
    expect(hasLapsed({ status: 'confirmed' } as Booking, start)).to.equal(false);
  });

  it('waits for a manager, or for money after approval, no longer than until it begins', () => {
    const hall = { holdMinutes: 15, approvalHours: 72, payLinkHours: 48 };
    expect(lapsesAt('requested', hall, start, hoursBefore(24))).to.deep.equal(start);
    expect(lapsesAt('approved', hall, start, hoursBefore(100))).to.deep.equal(hoursBefore(28));
    expect(lapsesAt('held', hall, start, hoursBefore(1))).to.deep.equal(hoursBefore(0.75));
  });
});

describe('the stock of an extra', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2026, 11, 4, hour));
  const out = (from: number, until: number, quantity: number) => ({ period: { start: at(from), end: at(until) }, quantity });

  it('adds up what is out at one instant, not what follows one another', () => {
    expect(peakOf([])).to.equal(0);
    expect(peakOf([out(8, 10, 2), out(10, 12, 3)])).to.equal(3);
    expect(peakOf([out(8, 11, 2), out(10, 12, 3), out(11, 13, 4)])).to.equal(7);
  });

  it('is the most of any hour, by counting hour for hour', () => {
    const order = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 9 }))
      .map(([from, length, quantity]) => out(from, from + length, quantity));
    fc.assert(fc.property(fc.array(order, { maxLength: 10 }), (orders) => {
      const byHour = Array.from({ length: 30 }, (_, hour) =>
        orders.filter(({ period }) => period.start <= at(hour) && at(hour) < period.end).reduce((total, { quantity }) => total + quantity, 0));
      expect(peakOf(orders)).to.equal(Math.max(0, ...byHour));
    }));
  });
});
