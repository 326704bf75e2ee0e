import { capacityIn, type Hall } from '../catalogue/hall.ts';
import { minutesOf } from '../kernel/period.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import type { QuoteAsk } from './quote.ts';

/**
 * Refuses `stay-refused` for what this hall never lets anybody have, whenever they come: longer, with more persons, or with more of an
 * extra. There is no price for a century, and no amount in which to write it.
 */
export function mustKeepLimits(hall: Hall, { period, attendance, extras }: QuoteAsk): void {
  const minutes = minutesOf(period);
  const [layout] = hall.layouts.map(({ kind }) => kind).toSorted((a, b) => capacityIn(hall, b) - capacityIn(hall, a));
  const capacity = layout === undefined ? 0 : capacityIn(hall, layout);
  const violations: Violation[] = [
    ...(minutes > hall.longestMinutes ? [{ code: 'too-long' as const, field: 'body/period/end', facts: { minutes, longestMinutes: hall.longestMinutes } }] : []),
    ...(attendance > capacity ? [{ code: 'over-capacity' as const, field: 'body/attendance', facts: { attendance, capacity, layout: layout ?? 'empty' } }] : []),
    ...extras.flatMap(({ extraId, quantity }, index) => {
      const extra = hall.extras.find(({ id }) => id === extraId);
      return extra && quantity > extra.perBookingMax
        ? [{ code: 'out-of-stock' as const, field: `body/extras/${index}/quantity`, facts: { left: extra.perBookingMax, extra: extra.name.nl } }] : [];
    }),
  ];
  if (violations.length > 0) throw new Refusal('stay-refused', { violations });
}
