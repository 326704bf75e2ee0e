import type { Addresses } from '../run/addresses.ts';

/** Where the story plays. */
export interface Setting {
  readonly urls: Pick<Addresses, 'site' | 'mollie' | 'locks'>;
  readonly databaseUrl: string | undefined;
}

const DAY_MS = 86_400_000;
const inLeuven = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Brussels' });

/** A day in the city's time zone, so many days from today. */
export const dayFromNow = (days: number): string => inLeuven.format(new Date(Date.now() + days * DAY_MS));
