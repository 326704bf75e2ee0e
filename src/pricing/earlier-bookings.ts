import type { Hall } from '../catalogue/hall.ts';
import type { TariffRules } from '../catalogue/tariff-rules.ts';
import type { BookingId, OrganisationId, PersonId } from '../kernel/ids.ts';
import { addMonths, localDate, startOfDay } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { EarlierBooking } from './price-by-rules.ts';
import type { QuoteAsk } from './quote.ts';
import { versionFor } from './version-for.ts';

/** More bookings in a year than this change no rule that counts them. */
const MOST = 1_000;

/** True for rules that look at what a booker has already. */
const looksBack = ({ changes = [], bounds = [], costs = [], deposits = [] }: TariffRules): boolean =>
  changes.some(({ fromBooking, untilBooking }) => fromBooking !== undefined || untilBooking !== undefined)
  || [...bounds, ...costs].some(({ per }) => per === 'year') || deposits.some(({ per }) => per === 'season');

/**
 * What a booker has already under the hall's regulation in the year around a stay, from the bookings that hold; read only when a rule looks at it.
 * `but` is a booking that is moved, and so does not count itself.
 */
export async function earlierBookings(
  db: Database | Transaction, hall: Pick<Hall, 'tariffs'>, ask: Pick<QuoteAsk, 'period' | 'bookedOn'>, bookerId: OrganisationId | PersonId | undefined, but?: BookingId,
): Promise<EarlierBooking[] | undefined> {
  const day = localDate(ask.period.start);
  const version = versionFor(hall.tariffs, day, ask.bookedOn);
  if (!version || bookerId === undefined || !looksBack(version.rules)) return undefined;
  // Whoever books twice at once waits here for themselves: otherwise both would be the first. After spaces and extras, so nobody waits in a circle.
  if (db.isTransaction) await db.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 29))', [bookerId]);
  const { rows } = await db.raw<{ rows: (Omit<EarlierBooking, 'day'> & { start: Date })[] }>(EARLIER, {
    bookerId, regulationId: version.regulationId, from: startOfDay(addMonths(day, -12)), until: startOfDay(addMonths(day, 12)), but: but ?? null, most: MOST,
  });
  return rows.map(({ start, ...one }) => ({ ...one, day: localDate(start) }));
}

const EARLIER = `
SELECT lower(b.period) AS start, h.slug AS hall, b.tariff_booker AS booker, b.purpose, b.deposit_cents AS "depositCents",
  (SELECT coalesce(sum(gross_cents) FILTER (WHERE kind IN ('hire', 'change')), 0)::int FROM booking_lines WHERE booking_id = b.id) AS "hireCents",
  ARRAY(SELECT DISTINCT rule FROM booking_lines WHERE booking_id = b.id AND rule IS NOT NULL) AS rules
FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN tariff_versions t ON t.id = b.tariff_version_id
WHERE t.regulation_id = :regulationId AND b.status IN ('requested', 'held', 'confirmed') AND (b.held_until IS NULL OR b.held_until > now())
  AND CASE WHEN b.organisation_id IS NULL THEN b.person_id ELSE b.organisation_id END = :bookerId
  AND lower(b.period) >= :from AND lower(b.period) < :until AND b.id IS DISTINCT FROM CAST(:but AS uuid)
ORDER BY lower(b.period), b.id LIMIT :most`;
