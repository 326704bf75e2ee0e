import type { HallType, LayoutKind, StayLimits } from '../../src/catalogue/hall.ts';
import type { Accessibility, Feature } from '../../src/catalogue/vocabulary.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import type { Translated } from '../../src/kernel/text.ts';
import type { ExtraName } from './extras.ts';
import type { ScheduleName } from './hours.ts';
import type { OwnerKey } from './owners.ts';
import type { PlanHints } from './plans/hints.ts';

/** A fact of a hall that is either known from what its owner publishes, or plausible. */
export type Fact = 'areaM2' | 'layouts' | 'features' | 'limits' | 'tariffs' | 'extras' | 'openingHours';

/** A hall of the demo city as its data file writes it; `assemble-catalogue.ts` makes it whole. */
export interface HallDraft {
  slug: string;
  name: Translated;
  type: HallType;
  areaM2: number;
  /** Persons per layout: seated, or standing where one stands. */
  layouts: Partial<Record<LayoutKind, number>>;
  features: readonly Feature[];
  description: Translated;
  /** Spaces that the hall consists of, by name; by default one of its own. */
  spaces?: readonly string[];
  /** Differs from what is usual for its type. */
  limits?: Partial<StayLimits>;
  approval?: true;
  quotaBookings?: number;
  /** For a resident, in cents per hour; other bookers pay what follows from it, unless said otherwise. */
  hourCents: number;
  rates?: Partial<Record<BookerKind, number | 'not-let'>>;
  minimumMinutes?: number;
  depositCents?: number;
  access: 'door-code' | 'key' | 'staff' | 'key-until-march';
  /** Behind the front door it has a lock of its own. */
  ownLock?: true;
  extras?: readonly ExtraName[];
  known?: readonly Fact[];
  plan?: PlanHints;
}

export interface VenueDraft {
  slug: string;
  owner: OwnerKey;
  name: Translated;
  description: Translated;
  street: string;
  postalCode: string;
  neighbourhood: string;
  at: readonly [latitude: number, longitude: number];
  directions: Translated;
  accessibility: readonly Accessibility[];
  hours: ScheduleName;
  /** What one can order with any of its halls. */
  extras: readonly ExtraName[];
  /** The address or the whole venue is plausible, not known. */
  illustrative?: true;
  halls: readonly HallDraft[];
}
