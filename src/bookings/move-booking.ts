import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { widen } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { claimSpaces } from '../availability/claim-spaces.ts';
import { extendClaims, firmUpClaims } from '../availability/firm-up-claims.ts';
import { releaseSpaces } from '../availability/release-spaces.ts';
import { audit } from '../identity/audit.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { heldUntilOf, moved, type Active } from './booking.ts';
import { acceptedSteps } from './accepted-steps.ts';
import { judgeMove, kindOfChange, moverOf, mustAcceptTerms, mustBeAgreed, termsAfter } from './judge-move.ts';
import { loadForMove, type MoveLoaded } from './load-for-move.ts';
import { mustBeVersion } from './load-for-change.ts';
import { changesAnything, changesPlace, moveOutcome, mustBeMovable, type MoveAsk, type MoveOutcome, type Mover } from './move.ts';
import { saveMove } from './move-store.ts';
import { isBooker, throughChannel } from './policy.ts';
import { changeBy } from './store.ts';

export interface Moved {
  booking: Active;
  outcome: MoveOutcome;
}

/**
 * Moves a booking: to another time or hall, or to another use of the same place. Everything happens in one transaction: what was held comes free (and
 * passes to closures that want it), the new place is claimed, the price is frozen anew, and what is refused leaves all as it was. The booking's own claims,
 * extras and place in the quota do not count against it. Asked for what it is already, it stays untouched.
 *
 * Refuses `not-found`, `not-allowed`, `version-outdated`, what `mustBeMovable` and `moveOutcome` refuse, `terms-outdated`, and `stay-refused` with
 * every rule that the new stay breaks.
 */
export async function moveBooking(
  tx: Transaction, id: BookingId, ask: MoveAsk, { expectedVersion, reason }: { expectedVersion?: number; reason?: string }, actor: Actor, now: Date,
): Promise<Moved> {
  const loaded = await loadForMove(tx, id, ask, now);
  const { booking, from, to, before, orders } = loaded;
  const mover = moverOf(loaded, actor);
  mustBeVersion(booking, expectedVersion);
  await mustBeAgreed(tx, booking);
  mustBeMovable(booking, from, mover, kindOfChange(loaded, ask), now);
  const { violations, quote } = await judgeMove(tx, loaded, ask, mover, now);
  if (violations.length > 0) throw new Refusal('stay-refused', { violations });
  mustAcceptTerms(booking, to, ask, mover);
  const price = quote ?? booking;
  const outcome = moveOutcome({ booking, ask, hall: to, mover, price, steps: await acceptedSteps(tx, booking) }, now);
  const after = moved(booking, {
    hallId: to.id, period: ask.period, layout: ask.layout, attendance: ask.attendance, activity: ask.activity, remarks: ask.remarks,
    totalCents: price.totalCents, depositCents: price.depositCents, ...(quote ? { tariff: quote.tariff } : {}), ...termsAfter(booking, to, ask, mover), ...capOf(booking, outcome, mover),
  }, outcome);
  if (!isBooker(booking, actor)) await auditForBooker(tx, after, throughChannel(booking, actor), reason);
  if (!changesAnything(booking, ask, before, orders)) return { booking, outcome };
  await reclaim(tx, loaded, ask, after);
  const { number, saved } = await saveMove(tx, { before: booking, after, orders, refundCents: outcome.refundCents, ...(quote ? { quote } : {}) }, changeBy(throughChannel(booking, actor), now, reason));
  await announce(tx, { type: 'booking-moved', bookingId: id, number });
  if (booking.status === 'requested' && saved.status === 'held') await announce(tx, { type: 'booking-held', bookingId: id, heldUntil: saved.heldUntil.toISOString() });
  if (booking.status !== 'confirmed' && saved.status === 'confirmed') await announce(tx, { type: 'booking-confirmed', bookingId: id });
  return { booking: saved, outcome };
}

/** Who of the staff moved somebody's booking, and read it for that; which terms count from then on. */
const auditForBooker = (tx: Transaction, { id, personId, houseRulesId, cancellationTermsId }: Active, actor: Actor, reason?: string): Promise<void> => audit(tx, {
  actor, action: 'move-booking', subjectKind: 'booking', subjectId: id, persons: [personId], details: { houseRulesId, cancellationTermsId },
  ...(reason === undefined ? {} : { reason }),
});

/** A paid stay that is put off is not refunded better than it would have been: otherwise moving would be the way around the terms. */
function capOf(booking: Active, { refundPercent }: MoveOutcome, mover: Mover): { mostRefundPercent?: number } {
  if (booking.status !== 'confirmed' || mover === 'manager' || refundPercent === 100) return {};
  return { mostRefundPercent: Math.min(booking.mostRefundPercent ?? 100, refundPercent) };
}

/** The old place comes free before the new one is claimed: they may overlap. Where the place stays, only how long it is held may change. */
async function reclaim(tx: Transaction, { booking, to }: MoveLoaded, ask: MoveAsk, after: Active): Promise<void> {
  const holder = { kind: 'booking', id: booking.id } as const;
  const heldUntil = heldUntilOf(after);
  if (changesPlace(booking, ask)) {
    await releaseSpaces(tx, holder);
    const period = widen(ask.period, to.setupMinutes, to.teardownMinutes);
    return claimSpaces(tx, { holder, spaceIds: to.spaceIds, period, ...(heldUntil ? { heldUntil } : {}) });
  }
  if (heldUntil?.getTime() === heldUntilOf(booking)?.getTime()) return;
  await (heldUntil ? extendClaims(tx, holder, heldUntil) : firmUpClaims(tx, holder));
}
