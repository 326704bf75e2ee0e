import type { BookerKind } from '../kernel/actor.ts';
import type { ExtraId, HallId, LockId, OrganisationId, SpaceId, VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { FloorPlan } from './floor-plan.ts';
import type { AccessKind, Extra, HallType, Layout, RefundStep, Schedule, StayLimits } from './hall.ts';
import type { TariffVersion, VatRule } from './tariff-rules.ts';
import type { Accessibility, Feature } from './vocabulary.ts';

/** Who owns halls or rents them. */
export interface OrganisationEntry {
  id: OrganisationId;
  kind: Exclude<BookerKind, 'resident'>;
  name: string;
  /** The city of which a directorate is a part. */
  partOf?: OrganisationId;
  /** OVO code of a public body. */
  orgCode?: string;
  kbo?: string;
  vCode?: string;
  email?: string;
  phone?: string;
  street?: string;
  postalCode?: string;
  municipality?: string;
}

export interface VenueEntry {
  id: VenueId;
  organisationId: OrganisationId;
  slug: string;
  name: Translated;
  description?: Translated;
  street: string;
  postalCode: string;
  municipality: string;
  neighbourhood: string;
  latitude: number;
  longitude: number;
  email: string;
  phone: string;
  directions: Translated;
  accessibility: readonly Accessibility[];
  /** How long before the start and after the end a door code works. */
  doorBeforeMinutes: number;
  doorAfterMinutes: number;
  /** How many hours before the start a booker may see the code. */
  codeShownHours: number;
  illustrative: boolean;
}

export interface SpaceEntry {
  id: SpaceId;
  venueId: VenueId;
  name: string;
}

export interface ScheduleEntry extends Schedule {
  venueId: VenueId;
  name: string;
}

export interface DocumentEntry {
  id: string;
  organisationId: OrganisationId;
  kind: 'house-rules' | 'cancellation-terms';
  name: string;
  number: number;
  body: Translated;
  refundSteps: readonly RefundStep[];
  validFrom: LocalDate;
}

export interface ExtraEntry extends Extra {
  venueId: VenueId;
}

export interface LockEntry {
  id: LockId;
  venueId: VenueId;
  name: Translated;
  gateway: string;
  /** Its name in topics. */
  lockName: string;
}

export interface HallEntry extends StayLimits {
  id: HallId;
  venueId: VenueId;
  scheduleId: string;
  slug: string;
  name: Translated;
  description: Translated;
  type: HallType;
  areaM2: number;
  features: readonly Feature[];
  spaceIds: readonly SpaceId[];
  layouts: readonly Layout[];
  approval: boolean;
  holdMinutes: number;
  approvalHours: number;
  /** Two days when not given. */
  payLinkHours?: number;
  quotaBookings?: number;
  /** Names of documents of the venue's organisation. */
  houseRules: string;
  cancellationTerms: string;
  floorPlan: FloorPlan;
  /** Names of the facts that are plausible, not known. */
  illustrative: readonly string[];
  /** How one gets in, from a day on. */
  access: readonly { fromOn: LocalDate; kind: AccessKind }[];
  /** Absent: it has no price yet. */
  regulationId?: string;
  extraIds: readonly ExtraId[];
  lockIds: readonly LockId[];
}

/** Tariff rules of halls of one organisation, with their published versions. */
export interface RegulationEntry {
  id: string;
  organisationId: OrganisationId;
  name: Translated;
  versions: readonly Omit<TariffVersion, 'regulationId'>[];
}

/** What there is to let, and by whom: everything that can be written before the first booking. */
export interface Catalogue {
  organisations: readonly OrganisationEntry[];
  venues: readonly VenueEntry[];
  spaces: readonly SpaceEntry[];
  schedules: readonly ScheduleEntry[];
  documents: readonly DocumentEntry[];
  extras: readonly ExtraEntry[];
  locks: readonly LockEntry[];
  regulations: readonly RegulationEntry[];
  /** Besides those that every city begins with. */
  vatRules: readonly VatRule[];
  halls: readonly HallEntry[];
}
