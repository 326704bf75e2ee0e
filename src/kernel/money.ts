/** An amount of euro in whole cents. Never a fraction: every function here answers an integer. */
export type Cents = number;

/** A VAT rate in hundredths of a percent: 2100 is 21 %, 600 is 6 %, 0 is exempt or zero. */
export type VatRate = number;

export interface VatTotal {
  rate: VatRate;
  netCents: Cents;
  vatCents: Cents;
  grossCents: Cents;
}

/** Rounds half away from zero to a whole cent, as the regulations' worked cases do; `0.5` and `-0.5` become 1 and -1. */
export function roundHalfUp(cents: number): Cents {
  const rounded = Math.sign(cents) * Math.round(Math.abs(Number(cents.toFixed(6))));
  return rounded === 0 ? 0 : rounded;
}

/** `quantity × unit`, rounded half up to the cent. The quantity may be fractional (1.5 hours). */
export const times = (unitCents: Cents, quantity: number): Cents => roundHalfUp(unitCents * quantity);

/** `percent` (0–100) of an amount, rounded half up to the cent. */
export const percentOf = (cents: Cents, percent: number): Cents => roundHalfUp((cents * percent) / 100);

export const sum = (amounts: Iterable<Cents>): Cents => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
};

/**
 * The VAT contained in amounts that include it, totalled per rate and rounded once per rate total, not per line
 * (EN 16931 BR-CO-17 and the Belgian invoicing rules). Ordered from the highest rate to the lowest.
 */
export function vatTotals(lines: Iterable<{ grossCents: Cents; vatRate: VatRate }>): VatTotal[] {
  const gross = new Map<VatRate, Cents>();
  for (const line of lines) gross.set(line.vatRate, (gross.get(line.vatRate) ?? 0) + line.grossCents);
  return [...gross].sort(([a], [b]) => b - a).map(([rate, grossCents]) => {
    const netCents = roundHalfUp((grossCents * 10_000) / (10_000 + rate));
    return { rate, netCents, vatCents: grossCents - netCents, grossCents };
  });
}

/** Mollie's and UBL's spelling of an amount: `1234` → `"12.34"`. */
export function decimal(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads a decimal amount with exactly two digits behind the point; anything else is `undefined`. */
export function parseDecimal(text: string): Cents | undefined {
  const match = /^(-?)(\d{1,10})\.(\d{2})$/.exec(text);
  if (!match) return undefined;
  const cents = Number(match[2]) * 100 + Number(match[3]);
  return match[1] === '-' && cents !== 0 ? -cents : cents;
}
