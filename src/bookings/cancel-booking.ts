import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { releaseSpaces } from '../availability/release-spaces.ts';
import type { Hall, RefundStep } from '../catalogue/hall.ts';
import { audit } from '../identity/audit.ts';
import { announce, type Database, type Transaction } from '../platform/db.ts';
import { cancellationOutcome, close, dueCents, EVERYTHING_BACK, isActive, type Booking, type CancellationOutcome, type Closed } from './booking.ts';
import { acceptedSteps } from './accepted-steps.ts';
import { loadForChange, mustBeVersion } from './load-for-change.ts';
import { mustManage, standingTowards, throughChannel, type Standing } from './policy.ts';
import { loadBooking } from './load-booking.ts';
import { changeBy, saveBooking } from './store.ts';
import { loadHall } from '../catalogue/load-hall.ts';

export interface Cancellation {
  reason?: string;
  expectedVersion?: number;
  /** Set when it is the city that takes the booking back, whoever presses the button: everything is refunded. Only a manager may. */
  by?: 'city';
}

/**
 * Cancels a booking, or withdraws a request or a hold; the spaces are free at once. The booker gets back what the accepted
 * terms say, counted from `now`; when the city itself cancels, everything. What an agent cancels for a caller is logged, by phone.
 * Refuses `not-found`, `not-allowed`, `wrong-state`, `version-outdated`, and `not-cancellable` once the booking has begun.
 */
export async function cancelBooking(
  tx: Transaction, id: BookingId, cancellation: Cancellation, actor: Actor, now: Date,
): Promise<{ booking: Closed; outcome: CancellationOutcome }> {
  const { booking, hall } = await loadForChange(tx, id, now);
  const standing = cancellation.by === 'city' ? standingForCity(hall, actor) : standingTowards(booking, hall, actor);
  mustBeVersion(booking, cancellation.expectedVersion);
  const outcome = outcomeFor(standing, booking, await acceptedSteps(tx, booking), now);
  await releaseSpaces(tx, { kind: 'booking', id });
  const by = cancellation.by === 'city' ? actor : throughChannel(booking, actor);
  const change = changeBy(by, now, cancellation.reason);
  const cancelled = await saveBooking(tx, close(mustBeCancellable(booking, now), 'cancelled', cancellation.reason), change);
  if (by.kind === 'person' && by.channel === 'phone') await auditForCaller(tx, booking, by, cancellation.reason);
  await announce(tx, { type: 'booking-cancelled', bookingId: id, refundPercent: outcome.refundPercent });
  return { booking: cancelled, outcome };
}

function standingForCity(hall: Hall, actor: Actor): Standing {
  mustManage(actor, hall);
  return 'staff';
}

const auditForCaller = (tx: Transaction, { id, personId }: Booking, actor: Actor, reason?: string): Promise<void> =>
  audit(tx, { actor, action: 'cancel-booking', subjectKind: 'booking', subjectId: id, persons: [personId], ...(reason === undefined ? {} : { reason }) });

export interface CancellationPreview extends CancellationOutcome {
  /** What was paid, price and deposit: 0 for a hold or a request. */
  paidCents: number;
  steps: readonly RefundStep[];
}

/** Where nothing came in, nothing goes back. */
const NOTHING_BACK = { priceBackCents: 0, depositBackCents: 0, refundCents: 0 };

/** What cancelling now would give back, to read before deciding. Refuses as cancelling itself would. */
export async function previewCancellation(db: Database, id: BookingId, actor: Actor, now: Date): Promise<CancellationPreview> {
  const booking = await loadBooking(db, id);
  const hall = await loadHall(db, booking.hallId, now);
  if (!hall) throw new Refusal('not-found');
  const standing = standingTowards(booking, hall, actor);
  mustBeCancellable(booking, now);
  const steps = await acceptedSteps(db, booking);
  const { refundPercent, ...back } = outcomeFor(standing, booking, steps, now);
  const paidCents = booking.status === 'confirmed' ? dueCents(booking) : 0;
  return { refundPercent, ...(paidCents > 0 ? back : NOTHING_BACK), paidCents, steps };
}

function mustBeCancellable(booking: Booking, now: Date) {
  if (!isActive(booking)) throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if (booking.period.start <= now) throw new Refusal('not-cancellable', { facts: { start: booking.period.start.toISOString() } });
  return booking;
}

/** A booking that was not yet confirmed gives everything back, as does one that the city takes back. */
function outcomeFor(standing: Standing, booking: Booking, steps: readonly RefundStep[], now: Date): CancellationOutcome {
  const byTerms = standing === 'booker' && booking.status === 'confirmed';
  return byTerms ? cancellationOutcome(booking, steps, now, booking.mostRefundPercent) : cancellationOutcome(booking, EVERYTHING_BACK, now);
}
