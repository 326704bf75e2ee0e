import { randomBytes, randomInt } from 'node:crypto';

/** A UUIDv7 that remembers in its type what it identifies: a HallId is not a VenueId. */
export type Id<Of extends string> = string & { readonly of: Of };

export type OrganisationId = Id<'organisation'>;
export type PersonId = Id<'person'>;
export type VenueId = Id<'venue'>;
export type HallId = Id<'hall'>;
export type SpaceId = Id<'space'>;
export type ExtraId = Id<'extra'>;
export type BookingId = Id<'booking'>;
export type ClosureId = Id<'closure'>;
export type PaymentId = Id<'payment'>;
export type RefundId = Id<'refund'>;
export type GrantId = Id<'grant'>;
export type LockId = Id<'lock'>;
export type OpenerId = Id<'opener'>;

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then randomness, so that new rows land at the end of
 * an index. Made in the application because PostgreSQL 15 has no `uuidv7()`. Who needs the same id twice brings its 16 random bytes.
 */
export function newId<Of extends string>(now: Date = new Date(), random: Uint8Array = randomBytes(16)): Id<Of> {
  const bytes = Buffer.from(random.subarray(0, 16));
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Of>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for the canonical lower-case text of a UUID: the only spelling that our API accepts. */
export const isId = (text: string): boolean => UUID.test(text);

/** Letters and digits that cannot be mistaken for one another when read aloud: no 0/O, 1/I/L, 5/S, 2/Z, 8/B, U/V. */
const READABLE = '34679ACDEFGHJKMNPQRTWXY';

/** The code by which people name a booking, for instance `K7M-4QX`: six readable characters, 148 million codes. */
export function newShortCode(below: (limit: number) => number = (limit) => randomInt(limit)): string {
  const characters = Array.from({ length: 6 }, () => READABLE[below(READABLE.length)]).join('');
  return `${characters.slice(0, 3)}-${characters.slice(3)}`;
}
