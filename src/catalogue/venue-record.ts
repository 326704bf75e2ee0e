import { isId, type ExtraId, type HallId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Cents, VatRate } from '../kernel/money.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { ExtraUnit } from './hall.ts';

/** Something to be ordered with a booking, as its manager fills it in; one without an id is new. */
export interface ExtraRecord {
  id?: ExtraId;
  name: Translated;
  unit: ExtraUnit;
  unitCents: Cents;
  vatRate: VatRate;
  /** Null: never runs out. */
  stock: number | null;
  perBookingMax: number;
}

/** What a manager may change of a venue, as it is kept. */
export interface VenueRecord {
  name: Translated;
  description: Translated | null;
  directions: Translated;
  email: string;
  phone: string;
  accessibility: readonly string[];
  doorBeforeMinutes: number;
  doorAfterMinutes: number;
  codeShownHours: number;
  extras: readonly ExtraRecord[];
}

export const VENUE_BOUNDS = { doorBeforeMinutes: [0, 120], doorAfterMinutes: [0, 120], codeShownHours: [1, 168] } as const;
export const EXTRA_UNITS: readonly ExtraUnit[] = ['piece', 'hour', 'booking', 'person'];
/** The Belgian rates, in hundredths of a percent (royal decree no. 20 of 20 July 1970). */
export const VAT_RATES: readonly VatRate[] = [0, 600, 1_200, 2_100];
export const MOST_EXTRAS = 60;

export interface ManagedVenue {
  id: VenueId;
  organisationId: OrganisationId;
  slug: string;
  version: number;
  record: VenueRecord;
  halls: { id: HallId; slug: string; name: Translated }[];
}

/** A venue by its id or slug as its manager sees it; `undefined` when there is none. */
export async function managedVenue(db: Database | Transaction, idOrSlug: string): Promise<ManagedVenue | undefined> {
  const { rows } = await db.raw<{ rows: ManagedVenue[] }>(`
    SELECT v.id, v.organisation_id AS "organisationId", v.slug, v.version,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name) ORDER BY h.name ->> 'nl', h.slug), '[]')
        FROM halls h WHERE h.venue_id = v.id) AS halls,
      json_build_object('name', v.name, 'description', v.description, 'directions', v.directions, 'email', v.email, 'phone', v.phone,
        'accessibility', v.accessibility, 'doorBeforeMinutes', v.door_before_minutes, 'doorAfterMinutes', v.door_after_minutes,
        'codeShownHours', v.code_shown_hours,
        'extras', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'unit', e.unit, 'unitCents', e.unit_cents,
          'vatRate', e.vat_rate, 'stock', e.stock, 'perBookingMax', e.per_booking_max) ORDER BY e.name ->> 'nl', e.id), '[]')
          FROM extras e WHERE e.venue_id = v.id)) AS record
    FROM venues v WHERE ${isId(idOrSlug) ? 'v.id' : 'v.slug'} = ?`, [idOrSlug]);
  return rows[0];
}
