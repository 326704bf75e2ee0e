import { ANONYMOUS, roleOf, type Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Booking } from '../bookings/booking.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import { mustBeAgent } from '../identity/standing.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { CodeViewer, IdentityCheck } from './code-viewer.ts';
import type { DoorKeys } from './door-keys.ts';
import { lockOpenerBehind } from './door-link.ts';
import { doorStatus, type DoorState } from './door-status.ts';
import { standIn, type StandIn } from './stand-in.ts';
import { lockGrant, recordReveal } from './reveal-store.ts';
import { unsealCode } from './seal-code.ts';

/** Who sees the digits of a door code, and when: all of it is decided in this file. */

export interface RevealedCode {
  /** Digits, always a string. Show them, never keep them. */
  code: string;
  state: DoorState;
  windows: Period[];
  /** While the code is not known to be on a door in time: spare codes that are, and open it for this booking. */
  spares?: StandIn[];
}

type Keys = Pick<DoorKeys, 'codes'>;

/**
 * The digits of a booking's door code, with their true state. Only for the booker, of a confirmed booking, from the hour that the venue
 * sets until the last window ends. Each showing is recorded. Refuses `not-signed-in`, `not-found` (not theirs), `wrong-state`,
 * `no-code-for-this-hall`, `code-not-yet-shown` (`from`: an instant) and, after 20 within an hour, `too-many-requests` (`seconds`).
 */
export async function revealCode(tx: Transaction, keys: Keys, bookingId: BookingId, actor: Actor, now: Date): Promise<RevealedCode> {
  const person = signedIn(actor);
  const booking = await loadBooking(tx, bookingId);
  if (!isBooker(booking, person)) throw new Refusal('not-found');
  const { shown } = await show(tx, keys, booking, { as: 'booker', person }, now);
  await audit(tx, { actor: person, action: 'reveal-code', subjectKind: 'booking', subjectId: bookingId, details: sparesIn(shown) });
  return shown;
}

/** The same for whoever has the door link of an opener. Refuses `not-found` for a dead one, and what `revealCode` refuses of the booking and the hour. */
export async function revealToOpener(tx: Transaction, keys: Keys, secret: string, now: Date): Promise<RevealedCode> {
  const opener = await lockOpenerBehind(tx, secret, now);
  if (!opener) throw new Refusal('not-found');
  const { openerId, bookingId } = opener;
  const { shown } = await show(tx, keys, await loadBooking(tx, bookingId), { as: 'opener', openerId }, now);
  await audit(tx, { actor: ANONYMOUS, action: 'reveal-code', subjectKind: 'booking', subjectId: bookingId, details: { openerId, ...sparesIn(shown) } });
  return shown;
}

/**
 * The same for an agent who reads it aloud to a caller, and says why and how they knew who called. The booker is mailed that it was. Refuses
 * `not-signed-in`, `not-allowed`, `not-found`, and what `revealCode` refuses of the booking and the hour; after 5 within an hour `too-many-requests`.
 */
export async function readCodeAloud(tx: Transaction, keys: Keys, bookingId: BookingId, { check, reason }: { check: IdentityCheck; reason: string }, actor: Actor, now: Date): Promise<RevealedCode> {
  const person = mustBeAgent(actor);
  const booking = await loadBooking(tx, bookingId);
  const { shown, revealId } = await show(tx, keys, booking, { as: 'agent', person, check, reason }, now);
  await audit(tx, {
    actor: person, as: roleOf(person, 'agent'), channel: 'phone', action: 'read-code-aloud', subjectKind: 'booking', subjectId: bookingId, reason, persons: [booking.personId], details: { check, ...sparesIn(shown) },
  });
  await announce(tx, { type: 'code-read-aloud', bookingId, revealId });
  return shown;
}

async function show(tx: Transaction, keys: Keys, booking: Booking, viewer: CodeViewer, now: Date): Promise<{ shown: RevealedCode; revealId: string }> {
  if (booking.status !== 'confirmed') throw new Refusal('wrong-state', { facts: { status: booking.status } });
  const { shownFrom, state, windows } = await doorStatus(tx, booking.id, now);
  if (!shownFrom) throw new Refusal('no-code-for-this-hall');
  if (now < shownFrom) throw new Refusal('code-not-yet-shown', { facts: { from: shownFrom.toISOString() } });
  // Locks before grants, as everybody locks them.
  const spares = (state === 'at-risk' || state === 'fallback') ? await standIn(tx, keys, booking.id, now) : [];
  const grant = await lockGrant(tx, booking.id);
  if (!grant) throw new Refusal('no-code-for-this-hall');
  if (!grant.code_sealed || windows.at(-1)!.end <= now) throw new Refusal('wrong-state', { facts: { status: 'ended' } });
  const revealId = await recordReveal(tx, grant, viewer, now);
  return { shown: { code: unsealCode(keys.codes, grant.id, { bytes: grant.code_sealed, keyId: grant.code_key }), state, windows, ...(spares.length > 0 ? { spares } : {}) }, revealId };
}

/** That spare codes were shown too, and how many. */
const sparesIn = ({ spares }: RevealedCode): { spares?: number } => (spares ? { spares: spares.length } : {});
