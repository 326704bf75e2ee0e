import type { Actor } from '../kernel/actor.ts';
import type { BookingId, GrantId, PersonId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { doorStatus, type DoorState } from './door-status.ts';
import { unsealCode } from './seal-code.ts';

export interface RevealedCode {
  /** Digits, always a string. Show them, never keep them. */
  code: string;
  state: DoorState;
  windows: Period[];
}

const REVEALS_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/**
 * The digits of a booking's door code, with their true state. Only for the booker, of a confirmed booking, from the hour that the venue
 * sets until the last window ends. Each showing is recorded. Refuses `not-signed-in`, `not-found` (not theirs), `wrong-state`,
 * `no-code-for-this-hall`, `code-not-yet-shown` (`from`: an instant) and, after 20 within an hour, `too-many-requests` (`seconds`).
 */
export async function revealCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingId: BookingId, actor: Actor, now: Date): Promise<RevealedCode> {
  const person = signedIn(actor);
  const booking = await loadBooking(tx, bookingId);
  if (!isBooker(booking, person)) throw new Refusal('not-found');
  if (booking.status !== 'confirmed') throw new Refusal('wrong-state', { facts: { status: booking.status } });
  const grant = await lockGrant(tx, bookingId);
  const { shownFrom, state, windows } = await doorStatus(tx, bookingId, now);
  if (!grant || !shownFrom) throw new Refusal('no-code-for-this-hall');
  if (now < shownFrom) throw new Refusal('code-not-yet-shown', { facts: { from: shownFrom.toISOString() } });
  if (!grant.code_sealed || windows.at(-1)!.end <= now) throw new Refusal('wrong-state', { facts: { status: 'ended' } });
  await recordReveal(tx, grant.id, person.personId, now);
  await audit(tx, { actor: person, action: 'reveal-code', subjectKind: 'booking', subjectId: bookingId });
  return { code: unsealCode(keys.codes, grant.id, { bytes: grant.code_sealed, keyId: grant.code_key }), state, windows };
}

interface GrantRow {
  id: GrantId; code_sealed: Buffer | null; code_key: string;
}

/** Locked, so that of many showings at once each counts those before it. */
async function lockGrant(tx: Transaction, bookingId: BookingId): Promise<GrantRow | undefined> {
  const { rows: [grant] } = await tx.raw<{ rows: GrantRow[] }>(
    'SELECT id, code_sealed, code_key FROM grants WHERE booking_id = ? AND revoked_at IS NULL FOR NO KEY UPDATE', [bookingId]);
  return grant;
}

async function recordReveal(tx: Transaction, grantId: GrantId, personId: PersonId, now: Date): Promise<void> {
  const since = new Date(now.getTime() - HOUR_MS);
  const { rows: [lately] } = await tx.raw<{ rows: [{ count: number; oldest: Date | null }] }>(
    'SELECT count(*), min(at) AS oldest FROM code_reveals WHERE grant_id = ? AND at > ?', [grantId, since]);
  if (lately.oldest && lately.count >= REVEALS_AN_HOUR) {
    throw new Refusal('too-many-requests', { facts: { seconds: Math.ceil((lately.oldest.getTime() - since.getTime()) / 1_000) } });
  }
  await tx.raw('INSERT INTO code_reveals (grant_id, person_id, at) VALUES (?, ?, ?)', [grantId, personId, now]);
}
