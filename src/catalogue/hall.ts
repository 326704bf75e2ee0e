import type { ExtraId, HallId, LockId, OrganisationId, SpaceId, VenueId } from '../kernel/ids.ts';
import type { Cents, VatRate } from '../kernel/money.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate, LocalTime, Weekday } from '../kernel/time.ts';
import type { TariffVersion, VatRule } from './tariff-rules.ts';

export const HALL_TYPES = ['theatre', 'auditorium', 'sports', 'meeting', 'party', 'rehearsal', 'exhibition', 'foyer', 'studio', 'kitchen', 'outdoor'] as const;
export type HallType = (typeof HALL_TYPES)[number];

export const LAYOUTS = ['theatre', 'seminar', 'u-shape', 'block', 'banquet', 'reception', 'standing', 'sports', 'empty'] as const;
export type LayoutKind = (typeof LAYOUTS)[number];

/** How a hall can be arranged, and how many persons then fit. */
export interface Layout {
  kind: LayoutKind;
  seated: number;
  standing: number;
}

export const ACCESS_KINDS = ['door-code', 'key', 'staff'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** The rules of a stay that a hall carries itself; `availability/rules.ts` applies them. */
export interface StayLimits {
  setupMinutes: number;
  teardownMinutes: number;
  startStepMinutes: number;
  shortestMinutes: number;
  longestMinutes: number;
  noticeMinutes: number;
  windowDays: number;
}

/** Opening hours that halls share: weekly, with dated exceptions, and closed on public holidays unless said otherwise. */
export interface Schedule {
  id: string;
  openOnHolidays: boolean;
  weekly: readonly { weekday: Weekday; opens: LocalTime; closes: LocalTime }[];
  /** Replaces the hours of that day; without times the day is closed. */
  exceptions: readonly { day: LocalDate; opens?: LocalTime; closes?: LocalTime; reason?: Translated }[];
}

export type ExtraUnit = 'piece' | 'hour' | 'booking' | 'person';

export interface Extra {
  id: ExtraId;
  name: Translated;
  unit: ExtraUnit;
  unitCents: Cents;
  vatRate: VatRate;
  /** How many there are at one time; absent: never runs out. */
  stock?: number;
  perBookingMax: number;
}

/** One step of the cancellation terms: cancelled at least so many hours before the start, this part is refunded. */
export interface RefundStep {
  hoursBefore: number;
  percent: number;
}

/** A version of house rules or cancellation terms, as accepted with a booking. */
export interface TermsDocument {
  id: string;
  number: number;
  body: Translated;
  refundSteps: readonly RefundStep[];
}

export interface VenueSummary {
  id: VenueId;
  organisationId: OrganisationId;
  organisationName: string;
  slug: string;
  name: Translated;
  street: string;
  postalCode: string;
  municipality: string;
  neighbourhood: string;
  latitude: number;
  longitude: number;
  accessibility: readonly string[];
}

/** Everything that the rules, the price and a booking need to know of a hall, read in one go. */
export interface Hall extends StayLimits {
  id: HallId;
  slug: string;
  name: Translated;
  type: HallType;
  areaM2: number;
  features: readonly string[];
  venue: VenueSummary;
  spaceIds: readonly SpaceId[];
  layouts: readonly Layout[];
  schedule: Schedule;
  /** The published versions of its regulation, the oldest first; none: it has no price, and is let to nobody. */
  tariffs: readonly TariffVersion[];
  vat: readonly VatRule[];
  extras: readonly Extra[];
  approval: boolean;
  holdMinutes: number;
  approvalHours: number;
  /** How long a hold lasts once an agent has mailed a link to pay it. */
  payLinkHours: number;
  quotaBookings?: number;
  houseRules: TermsDocument;
  cancellationTerms: TermsDocument;
  access: AccessKind;
  lockIds: readonly LockId[];
  bookable: boolean;
  version: number;
}

/** The most persons that fit in this layout: seated or standing, whichever is more. Zero when the hall has no such layout. */
export function capacityIn(hall: { layouts: readonly Layout[] }, kind: LayoutKind): number {
  const layout = hall.layouts.find((one) => one.kind === kind);
  return layout ? Math.max(layout.seated, layout.standing) : 0;
}

/** The most persons that fit in any layout. */
export const largestCapacity = (hall: { layouts: readonly Layout[] }): number =>
  Math.max(0, ...hall.layouts.map(({ seated, standing }) => Math.max(seated, standing)));
