import { isId, type HallId, type OrganisationId, type SpaceId, type VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { AccessKind, Extra } from './hall.ts';
import type { HallRecord } from './hall-record.ts';
import { ACCESS_IN_FORCE } from './store.ts';

/** One hall with all that its manager may change, and what is needed to judge a change. */
export interface ManagedHallDetail {
  id: HallId;
  slug: string;
  version: number;
  record: HallRecord;
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
  spaceIds: readonly SpaceId[];
  /** How one gets in today, and how by the rules of earlier days alone: that counts until a rule of `record.access` does. */
  accessNow: AccessKind;
  accessBefore: AccessKind;
  /** All that the venue lends or sells, whether or not this hall offers it. */
  venueExtras: readonly Extra[];
  lockCount: number;
}

/** A hall by its id or slug as its manager sees it, with access rules from the day `today` on; `undefined` when there is none. */
export async function managedHall(db: Database | Transaction, idOrSlug: string, today: LocalDate): Promise<ManagedHallDetail | undefined> {
  const { rows } = await db.raw<{ rows: ManagedHallDetail[] }>(`
    SELECT h.id, h.slug, h.version,
      jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name) AS venue,
      ARRAY(SELECT space_id FROM hall_spaces WHERE hall_id = h.id ORDER BY space_id) AS "spaceIds",
      ${ACCESS_IN_FORCE.replace('?::date', ':today::date')} AS "accessNow",
      ${ACCESS_IN_FORCE.replace('<= ?::date', '< :today::date')} AS "accessBefore",
      (SELECT count(*)::integer FROM hall_locks WHERE hall_id = h.id) AS "lockCount",
      (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', e.id, 'name', e.name, 'unit', e.unit, 'unitCents', e.unit_cents,
        'vatRate', e.vat_rate, 'stock', e.stock, 'perBookingMax', e.per_booking_max)) ORDER BY e.name ->> 'nl', e.id), '[]')
        FROM extras e WHERE e.venue_id = v.id) AS "venueExtras",
      json_build_object(
        'name', h.name, 'description', h.description, 'type', h.type, 'areaM2', h.area_m2, 'features', h.features,
        'layouts', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'seated', seated, 'standing', standing) ORDER BY greatest(seated, standing) DESC, kind), '[]')
          FROM layouts WHERE hall_id = h.id),
        'setupMinutes', h.setup_minutes, 'teardownMinutes', h.teardown_minutes, 'startStepMinutes', h.start_step_minutes,
        'shortestMinutes', h.shortest_minutes, 'longestMinutes', h.longest_minutes, 'noticeMinutes', h.notice_minutes, 'windowDays', h.window_days,
        'approval', h.approval, 'holdMinutes', h.hold_minutes, 'approvalHours', h.approval_hours, 'payLinkHours', h.pay_link_hours, 'quotaBookings', h.quota_bookings, 'bookable', h.bookable,
        'access', (SELECT coalesce(jsonb_agg(jsonb_build_object('fromOn', from_on, 'kind', kind) ORDER BY from_on), '[]')
          FROM hall_access WHERE hall_id = h.id AND from_on >= :today::date),
        'extraIds', (SELECT coalesce(jsonb_agg(extra_id ORDER BY extra_id), '[]') FROM hall_extras WHERE hall_id = h.id)) AS record
    FROM halls h JOIN venues v ON v.id = h.venue_id
    WHERE ${isId(idOrSlug) ? 'h.id' : 'h.slug'} = :idOrSlug`, { idOrSlug, today });
  return rows[0];
}
