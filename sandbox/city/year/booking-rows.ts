import type { BookingId, PersonId } from '../../../src/kernel/ids.ts';
import { addMinutes } from '../../../src/kernel/period.ts';
import { localDate } from '../../../src/kernel/time.ts';
import { toRange } from '../../../src/platform/range.ts';
import { quoteStay, type Quote } from '../../../src/pricing/quote.ts';
import type { Chance } from '../chance.ts';
import type { PlannedStay, StayStatus } from './stay.ts';

/** Who decides on requests for a hall, and who takes the calls. */
export interface Staff {
  managerOf(organisationId: string): PersonId | undefined;
  agent: PersonId;
}

interface HistoryLine {
  status: StayStatus | 'held';
  at: Date;
  personId?: PersonId | undefined;
  channel: string;
  reason?: string;
}

/** The rows of one booking, as they would be had it been placed, decided and paid in the ordinary way. */
export interface BookingRows {
  booking: { id: BookingId; code: string; status: StayStatus; heldUntil?: Date; [column: string]: unknown };
  lines: object[];
  history: object[];
  orders: object[];
}

const DECLINED = ['De zaal is die dag nodig voor een stadsactiviteit.', 'De activiteit past niet bij het gebruiksreglement.', 'De aangevraagde opstelling is te groot voor deze zaal.'] as const;
const CANCELLED = ['Te weinig inschrijvingen.', 'De spreker is ziek.', 'Verplaatst naar een andere datum.'] as const;

export function bookingRows(stay: PlannedStay, staff: Staff, now: Date, chance: Chance): BookingRows {
  const { hall, booker, period, layout } = stay;
  const quote = quoteStay(hall, { period, bookerKind: booker.kind, attendance: stay.attendance, extras: stay.extras, bookedOn: localDate(stay.createdAt) });
  const free = quote.totalCents + quote.depositCents === 0;
  const status = stay.status === 'expired' && free ? 'cancelled' : stay.status;
  const id = chance.id<'booking'>(stay.createdAt);
  const byAgent = stay.byPhone === 'by-phone';
  const history = historyOf({ ...stay, status }, free ? 'free' : 'paid', staff, now, chance);
  const reason = history.at(-1)?.reason;
  return {
    booking: {
      id, code: chance.shortCode(), seriesId: stay.seriesId, hallId: hall.id, layout: layout.kind, status, period: toRange(period),
      personId: booker.personId, organisationId: booker.organisationId, placedBy: byAgent ? staff.agent : booker.personId, channel: byAgent ? 'phone' : 'web',
      bookerKind: booker.kind, language: 'nl', activity: stay.activity, attendance: stay.attendance,
      ...(status === 'requested' ? { heldUntil: earliest(addMinutes(stay.createdAt, hall.approvalHours * 60), period.start) } : {}),
      totalCents: quote.totalCents, depositCents: quote.depositCents,
      tariffVersionId: quote.tariff.versionId, tariffBooker: quote.tariff.booker, purpose: quote.tariff.purpose, houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
      decisionReason: status === 'declined' || status === 'cancelled' ? reason : undefined, version: history.length, createdAt: stay.createdAt, changedAt: history.at(-1)?.at ?? stay.createdAt,
    },
    lines: lineRows(id, quote),
    history: history.map(({ at, personId, ...line }, index) => ({ bookingId: id, number: index + 1, at, personId, ...line })),
    orders: status === 'confirmed' || status === 'requested' ? stay.extras.map((order) => ({ bookingId: id, ...order, period: toRange(period) })) : [],
  };
}

const earliest = (...instants: Date[]): Date => new Date(Math.min(...instants.map((at) => at.getTime())));

const lineRows = (bookingId: string, { lines }: Quote): object[] => lines.map((line, position) => ({ bookingId, position: position + 1, ...line }));

/** What became of a booking, step by step, none of it after now. */
function historyOf({ hall, booker, status, createdAt, byPhone }: PlannedStay, price: 'free' | 'paid', staff: Staff, now: Date, chance: Chance): HistoryLine[] {
  const last = now.getTime();
  const after = (from: Date, least: number, most: number): Date => new Date(Math.min(last, from.getTime() + chance.between(least, most) * 60_000));
  const mine = { personId: booker.personId, channel: 'web' };
  const placer = byPhone === 'by-phone' ? { personId: staff.agent, channel: 'phone' } : mine;
  const manager = { personId: staff.managerOf(hall.venue.organisationId), channel: 'web' };
  const system = { channel: 'system' };
  if (status === 'requested') return [{ status, at: createdAt, ...placer }];
  const steps: HistoryLine[] = hall.approval ? [{ status: 'requested', at: createdAt, ...placer }] : [];
  const decided = hall.approval ? after(createdAt, 60, 2_800) : createdAt;
  if (status === 'declined') return [...steps, { status, at: decided, ...manager, reason: chance.pick(DECLINED) }];
  if (price === 'paid') steps.push({ status: 'held', at: decided, ...(hall.approval ? manager : placer) });
  if (status === 'expired') return [...steps, { status, at: after(decided, hall.holdMinutes, hall.holdMinutes + 2), ...system }];
  const confirmed = price === 'paid' ? after(decided, 2, 12) : decided;
  steps.push({ status: 'confirmed', at: confirmed, ...(price === 'paid' ? system : hall.approval ? manager : placer) });
  return status === 'cancelled' ? [...steps, { status, at: after(confirmed, 60, 4_000), ...mine, reason: chance.pick(CANCELLED) }] : steps;
}
