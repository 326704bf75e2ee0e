/**
 * The number of a business or an association in the Crossroads Bank for Enterprises (KBO), as ten digits: `0123.456.749` →
 * `0123456749`. The last two digits are 97 minus the remainder of the first eight by 97. `undefined` when that does not hold.
 */
export function parseKbo(text: string): string | undefined {
  const digits = text.trim().replace(/^BE/i, '').replace(/[ .]/g, '');
  if (!/^[01]\d{9}$/.test(digits)) return undefined;
  return Number(digits.slice(8)) === 97 - (Number(digits.slice(0, 8)) % 97) ? digits : undefined;
}

/** `0123456749` → `0123.456.749`. */
export const formatKbo = (kbo: string): string => `${kbo.slice(0, 4)}.${kbo.slice(4, 7)}.${kbo.slice(7)}`;

/** The number of a de facto association in the register of Verenigingsloket: `V` and seven digits. */
export function parseVCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^V\d{7}$/.test(code) ? code : undefined;
}
