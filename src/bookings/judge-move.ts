import type { Actor } from '../kernel/actor.ts';
import { isRefusal, Refusal, type Violation } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { checkStay } from '../availability/check-stay.ts';
import { brokenCapacity } from '../availability/rules.ts';
import type { Hall } from '../catalogue/hall.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { earlierBookings } from '../pricing/earlier-bookings.ts';
import { quoteStay, type Quote } from '../pricing/quote.ts';
import type { Booking } from './booking.ts';
import { isCallHold } from './call-hold-store.ts';
import { extraViolations } from './extra-stock.ts';
import type { MoveLoaded } from './load-for-move.ts';
import { changesPlace, changesPrice, type MoveAsk, type Mover } from './move.ts';
import { isBooker, managesVenue, standingTowards } from './policy.ts';

/** In what capacity the actor moves a booking. Refuses `not-found` to strangers, and `not-allowed` to who manages only one of both venues. */
export function moverOf({ booking, from, to }: MoveLoaded, actor: Actor): Mover {
  const standing = standingTowards(booking, from, actor);
  if (isBooker(booking, actor)) return 'booker';
  if (managesVenue(actor, from.venue) && managesVenue(actor, to.venue)) return 'manager';
  if (standing === 'staff') throw new Refusal('not-allowed');
  return 'booker';
}

/** What an agent and a caller are still talking about is agreed first: moving it would be the way around terms and approval. Refuses `wrong-state`. */
export async function mustBeAgreed(db: Database | Transaction, { id, status }: Booking): Promise<void> {
  if (await isCallHold(db, id)) throw new Refusal('wrong-state', { facts: { status } });
}

/** Whether the time, the place or the price changes, or only what is said of the booking. */
export const kindOfChange = ({ booking, before, orders, to }: MoveLoaded, ask: MoveAsk): 'stay' | 'details' =>
  changesPrice(booking, ask, before, orders, to) ? 'stay' : 'details';

/** A manager who has to find another place in a hurry is not held up by the notice and the quota that are meant for bookers. */
const NOT_FOR_MANAGERS: readonly Violation['code'][] = ['too-late', 'over-quota'];

/**
 * Every rule that the new stay breaks, and its price: the frozen one where nothing changes of which it is made (then there is no `quote`). Who
 * keeps hall and time is judged only on what they change: the notice, say, was met when it was booked.
 */
export async function judgeMove(
  db: Database | Transaction, loaded: MoveLoaded, ask: MoveAsk, mover: Mover, now: Date,
): Promise<{ violations: Violation[]; quote?: Quote }> {
  const { booking, to, orders } = loaded;
  const broken = changesPlace(booking, ask)
    ? await checkStay(db, to, ask, { bookerId: booking.organisationId ?? booking.personId, moving: booking.id }, now)
    : brokenCapacity(to, ask);
  const violations = [
    ...broken.filter(({ code }) => mover === 'booker' || !NOT_FOR_MANAGERS.includes(code)),
    ...await extraViolations(db, to, ask.period, orders, booking.id),
  ];
  if (kindOfChange(loaded, ask) === 'details') return { violations };
  try {
    const stay = { ...ask, extras: orders, bookerKind: booking.bookerKind, bookedOn: localDate(booking.createdAt), purpose: purposeThere(to, booking) };
    return { violations, quote: quoteStay(to, { ...stay, earlier: await earlierBookings(db, to, stay, booking.organisationId ?? booking.personId, booking.id) }) };
  } catch (thrown) {
    if (!isRefusal(thrown, 'stay-refused')) throw thrown;
    const known = new Set(violations.map(({ code }) => code));
    return { violations: [...violations, ...thrown.violations.filter(({ code }) => !known.has(code))] };
  }
}

/** What it is for, as far as the regulation of the new hall knows that use. */
const purposeThere = ({ tariffs }: Hall, { tariff }: Booking): string | undefined =>
  (tariffs.some(({ rules }) => rules.purposes.some(({ id }) => id === tariff?.purpose)) ? tariff?.purpose : undefined);

/**
 * The terms under which the booking then stands: those accepted before while hall and time stay, else those in force. What comes back when the
 * booker cancels stays as they accepted it where a manager moves them: nobody asked them.
 */
export const termsAfter = (booking: Booking, to: Hall, ask: MoveAsk, mover: Mover): { houseRulesId: string; cancellationTermsId: string } =>
  changesPlace(booking, ask)
    ? { houseRulesId: to.houseRules.id, cancellationTermsId: mover === 'manager' ? booking.cancellationTermsId : to.cancellationTerms.id }
    : { houseRulesId: booking.houseRulesId, cancellationTermsId: booking.cancellationTermsId };

/** Which of the new terms were not accepted before. */
export function termsToAccept(booking: Booking, to: Hall, ask: MoveAsk, mover: Mover): ('houseRules' | 'cancellationTerms')[] {
  const { houseRulesId, cancellationTermsId } = termsAfter(booking, to, ask, mover);
  return [
    ...(houseRulesId === booking.houseRulesId ? [] : ['houseRules' as const]),
    ...(cancellationTermsId === booking.cancellationTermsId ? [] : ['cancellationTerms' as const]),
  ];
}

/** Refuses `terms-outdated` with the versions in force while one that is new to the booker is not among the accepted ones. */
export function mustAcceptTerms(booking: Booking, to: Hall, ask: MoveAsk, mover: Mover): void {
  const after = termsAfter(booking, to, ask, mover);
  if (termsToAccept(booking, to, ask, mover).some((kind) => ask[`${kind}Id`] !== after[`${kind}Id`])) throw new Refusal('terms-outdated', { help: after });
}
