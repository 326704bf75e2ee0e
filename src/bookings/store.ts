import type { Actor, Channel } from '../kernel/actor.ts';
import { newShortCode, type BookingId, type PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { insertTogether } from '../platform/insert-rows.ts';
import { fromRange, toRange } from '../platform/range.ts';
import type { Quote, TariffUsed } from '../pricing/quote.ts';
import type { Booking, BookingStatus, ExtraOrder } from './booking.ts';
import { BookingRow, HistoryRow, type ExtraOrderRow, type LineRow } from './rows.ts';

/** Who changes a booking, through which channel and why: one line of its history. */
export interface Change {
  actor: { personId: PersonId; channel: Channel } | 'system';
  reason?: string;
  at: Date;
}

/** The signed-in person as the author of a change. */
export const changeBy = (actor: Actor, at: Date, reason?: string): Change => ({
  actor: actor.kind === 'person' ? { personId: actor.personId, channel: actor.channel } : 'system',
  at,
  ...(reason === undefined ? {} : { reason }),
});

const CODE_ATTEMPTS = 5;

/** Writes a new booking with its frozen lines, its orders of extras and the first line of its history. */
export async function insertBooking(
  tx: Transaction, booking: Booking, quote: Quote, orders: readonly ExtraOrder[], change: Change,
): Promise<void> {
  const ofBooking = (row: object): object => ({ booking_id: booking.id, ...row });
  await insertTogether(tx, {
    bookings: [toRow(booking)],
    booking_lines: quote.lines.map(toLineRow).map(ofBooking),
    extra_orders: orders.map((order) => ofBooking({ extra_id: order.extraId, quantity: order.quantity, period: toRange(booking.period) })),
    booking_history: [ofBooking(historyRow(1, booking.status, change))],
  });
}

/** A code that no booking has. Two simultaneous bookings can draw the same one: the unique constraint then refuses one. */
export async function freeCode(tx: Transaction): Promise<string> {
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt += 1) {
    const code = newShortCode();
    if (!(await tx('bookings').where({ code }).first('id'))) return code;
  }
  throw new Refusal('busy');
}

/** Writes a booking's new state with its line of history. Answers the booking with its new version. */
export async function saveBooking<State extends Booking>(tx: Transaction, booking: State, change: Change): Promise<State> {
  const saved = { ...booking, version: booking.version + 1 };
  await BookingRow.query(tx).findById(booking.id).patch({
    status: booking.status,
    held_until: 'heldUntil' in booking ? booking.heldUntil : null,
    decision_reason: booking.decisionReason ?? null,
    version: saved.version,
    changed_at: change.at,
  });
  await addHistory(tx, booking, change);
  return saved;
}

/** Adds a line to the history of a booking that is locked; answers its number. */
export async function addHistory(tx: Transaction, { id, status }: Pick<Booking, 'id' | 'status'>, change: Change): Promise<number> {
  const { count } = await HistoryRow.query(tx).where('booking_id', id).count('* as count').first().castTo<{ count: number }>();
  await HistoryRow.query(tx).insert({ ...historyRow(count + 1, status, change), booking_id: id });
  return count + 1;
}

/** Of these bookings the ones whose hold has lapsed by the database's clock, locked in id order. */
export async function lockLapsed(tx: Transaction, ids: readonly BookingId[]): Promise<Booking[]> {
  const rows = await BookingRow.query(tx).whereIn('id', [...ids]).whereIn('status', ['held', 'requested'])
    .whereRaw('held_until <= clock_timestamp()').orderBy('id').forUpdate();
  return rows.map(fromRow);
}

/** Bookings whose hold has lapsed and that nobody has marked yet, oldest first. */
export async function lapsedBookingIds(db: Database, limit: number): Promise<BookingId[]> {
  const rows = await BookingRow.query(db).select('id').whereRaw('held_until <= clock_timestamp()').orderBy('held_until').limit(limit);
  return rows.map(({ id }) => id as BookingId);
}

export async function orderedExtras(db: Database | Transaction, id: BookingId): Promise<ExtraOrder[]> {
  const rows = await db<ExtraOrderRow>('extra_orders').where({ booking_id: id }).select('extra_id', 'quantity');
  return rows.map((row) => ({ extraId: row.extra_id as ExtraOrder['extraId'], quantity: row.quantity }));
}

const historyRow = (number: number, status: BookingStatus, { actor, reason, at }: Change): Partial<HistoryRow> => ({
  number, status, at,
  person_id: actor === 'system' ? null : actor.personId,
  channel: actor === 'system' ? 'system' : actor.channel,
  reason: reason ?? null,
});

export const toLineRow = (line: Quote['lines'][number], index: number): Partial<LineRow> => ({
  position: index + 1, kind: line.kind, extra_id: line.extraId ?? null, label: line.label, quantity: line.quantity,
  unit: line.unit, unit_cents: line.unitCents, gross_cents: line.grossCents, vat_rate: line.vatRate,
  rule: line.rule ?? null, vat_category: line.vatCategory ?? null, vat_ground: line.vatGround ?? null,
});

const toRow = (booking: Booking): Partial<BookingRow> => ({
  id: booking.id, code: booking.code, hall_id: booking.hallId, layout: booking.layout, status: booking.status,
  period: toRange(booking.period), person_id: booking.personId, organisation_id: booking.organisationId ?? null,
  placed_by: booking.placedBy, channel: booking.channel, booker_kind: booking.bookerKind, language: booking.language, activity: booking.activity,
  attendance: booking.attendance, remarks: booking.remarks ?? null, held_until: 'heldUntil' in booking ? booking.heldUntil : null,
  total_cents: booking.totalCents, deposit_cents: booking.depositCents, ...tariffColumns(booking.tariff), house_rules_id: booking.houseRulesId,
  cancellation_terms_id: booking.cancellationTermsId, version: booking.version, created_at: booking.createdAt, changed_at: booking.createdAt,
});

export const tariffColumns = (tariff: TariffUsed | undefined): Pick<BookingRow, 'tariff_version_id' | 'tariff_booker' | 'purpose'> =>
  ({ tariff_version_id: tariff?.versionId ?? null, tariff_booker: tariff?.booker ?? null, purpose: tariff?.purpose ?? null });

/** A row as the booking that it stands for. */
export function fromRow(row: BookingRow): Booking {
  return {
    id: row.id, code: row.code, hallId: row.hall_id, layout: row.layout, status: row.status, period: fromRange(row.period),
    personId: row.person_id, placedBy: row.placed_by, channel: row.channel, bookerKind: row.booker_kind, language: row.language, activity: row.activity,
    attendance: row.attendance, totalCents: row.total_cents, depositCents: row.deposit_cents, houseRulesId: row.house_rules_id,
    cancellationTermsId: row.cancellation_terms_id, version: row.version, createdAt: row.created_at,
    ...(row.organisation_id === null ? {} : { organisationId: row.organisation_id }),
    ...(row.remarks === null ? {} : { remarks: row.remarks }),
    ...(row.held_until === null ? {} : { heldUntil: row.held_until }),
    ...(row.most_refund_percent === null ? {} : { mostRefundPercent: row.most_refund_percent }),
    ...(row.tariff_version_id === null ? {} : { tariff: { versionId: row.tariff_version_id, booker: row.tariff_booker ?? '', purpose: row.purpose ?? '' } }),
    ...(row.decision_reason === null ? {} : { decisionReason: row.decision_reason }),
  } as Booking;
}
