import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { isRefusal, type Refusal, type Violation } from '../kernel/refusal.ts';
import type { Extra, Hall } from '../catalogue/hall.ts';
import type { Database } from '../platform/db.ts';
import type { Quote } from '../pricing/quote.ts';
import { findAlternatives, type Alternative } from '../search/find-alternatives.ts';
import { presentAlternative } from '../search/http.ts';
import { acceptedSteps } from './accepted-steps.ts';
import { dueCents, isActive } from './booking.ts';
import { judgeMove, kindOfChange, moverOf, mustBeAgreed, termsToAccept } from './judge-move.ts';
import { loadMove, type MoveLoaded } from './load-for-move.ts';
import { changesAnything, changesPlace, moveOutcome, mustBeMovable, stayUntil, ordersAfter, type MoveAsk, type MoveOutcome, type Mover } from './move.ts';

export interface MovePreview {
  possible: boolean;
  /** Everything that stands in the way: broken rules, and what a refusal would say. */
  violations: Violation[];
  /** What can be had instead, the nearest first; nothing that costs more where that would be refused. */
  alternatives: Alternative[];
  hall: Hall;
  /** The new price line by line; absent where the frozen one stays, or there is none. */
  quote?: Quote;
  /** What it costs before and after, deposit included. */
  dueCents: { before: Cents; after?: Cents };
  /** What becomes of it; absent when it is not possible. */
  outcome?: MoveOutcome;
  /** When it would then be. */
  period: Period;
  /** False when it would be as it is. */
  changes: boolean;
  /** Until when a booker can change hall and time; absent for managers, who can until the start. */
  stayUntil?: Date;
  /** Whether hall or time change. */
  places: boolean;
  /** Extras that the hall offers too, given up or not. */
  offered: Extra[];
  /** Extras that do not come along. */
  dropped: Extra['name'][];
  termsToAccept: ('houseRules' | 'cancellationTerms')[];
}

/**
 * Whether a booking can be moved so, what it then costs, what comes back, and what can be had instead; it changes nothing.
 * Refuses `not-found` and `not-allowed` as moving itself would.
 */
export async function previewMove(db: Database, id: BookingId, ask: MoveAsk, actor: Actor, now: Date): Promise<MovePreview> {
  const loaded = await loadMove(db, id, ask, now);
  const { booking, to } = loaded;
  const mover = moverOf(loaded, actor);
  const { violations, quote } = await judgeMove(db, loaded, ask, mover, now);
  const price = quote ?? (kindOfChange(loaded, ask) === 'details' ? booking : undefined);
  const { outcome, refused } = await decided(db, loaded, ask, mover, price, now);
  const all = [...violations, ...refused];
  return {
    possible: all.length === 0, violations: all, hall: to, period: ask.period, places: changesPlace(booking, ask), ...(quote ? { quote } : {}),
    alternatives: all.length === 0 || !isActive(booking) ? [] : await alternativesTo(db, loaded, ask, now),
    dueCents: { before: dueCents(booking), ...(price ? { after: dueCents(price) } : {}) },
    ...(outcome && all.length === 0 ? { outcome } : {}), ...(mover === 'booker' ? { stayUntil: stayUntil(booking, loaded.from) } : {}),
    changes: changesAnything(booking, ask, loaded.before, loaded.orders), offered: to.extras.filter((extra) => loaded.before.some(({ extraId }) => extraId === extra.id)),
    dropped: namesOf(loaded, ask), termsToAccept: termsToAccept(booking, to, ask, mover),
  };
}

/** What moving would make of the booking, or the refusal that it would meet. */
async function decided(
  db: Database, loaded: MoveLoaded, ask: MoveAsk, mover: Mover, price: { totalCents: Cents; depositCents: Cents } | undefined, now: Date,
): Promise<{ outcome?: MoveOutcome; refused: Violation[] }> {
  const { booking, from, to } = loaded;
  const steps = await acceptedSteps(db, booking);
  try {
    await mustBeAgreed(db, booking);
    mustBeMovable(booking, from, mover, kindOfChange(loaded, ask), now);
    return price ? { outcome: moveOutcome({ booking, ask, hall: to, mover, price, steps }, now), refused: [] } : { refused: [] };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return { refused: [{ code: thrown.code, facts: thrown.facts }] };
  }
}

/** The same refusal with what can be had instead, where another place or time would help. */
export async function refusedMove(db: Database, id: BookingId, ask: MoveAsk, refusal: Refusal, now: Date): Promise<Refusal> {
  if (refusal.code !== 'stay-refused' && refusal.code !== 'move-costs-more') return refusal;
  return refusal.with({ alternatives: (await alternativesTo(db, await loadMove(db, id, ask, now), ask, now)).map(presentAlternative) });
}

/** What a booking could be moved to instead. A paid one goes only where it costs no more. */
async function alternativesTo(db: Database, { booking, to }: Pick<MoveLoaded, 'booking' | 'to'>, ask: MoveAsk, now: Date): Promise<Alternative[]> {
  const { period, layout, attendance } = ask;
  const { bookerKind, organisationId, personId, id: moving } = booking;
  const found = await findAlternatives(db, to, { period, layout, attendance, bookerKind, bookerId: organisationId ?? personId, moving }, now);
  return found.filter(({ totalCents }) => booking.status !== 'confirmed' || totalCents <= booking.totalCents);
}

/** Names of the extras that are given up, as the hall in which they were ordered has them. */
const namesOf = ({ before, to, from }: MoveLoaded, ask: MoveAsk): Extra['name'][] =>
  ordersAfter(before, ask, to).dropped.flatMap((id) => from.extras.find((extra) => extra.id === id)?.name ?? []);
