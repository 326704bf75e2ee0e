import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import type { BookingId, VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';
import type { AlarmKind } from './alarm-kinds.ts';

export type { AlarmKind };

/** Something about a door that a person must act on now. */
export interface OpenAlarm {
  id: string;
  kind: AlarmKind;
  raisedAt: Date;
  venueId: VenueId;
  /** Which door; absent when it is about a booking that got no code at all. */
  lock?: Translated;
  bookingId?: BookingId;
  bookingCode?: string;
}

interface AlarmRow {
  id: string; kind: AlarmKind; raised_at: Date; venue_id: VenueId; lock: Translated | null; booking_id: BookingId | null; booking_code: string | null;
}

/** Alarms at these venues, or at the one with this slug, that nobody and nothing has cleared yet, the newest first. */
export async function openAlarms(db: Database, scope: VenueScope, venue?: string, limit = 100): Promise<OpenAlarm[]> {
  const { rows } = await db.raw<{ rows: AlarmRow[] }>(`
    SELECT a.id, a.kind, a.raised_at, v.id AS venue_id, l.name AS lock, b.id AS booking_id, b.code AS booking_code
    FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id LEFT JOIN bookings b ON b.id = a.booking_id LEFT JOIN halls h ON h.id = b.hall_id
    JOIN venues v ON v.id = coalesce(l.venue_id, h.venue_id)
    WHERE a.cleared_at IS NULL AND ${IN_SCOPE} AND (CAST(:venue AS text) IS NULL OR v.slug = :venue) ORDER BY a.raised_at DESC, a.id DESC LIMIT :limit`, { ...scope, venue: venue ?? null, limit });
  return rows.map((row) => ({
    id: row.id, kind: row.kind, raisedAt: row.raised_at, venueId: row.venue_id,
    ...(row.lock ? { lock: row.lock } : {}), ...(row.booking_id && row.booking_code ? { bookingId: row.booking_id, bookingCode: row.booking_code } : {}),
  }));
}
