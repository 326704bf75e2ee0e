import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import { localDate } from '../kernel/time.ts';
import { extendClaims, firmUpClaims } from '../availability/firm-up-claims.ts';
import { capacityIn, type Hall, type LayoutKind } from '../catalogue/hall.ts';
import { mustBeAgent } from '../identity/standing.ts';
import type { Transaction } from '../platform/db.ts';
import { earlierBookings } from '../pricing/earlier-bookings.ts';
import { quoteStay } from '../pricing/quote.ts';
import { confirm, dueCents, hasLapsed, lapsesAt, type Confirmed, type ExtraOrder, type Held, type Requested } from './booking.ts';
import { endCallHold, isCallHold, writeAgreement } from './call-hold-store.ts';
import { auditAgreed } from './caller.ts';
import { extraViolations } from './extra-stock.ts';
import { loadForChange, mustBe, mustBeVersion } from './load-for-change.ts';
import { announcePlaced, mustAcceptTermsInForce } from './place-booking.ts';
import { changeBy, saveBooking } from './store.ts';

/** What an agent and a caller agreed about a hold. */
export interface Agreement {
  activity: string;
  attendance: number;
  layout: LayoutKind;
  language: Language;
  remarks?: string | undefined;
  extras: readonly ExtraOrder[];
  /** For what it is used, in the words of the hall's regulation. */
  purpose?: string | undefined;
  /** The versions that were read out and that the caller accepted. */
  houseRulesId: string;
  cancellationTermsId: string;
  /** Why an agent books and not the caller. */
  reason: string;
  expectedVersion?: number | undefined;
}

/**
 * Makes a booking of a hold that was placed while the caller was on the line, at the price with its extras. It is `requested` when a
 * manager decides first, `confirmed` when nothing is to be paid, and otherwise stays `held`, with time to pay from now.
 * Refuses `not-signed-in`, `not-allowed`, `not-found`, `wrong-state` (no such hold, or agreed already), `version-outdated`, `hold-lapsed`,
 * `terms-outdated` and `stay-refused` for too many persons or extras.
 */
export async function completeHold(tx: Transaction, id: BookingId, agreement: Agreement, actor: Actor, now: Date): Promise<Confirmed | Held | Requested> {
  const agent = mustBeAgent(actor);
  const { booking, hall } = await loadForChange(tx, id, now, agreement.extras);
  mustBeVersion(booking, agreement.expectedVersion);
  mustBe(booking, 'held');
  if (!(await isCallHold(tx, id))) throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if (hasLapsed(booking, now)) throw new Refusal('hold-lapsed', { facts: { heldUntil: booking.heldUntil.toISOString() } });
  mustAcceptTermsInForce(hall, agreement);
  const violations = [...overCapacity(hall, agreement), ...await extraViolations(tx, hall, booking.period, agreement.extras)];
  if (violations.length > 0) throw new Refusal('stay-refused', { violations });
  const { period, bookerKind, personId, organisationId } = booking;
  const stay = { ...agreement, period, bookerKind, bookedOn: localDate(booking.createdAt) };
  const quote = quoteStay(hall, { ...stay, earlier: await earlierBookings(tx, hall, stay, organisationId ?? personId, id) });
  const { expectedVersion: _seen, extras, reason, purpose: _purpose, ...agreed } = agreement;
  const next = stateOf({ ...booking, ...known(agreed), totalCents: quote.totalCents, depositCents: quote.depositCents, tariff: quote.tariff }, hall, now);
  await writeAgreement(tx, next, quote, extras);
  await endCallHold(tx, id);
  const holder = { kind: 'booking', id } as const;
  if ('heldUntil' in next) await extendClaims(tx, holder, next.heldUntil);
  else await firmUpClaims(tx, holder);
  const saved = await saveBooking(tx, next, changeBy({ ...agent, channel: 'phone' }, now, reason));
  await auditAgreed(tx, 'complete-hold', saved, { agent, reason });
  await announcePlaced(tx, saved);
  return saved;
}

function stateOf(booking: Held, hall: Hall, now: Date): Confirmed | Held | Requested {
  const start = booking.period.start;
  if (hall.approval) return { ...booking, status: 'requested', heldUntil: lapsesAt('requested', hall, start, now) };
  return dueCents(booking) === 0 ? confirm(booking) : { ...booking, heldUntil: lapsesAt('held', hall, start, now) };
}

const overCapacity = (hall: Hall, { layout, attendance }: Agreement): Violation[] => {
  const capacity = capacityIn(hall, layout);
  if (capacity === 0) return [{ code: 'unknown-layout', field: 'body/layout', facts: { layout } }];
  return attendance <= capacity ? [] : [{ code: 'over-capacity', field: 'body/attendance', facts: { attendance, capacity, layout } }];
};

/** Without the remark that was not made. */
const known = ({ remarks, ...agreed }: Omit<Agreement, 'extras' | 'reason' | 'expectedVersion' | 'purpose'>) => ({ ...agreed, ...(remarks ? { remarks } : {}) });
