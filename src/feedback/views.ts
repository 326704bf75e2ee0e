import type { TimePosition } from '../contract/paging.ts';
import { VENUE_READERS, type Actor } from '../kernel/actor.ts';
import type { BookingId, HallId, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';
import type { Feedback, FeedbackCategory, PhotoLine } from './feedback.ts';

/** Feedback as managers see it in a list: about which booking it is; whose is for the log, and for whoever opens the booking. */
export interface FeedbackSummary extends Feedback {
  code: string;
  activity: string;
  period: Period;
  hall: { id: HallId; slug: string; name: Translated };
  venue: { id: VenueId; organisationId: OrganisationId; name: Translated };
}

export interface FeedbackFilter {
  venueId?: string;
  hallId?: string;
  state?: 'open' | 'handled';
  stars?: number;
}

/** The venues that the reader's roles cover: a role without a venue covers its whole organisation. */
const SEEN = `EXISTS (SELECT FROM unnest(CAST(:organisations AS uuid[]), CAST(:venues AS uuid[])) AS role (organisation_id, venue_id)
  WHERE v.organisation_id = role.organisation_id AND coalesce(role.venue_id, v.id) = v.id)`;

const CHOSEN = `${SEEN}
  AND (CAST(:venueId AS uuid) IS NULL OR v.id = :venueId) AND (CAST(:hallId AS uuid) IS NULL OR h.id = :hallId)
  AND (CAST(:stars AS int) IS NULL OR f.stars = :stars)
  AND (CAST(:state AS text) IS NULL OR (f.handled_at IS NULL) = (:state = 'open'))`;

function bindings(actor: Actor, { venueId = null, hallId = null, state = null, stars = null }: { [Key in keyof FeedbackFilter]: FeedbackFilter[Key] | null }) {
  const roles = actor.kind === 'person' ? actor.roles.filter(({ role }) => VENUE_READERS.includes(role)) : [];
  return { organisations: roles.map(({ organisationId }) => organisationId), venues: roles.map((role) => role.venueId ?? null), venueId, hallId, state, stars };
}

interface Row {
  booking_id: BookingId; stars: number; category: FeedbackCategory; text: string; given_by: PersonId; given_at: Date; changed_at: Date; handled_at: Date | null; note: string | null;
  version: number; code: string; activity: string; period: string; hall: FeedbackSummary['hall']; venue: FeedbackSummary['venue']; photos: PhotoLine[];
}

/** The newest first. */
export async function listFeedback(
  db: Database, actor: Actor, ask: FeedbackFilter & { limit: number; after?: TimePosition },
): Promise<{ items: FeedbackSummary[]; next?: TimePosition }> {
  const { rows } = await db.raw<{ rows: Row[] }>(`
    SELECT f.booking_id, f.stars, f.category, f.text, f.given_by, f.given_at, f.changed_at, f.handled_at, f.note, f.version, b.code, b.activity, b.period::text AS period,
      jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name) AS hall,
      jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'name', v.name) AS venue,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height) ORDER BY p.position), '[]')
        FROM feedback_photos p WHERE p.booking_id = f.booking_id) AS photos
    FROM feedback f JOIN bookings b ON b.id = f.booking_id JOIN halls h ON h.id = f.hall_id JOIN venues v ON v.id = h.venue_id
    WHERE ${CHOSEN} AND (date_trunc('milliseconds', f.given_at), f.booking_id) < (CAST(:start AS timestamptz), CAST(:id AS uuid))
    ORDER BY date_trunc('milliseconds', f.given_at) DESC, f.booking_id DESC LIMIT :limit`,
    { ...bindings(actor, ask), start: ask.after?.start ?? 'infinity', id: ask.after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit: ask.limit + 1 });
  const items = rows.slice(0, ask.limit).map(summary);
  const last = items.at(-1);
  return rows.length > ask.limit && last ? { items, next: { start: last.givenAt.toISOString(), id: last.bookingId } } : { items };
}

const summary = (row: Row): FeedbackSummary => ({
  bookingId: row.booking_id, stars: row.stars, category: row.category, text: row.text, givenBy: row.given_by, givenAt: row.given_at, changedAt: row.changed_at,
  version: row.version, photos: row.photos, code: row.code, activity: row.activity, period: fromRange(row.period), hall: row.hall, venue: row.venue,
  ...(row.handled_at ? { handledAt: row.handled_at } : {}), ...(row.note === null ? {} : { note: row.note }),
});

/** How a hall does: what bookers gave it in the last year. */
export interface HallScore {
  hall: { id: HallId; name: Translated };
  venue: { id: VenueId; name: Translated };
  /** From 1 to 5, to one decimal. */
  average: number;
  count: number;
  open: number;
}

const MOST_HALLS = 200;

/** The score of every hall of the reader's venues that somebody said something of, the lowest first. */
export async function hallScores(db: Database, actor: Actor, now: Date): Promise<HallScore[]> {
  const { rows } = await db.raw<{ rows: HallScore[] }>(`
    SELECT jsonb_build_object('id', h.id, 'name', h.name) AS hall, jsonb_build_object('id', v.id, 'name', v.name) AS venue,
      round(avg(f.stars), 1) AS average, count(*) AS count, count(*) FILTER (WHERE f.handled_at IS NULL) AS open
    FROM feedback f JOIN halls h ON h.id = f.hall_id JOIN venues v ON v.id = h.venue_id
    WHERE ${SEEN} AND f.given_at > CAST(:now AS timestamptz) - interval '1 year'
    GROUP BY h.id, v.id ORDER BY average, h.name ->> 'nl', h.id LIMIT ${MOST_HALLS}`, { ...bindings(actor, {}), now });
  return rows;
}
