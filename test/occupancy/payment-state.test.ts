import { expect } from 'chai';
import { paymentStateOf, type MoneyFacts, type PaymentState } from '../../src/occupancy/payment-state.ts';

const facts = (own: Partial<MoneyFacts>): MoneyFacts =>
  ({ status: 'confirmed', totalCents: 5_000, depositCents: 0, paidCents: 0, refundedCents: 0, refundDueCents: 0, ...own });

describe('where the money of a booking stands', () => {
  const cases: [own: Partial<MoneyFacts>, state: PaymentState][] = [
    [{ totalCents: 0 }, 'free'],
    [{ totalCents: 0, depositCents: 1_000, paidCents: 1_000 }, 'paid'],
    [{ status: 'requested' }, 'after-approval'],
    [{ status: 'requested', totalCents: 0 }, 'free'],
    [{ status: 'held' }, 'to-pay'],
    [{ paidCents: 5_000 }, 'paid'],
    [{ paidCents: 4_000 }, 'part-paid'],
    [{}, 'no-payment'],
    [{ depositCents: 2_000, paidCents: 7_000, refundedCents: 2_000 }, 'paid'],
    [{ depositCents: 2_000, paidCents: 7_000, refundedCents: 2_000, refundDueCents: 2_000 }, 'refund-due'],
    [{ paidCents: 5_000, refundedCents: 1_000 }, 'part-paid'],
  ];
  for (const [own, state] of cases) it(`is ${state} with ${JSON.stringify(own)}`, () => expect(paymentStateOf(facts(own))).to.equal(state));
});
