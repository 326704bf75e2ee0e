import type { Actor } from '../kernel/actor.ts';
import { extendClaims } from '../availability/firm-up-claims.ts';
import type { Transaction } from '../platform/db.ts';
import type { Held } from './booking.ts';
import { changeBy, saveBooking } from './store.ts';
import { throughChannel } from './policy.ts';

/**
 * Lets a hold stand longer, never shorter: whoever was mailed a link needs time to read it. The booking was loaded for change.
 * Answers the hold as it then is.
 */
export async function extendHold(tx: Transaction, booking: Held, until: Date, actor: Actor | 'system', now: Date): Promise<Held> {
  if (until <= booking.heldUntil) return booking;
  await extendClaims(tx, { kind: 'booking', id: booking.id }, until);
  const change = actor === 'system' ? { actor, at: now } as const : changeBy(throughChannel(booking, actor), now);
  return saveBooking(tx, { ...booking, heldUntil: until }, change);
}
