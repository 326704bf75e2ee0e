import { isId, type HallId } from '../kernel/ids.ts';
import { localDate } from '../kernel/time.ts';
import { prepared, type Database, type Transaction } from '../platform/db.ts';
import type { Hall, Schedule, TermsDocument } from './hall.ts';
import { ACCESS_IN_FORCE, VENUE_SUMMARY } from './store.ts';
import type { VatRule } from './tariff-rules.ts';
import { keptVersions, VERSIONS, withRules, type VersionRow } from './tariff-versions.ts';

/**
 * Everything that the rules, the price and a booking need to know of one hall, by its id or its slug, in one statement.
 * Terms and access are those in force on the local day of `now`; every dated tariff comes along, because the day of use decides.
 * `undefined`: no such hall, or its terms are not in force yet.
 */
export async function loadHall(db: Database | Transaction, idOrSlug: string, now: Date): Promise<Hall | undefined> {
  const [hall] = await load(db, isId(idOrSlug) ? 'hall-by-id' : 'hall-by-slug', idOrSlug, now);
  return hall;
}

/** The same for many halls, in the order asked, still in one statement; those that do not exist are left out. */
export async function loadHalls(db: Database | Transaction, ids: readonly HallId[], now: Date): Promise<Hall[]> {
  if (ids.length === 0) return [];
  const halls = new Map((await load(db, 'halls-by-id', [...ids], now)).map((hall) => [hall.id, hall]));
  return ids.flatMap((id) => halls.get(id) ?? []);
}

/** Halls refer to what they share, so that it crosses the wire once however many halls are asked for. */
interface Loaded {
  halls: (Omit<Hall, 'schedule' | 'houseRules' | 'cancellationTerms' | 'tariffs' | 'vat'> & { scheduleId: string; regulationId?: string; houseRules: string; cancellationTerms: string })[];
  schedules: Schedule[];
  documents: (TermsDocument & { key: string })[];
  versions: VersionRow[];
  vat: VatRule[];
}

const CHOSEN = { 'hall-by-id': 'h.id = ?', 'hall-by-slug': 'h.slug = ?', 'halls-by-id': 'h.id = ANY(?::uuid[])' };

async function load(db: Database | Transaction, by: keyof typeof CHOSEN, asked: string | string[], now: Date): Promise<Hall[]> {
  const day = localDate(now);
  const { rows: [loaded] } = await prepared<Loaded>(db, by, hallsWhere(CHOSEN[by]), [asked, day, keptVersions(), day]);
  const { halls, schedules, documents, versions, vat } = loaded!;
  const tariffsOf = withRules(versions);
  const scheduleOf = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  const documentOf = new Map(documents.map(({ key, ...document }) => [key, document]));
  return halls.flatMap(({ scheduleId, regulationId, ...hall }) => {
    const schedule = scheduleOf.get(scheduleId);
    const houseRules = documentOf.get(`${hall.venue.organisationId} house-rules ${hall.houseRules}`);
    const cancellationTerms = documentOf.get(`${hall.venue.organisationId} cancellation-terms ${hall.cancellationTerms}`);
    return schedule && houseRules && cancellationTerms ? { ...hall, schedule, houseRules, cancellationTerms, tariffs: tariffsOf.get(regulationId ?? '') ?? [], vat } : [];
  });
}

const VAT_RULES = `(SELECT coalesce(json_agg(json_strip_nulls(json_build_object('product', product, 'bookerKinds', booker_kinds, 'purposes', purposes,
    'validFrom', valid_from, 'category', category, 'rate', rate, 'ground', ground)) ORDER BY valid_from, product), '[]') FROM vat_rules)`;

const hallsWhere = (condition: string): string => `
WITH chosen AS MATERIALIZED (
  SELECT h.*, v.organisation_id FROM halls h JOIN venues v ON v.id = h.venue_id WHERE ${condition}
), terms AS (
  SELECT DISTINCT ON (d.organisation_id, d.kind, d.name)
    d.organisation_id || ' ' || d.kind || ' ' || d.name AS key, d.id, d.number, d.body, d.refund_steps AS "refundSteps"
  FROM documents d
  WHERE d.valid_from <= ?::date AND (d.organisation_id, d.kind, d.name) IN (
    SELECT organisation_id, 'house-rules', house_rules FROM chosen
    UNION SELECT organisation_id, 'cancellation-terms', cancellation_terms FROM chosen)
  ORDER BY d.organisation_id, d.kind, d.name, d.valid_from DESC, d.number DESC
)
SELECT
  (SELECT coalesce(json_agg(to_json(terms)), '[]') FROM terms) AS documents,
  ${VERSIONS('t.regulation_id IN (SELECT regulation_id FROM chosen)')} AS versions,
  ${VAT_RULES} AS vat,
  (SELECT coalesce(json_agg(json_build_object(
      'id', s.id, 'openOnHolidays', s.open_on_holidays,
      'weekly', (SELECT coalesce(json_agg(json_build_object('weekday', weekday, 'opens', opens, 'closes', closes) ORDER BY weekday, opens), '[]')
        FROM opening_hours WHERE schedule_id = s.id),
      'exceptions', (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('day', day, 'opens', opens, 'closes', closes, 'reason', reason)) ORDER BY day), '[]')
        FROM opening_exceptions WHERE schedule_id = s.id))), '[]')
    FROM schedules s WHERE s.id IN (SELECT schedule_id FROM chosen)) AS schedules,
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
      'id', h.id, 'slug', h.slug, 'name', h.name, 'type', h.type, 'areaM2', h.area_m2, 'features', h.features,
      'setupMinutes', h.setup_minutes, 'teardownMinutes', h.teardown_minutes, 'startStepMinutes', h.start_step_minutes,
      'shortestMinutes', h.shortest_minutes, 'longestMinutes', h.longest_minutes, 'noticeMinutes', h.notice_minutes, 'windowDays', h.window_days,
      'approval', h.approval, 'holdMinutes', h.hold_minutes, 'approvalHours', h.approval_hours, 'payLinkHours', h.pay_link_hours, 'quotaBookings', h.quota_bookings,
      'scheduleId', h.schedule_id, 'houseRules', h.house_rules, 'cancellationTerms', h.cancellation_terms,
      'bookable', h.bookable, 'version', h.version,
      'venue', json_build_object(${VENUE_SUMMARY}),
      'spaceIds', (SELECT coalesce(json_agg(space_id ORDER BY space_id), '[]') FROM hall_spaces WHERE hall_id = h.id),
      'layouts', (SELECT coalesce(json_agg(json_build_object('kind', kind, 'seated', seated, 'standing', standing) ORDER BY greatest(seated, standing) DESC, kind), '[]')
        FROM layouts WHERE hall_id = h.id),
      'regulationId', h.regulation_id,
      'extras', (SELECT coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'unit', e.unit, 'unitCents', e.unit_cents,
          'vatRate', e.vat_rate, 'stock', e.stock, 'perBookingMax', e.per_booking_max) ORDER BY e.name ->> 'nl', e.id), '[]')
        FROM hall_extras JOIN extras e ON e.id = extra_id WHERE hall_id = h.id),
      'access', ${ACCESS_IN_FORCE},
      'lockIds', (SELECT coalesce(json_agg(lock_id ORDER BY lock_id), '[]') FROM hall_locks WHERE hall_id = h.id)))), '[]')
    FROM chosen h JOIN venues v ON v.id = h.venue_id JOIN organisations o ON o.id = v.organisation_id) AS halls`;
