import type { BookingId, VenueId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import { fromRange } from '../platform/range.ts';
import type { Database, Transaction } from '../platform/db.ts';

/** What a booking was before a move, and what came of it. */
export interface MoveFacts {
  hall: Translated;
  venueId: VenueId;
  period: Period;
  status: BookingStatus;
  refundCents: Cents;
  movedAt: Date;
  /** It was not moved again since. */
  newest: boolean;
  /** Hall or time are others now. */
  placeChanged: boolean;
  /** Something that one can see is other: not only a remark. */
  visible: boolean;
  /** Why, where somebody said so. */
  reason: string | null;
  /** Who did it; null: the system. */
  movedBy: string | null;
  /** The grant that it has now, if any: since when, and since when its digits are these. */
  grantedAt: Date | null;
  codeChangedAt: Date | null;
}

type Row = Omit<MoveFacts, 'period'> & { period: string };

export async function moveFacts(db: Database | Transaction, bookingId: BookingId, number: number): Promise<MoveFacts | undefined> {
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(`
    SELECT h.name AS hall, h.venue_id AS "venueId", m.period::text AS period, m.status, m.refund_cents AS "refundCents", y.at AS "movedAt", y.person_id AS "movedBy", y.reason,
      NOT EXISTS (SELECT FROM booking_moves n WHERE n.booking_id = m.booking_id AND n.number > m.number) AS newest,
      m.hall_id <> b.hall_id OR m.period <> b.period AS "placeChanged",
      (m.hall_id, m.period, m.layout, m.attendance, m.activity) IS DISTINCT FROM (b.hall_id, b.period, b.layout, b.attendance, b.activity) AS visible,
      g.created_at AS "grantedAt", g.code_changed_at AS "codeChangedAt"
    FROM booking_moves m JOIN booking_history y USING (booking_id, number) JOIN bookings b ON b.id = m.booking_id JOIN halls h ON h.id = m.hall_id
    LEFT JOIN grants g ON g.booking_id = m.booking_id AND g.revoked_at IS NULL
    WHERE m.booking_id = ? AND m.number = ?`, [bookingId, number]);
  return row && { ...row, period: fromRange(row.period) };
}
