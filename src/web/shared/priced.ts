import type { Hall } from '../../catalogue/hall.ts';
import { minutesOf } from '../../kernel/period.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { quoteStay, type Quote, type QuoteAsk } from '../../pricing/quote.ts';

/** What a stay costs, whether or not it can be had; none when the hall is not let to this booker, or never for so long. */
export function priced(hall: Hall, ask: QuoteAsk): Quote | undefined {
  if (minutesOf(ask.period) > hall.longestMinutes) return undefined;
  try {
    return quoteStay(hall, ask);
  } catch (thrown) {
    if (isRefusal(thrown, 'stay-refused')) return undefined;
    throw thrown;
  }
}
