import type { VatRule } from '../catalogue/tariff-rules.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/time.ts';

export interface VatAsk {
  product: string;
  bookerKind: BookerKind;
  purpose: string;
  day: LocalDate;
}

/** What VAT a product carries on a day: of the rules that count the one that names most, and of those the newest. None: nobody entered one. */
export function vatFor(rules: readonly VatRule[], { product, bookerKind, purpose, day }: VatAsk): VatRule | undefined {
  let found: VatRule | undefined;
  for (const rule of rules) {
    const counts = rule.product === product && rule.validFrom <= day
      && (rule.bookerKinds?.includes(bookerKind) ?? true) && (rule.purposes?.includes(purpose) ?? true);
    if (counts && (!found || named(rule) > named(found) || (named(rule) === named(found) && rule.validFrom > found.validFrom))) found = rule;
  }
  return found;
}

/** A kind of booker or a purpose that is named says more than none. */
const named = ({ bookerKinds, purposes }: VatRule): number => (bookerKinds ? 1 : 0) + (purposes ? 2 : 0);
