import type { PriceUnit } from '../catalogue/tariff-rules.ts';
import type { Cents } from '../kernel/money.ts';
import type { Translated } from '../kernel/text.ts';

/** A line of a price, and which rule of the regulation gave it. */
export interface RuleLine {
  rule: string;
  kind: 'hire' | 'change' | 'cost';
  /** In words, as it is frozen. */
  label: Translated;
  quantity: number;
  unit: PriceUnit | 'booking';
  unitCents: Cents;
  /** `quantity × unitCents`, VAT included, rounded to the cent; below zero for a discount. */
  grossCents: Cents;
  /** What the VAT table calls it. */
  product: string;
}
