import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { extendClaims, firmUpClaims } from '../availability/firm-up-claims.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { confirm, dueCents, hasLapsed, hold, lapsesAt, type Confirmed, type Held } from './booking.ts';
import { loadForChange, mustBe, mustBeVersion } from './load-for-change.ts';
import { mustManage } from './policy.ts';
import { changeBy, saveBooking } from './store.ts';

export interface Decision {
  reason?: string;
  /** The version that the manager saw; absent only where the channel cannot say it. */
  expectedVersion?: number;
}

/**
 * A manager of the venue approves a request: it is confirmed when nothing is to be paid, otherwise held until it is paid.
 * Refuses `not-found`, `not-allowed`, `wrong-state`, `version-outdated`, and `hold-lapsed` when the request waited too long.
 */
export async function approveBooking(tx: Transaction, id: BookingId, decision: Decision, actor: Actor, now: Date): Promise<Confirmed | Held> {
  const { booking, hall } = await loadForChange(tx, id, now);
  mustManage(actor, hall);
  mustBeVersion(booking, decision.expectedVersion);
  mustBe(booking, 'requested');
  if (hasLapsed(booking, now)) throw new Refusal('hold-lapsed', { facts: { heldUntil: booking.heldUntil.toISOString() } });
  const holder = { kind: 'booking', id } as const;
  const change = changeBy(actor, now, decision.reason);
  if (dueCents(booking) === 0) {
    await firmUpClaims(tx, holder);
    const confirmed = await saveBooking(tx, confirm(booking), change);
    await announce(tx, { type: 'booking-confirmed', bookingId: id });
    return confirmed;
  }
  const held = hold(booking, lapsesAt('approved', hall, booking.period.start, now));
  await extendClaims(tx, holder, held.heldUntil);
  const saved = await saveBooking(tx, held, change);
  await announce(tx, { type: 'booking-held', bookingId: id, heldUntil: held.heldUntil.toISOString() });
  return saved;
}
