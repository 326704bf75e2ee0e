import { randomInt } from 'node:crypto';

/** Six digits fit every make of lock that we know. */
export const CODE_LENGTH = 6;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
/** With 2,000 live codes on a lock four of five draws still succeed: to fail this often means that there is nothing left. */
const MOST_DRAWS = 200;

/**
 * True for digits that a lock takes and that nobody guesses first: 1 to 9 only and not starting with 12 (Nuki forbids both), no digit
 * three times in a row, and no three that count up or down.
 */
export function isAcceptable(digits: string): boolean {
  if (!/^[1-9]{6}$/.test(digits) || digits.startsWith('12') || /(\d)\1\1/.test(digits)) return false;
  const steps = digits.split('').slice(1).map((digit, index) => Number(digit) - Number(digits[index]));
  return !steps.some((step, index) => Math.abs(step) === 1 && step === steps[index + 1]);
}

/** The digits themselves and all that differ from them in one place: what somebody gets who mistypes once. */
export const withinOneDigit = (digits: string): string[] => [
  digits,
  ...digits.split('').flatMap((own, place) =>
    DIGITS.filter((digit) => digit !== own).map((digit) => digits.slice(0, place) + digit + digits.slice(place + 1))),
];

export type Draw = () => string;

/** Unpredictable digits, each as likely as the others. */
export const randomDigits: Draw = () => Array.from({ length: CODE_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join('');

/**
 * Draws a code of which no neighbour within one digit is taken, so that one wrong key never opens for somebody else.
 * `undefined` when 200 draws found none.
 * @param isTaken true for digits that one of the locks holds, has held lately, or is known to hold without us
 */
export function drawCode(isTaken: (digits: string) => boolean, draw: Draw = randomDigits): string | undefined {
  for (let attempt = 0; attempt < MOST_DRAWS; attempt += 1) {
    const digits = draw();
    if (isAcceptable(digits) && !withinOneDigit(digits).some(isTaken)) return digits;
  }
  return undefined;
}
