import { expect } from 'chai';
import { newId } from '../../src/kernel/ids.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { mustKeepLimits } from '../../src/pricing/check-limits.ts';
import type { QuoteAsk } from '../../src/pricing/quote.ts';
import { aHall } from '../support/halls.ts';

describe('a price', () => {
  const coffee = { id: newId<'extra'>(), name: { nl: 'Koffie' }, unit: 'person' as const, unitCents: 250, vatRate: 600, perBookingMax: 2 };
  const hall = aHall({ extras: [coffee], layouts: [{ kind: 'theatre', seated: 60, standing: 0 }, { kind: 'standing', seated: 0, standing: 90 }], longestMinutes: 720 });
  const most: QuoteAsk = {
    period: { start: new Date('2026-11-24T08:00:00Z'), end: new Date('2026-11-24T20:00:00Z') }, bookerKind: 'resident', attendance: 90, extras: [{ extraId: coffee.id, quantity: 2 }], bookedOn: '2026-11-20',
  };

  it('is told for the most that a hall ever lets anybody have', () => {
    expect(() => mustKeepLimits(hall, most)).not.to.throw();
  });

  it('is not told for more, and every reason is named', () => {
    const more: QuoteAsk = { ...most, period: { start: new Date('2000-01-01T00:00:00Z'), end: new Date('2099-12-31T23:59:59Z') }, attendance: 100_000, extras: [{ extraId: coffee.id, quantity: 10_000 }] };
    try {
      mustKeepLimits(hall, more);
      expect.fail('it was told');
    } catch (thrown) {
      expect(isRefusal(thrown, 'stay-refused') && thrown.violations.map(({ code, field }) => `${code} ${field}`))
        .to.deep.equal(['too-long body/period/end', 'over-capacity body/attendance', 'out-of-stock body/extras/0/quantity']);
    }
  });
});
