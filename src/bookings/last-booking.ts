import type { SignedIn } from '../kernel/actor.ts';
import type { BookingId, ExtraId, HallId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { LayoutKind } from '../catalogue/hall.ts';
import type { Database } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';

/** What one filled in before and need not fill in again. Remarks are about one occasion, and stay with it. */
export interface EarlierBooking {
  code: string;
  hallId: HallId;
  hallName: Translated;
  period: Period;
  layout: LayoutKind;
  activity: string;
  attendance: number;
  extras: { extraId: ExtraId; quantity: number }[];
  organisationName?: string;
}

type Row = Omit<EarlierBooking, 'period' | 'organisationName'> & { period: string; organisationName: string | null };

const EARLIER = `
  SELECT b.code, b.hall_id AS "hallId", h.name AS "hallName", b.period::text AS period, b.layout, b.activity, b.attendance, o.name AS "organisationName",
    (SELECT coalesce(json_agg(json_build_object('extraId', e.extra_id, 'quantity', e.quantity)), '[]') FROM extra_orders e WHERE e.booking_id = b.id) AS extras
  FROM bookings b JOIN halls h ON h.id = b.hall_id LEFT JOIN organisations o ON o.id = b.organisation_id`;

const earlier = ({ period, organisationName, ...row }: Row): EarlierBooking =>
  ({ ...row, period: fromRange(period), ...(organisationName === null ? {} : { organisationName }) });

/** The last booking of this hall by whoever the actor books for now, or else their last one anywhere. */
export async function lastBooking(db: Database, { personId, organisation }: SignedIn, hallId: HallId): Promise<EarlierBooking | undefined> {
  const own = organisation ? 'b.organisation_id = :booker' : 'b.person_id = :booker AND b.organisation_id IS NULL';
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(
    `${EARLIER} WHERE ${own} ORDER BY (b.hall_id = :hallId) DESC, b.created_at DESC, b.id DESC LIMIT 1`, { booker: organisation?.id ?? personId, hallId });
  return row && earlier(row);
}

/** A booking as one would make it again. Whether the reader may see it is for the caller to have asked. */
export async function earlierBooking(db: Database, id: BookingId): Promise<EarlierBooking | undefined> {
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(`${EARLIER} WHERE b.id = ?`, [id]);
  return row && earlier(row);
}
