import type { BookerKind } from '../kernel/actor.ts';
import type { VatRate } from '../kernel/money.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate, LocalTime, Weekday } from '../kernel/time.ts';

/**
 * A tariff regulation as data: what one dated version of it says. Amounts are euro with at most two decimals and include VAT. Rules name
 * halls (by slug) or groups of halls, kinds of booker and purposes; what a rule does not name it does not look at. `docs/tariffs.md` tells it
 * to whoever writes one, `pricing/` evaluates it.
 */
export interface TariffRules {
  /** The halls that it is about, by slug. */
  halls: readonly string[];
  groups?: Readonly<Record<string, readonly string[]>>;
  /** In order: a booker is of the first kind that fits them and whose evidence they have. */
  bookers: readonly BookerRule[];
  /** The first one counts when nobody says for what. */
  purposes: readonly PurposeRule[];
  /** In order: a moment lies in the first band that fits it, or in none. */
  bands?: readonly Band[];
  /** Fixed part-days. One that ends before it begins runs on into the next day. */
  partDays?: readonly PartDay[];
  seasons?: readonly Season[];
  /** For each hall, kind of booker and purpose exactly one, unless it is not let. */
  prices: readonly PriceRule[];
  notLet?: readonly NotLetRule[];
  /** Surcharges, discounts, factors and free uses, one after the other: each counts over what those before it left. */
  changes?: readonly ChangeRule[];
  /** The least and the most that the hire comes to. */
  bounds?: readonly BoundRule[];
  /** Administration and the like. */
  costs?: readonly CostRule[];
  /** The first that fits counts. */
  deposits?: readonly DepositRule[];
  cancellation?: CancellationRule;
}

export interface Named {
  id: string;
  label: Translated;
}

/** What makes a booker one of this kind: a register says so, the city decided it, or they say it themselves. */
export type Evidence = 'register' | 'recognition' | 'declaration';

export interface BookerRule extends Named {
  /** As what they sign in. */
  of: readonly BookerKind[];
  evidence: Evidence;
}

export type PurposeRule = Named;

export interface Band extends Named {
  /** Absent, without holidays: every day. A band that runs past midnight belongs to the day on which it begins. */
  days?: readonly Weekday[];
  /** Also on public holidays, whatever weekday they are. */
  holidays?: true;
  /** Absent: all day. */
  from?: LocalTime;
  until?: LocalTime;
}

export interface PartDay extends Named {
  from: LocalTime;
  until: LocalTime;
}

/** Month and day, `10-01`, both included; over New Year when it ends before it begins. */
export interface Season extends Named {
  from: string;
  until: string;
}

/** For what a rule counts: for everything that it does not name. */
export interface Scope {
  /** Slugs or groups. */
  halls?: readonly string[];
  bookers?: readonly string[];
  purposes?: readonly string[];
  /** Only for those who hire the whole year or season, or only for those who do not. */
  regular?: boolean;
}

export const UNITS = ['hour', 'half-hour', 'fixed-part-day', 'part-day', 'day', '24-hours', 'event'] as const;
/** What is counted: elapsed hours, split where a band begins; all others by what is begun. */
export type PriceUnit = (typeof UNITS)[number];

export interface UnitPrice {
  per: PriceUnit;
  euro: number;
  /** Of a floating part-day: at most so many hours. */
  hours?: number;
  /** Another amount in these bands. */
  bands?: Readonly<Record<string, number>>;
  /** At least so many units are charged. */
  minimum?: number;
  /** More units are not let. */
  maximum?: number;
  /** Of an event: at most so many fixed part-days. */
  mostPartDays?: number;
}

export interface PriceRule extends Named, Scope {
  /** The cheapest of them counts for the whole stay: units do not mix. */
  units: readonly UnitPrice[];
  /** What the VAT table calls it; `hire` when absent. */
  product?: string;
}

export interface NotLetRule extends Scope {
  id: string;
  reason: Translated;
}

export interface ChangeRule extends Named, Scope {
  /** One of these three: +30 or -25 percent, times 2.5, or so many euro more (or less). */
  percent?: number;
  factor?: number;
  euro?: number;
  /** Of euro: for each unit that is charged, or once. */
  per?: 'unit' | 'booking';
  /** Only what lies in these bands, in these seasons, on these days of the stay (the first is 1). */
  bands?: readonly string[];
  seasons?: readonly string[];
  fromDay?: number;
  untilDay?: number;
  /** From or until a booker's n-th booking of the calendar year under this regulation: `percent: -100, untilBooking: 2` are two free uses. */
  fromBooking?: number;
  untilBooking?: number;
}

export interface BoundRule extends Named, Scope {
  leastEuro?: number;
  mostEuro?: number;
  per: 'booking' | 'day' | 'year';
}

export interface CostRule extends Named, Scope {
  euro: number;
  per: 'booking' | 'year';
  product?: string;
}

export interface DepositRule extends Named, Scope {
  euro: number;
  /** `season`: once between 1 September and 31 August. */
  per: 'booking' | 'season';
}

/** What is still due of the price when a booking is cancelled: by the first step of which the days are met, and else all of it. */
export interface CancellationRule {
  /** Local days are counted up to and not including the day of use, from the day of cancellation or from the day after it. */
  countFrom: 'day-of-cancellation' | 'day-after';
  steps: readonly CancellationStep[];
}

export interface CancellationStep {
  /** At least so many days before. Working days are Monday to Friday but for public holidays. */
  days: number;
  counted: 'calendar' | 'working';
  duePercent: number;
}

/** A published version: whatever was priced by it stays, so it is never changed, only followed. */
export interface TariffVersion {
  id: string;
  regulationId: string;
  number: number;
  validFrom: LocalDate;
  /** Whether its day counts by when the hall is used, or by when it is booked. */
  countsBy: 'activity' | 'booking';
  rules: TariffRules;
}

/** What VAT a product carries from a day on: of the rows that count the one that names most, and of those the newest. */
export interface VatRule {
  product: string;
  /** Absent: every kind, every purpose. */
  bookerKinds?: readonly BookerKind[];
  purposes?: readonly string[];
  validFrom: LocalDate;
  /** EN 16931: standard or reduced, exempt, zero, outside the scope. */
  category: 'S' | 'E' | 'Z' | 'O';
  rate: VatRate;
  /** The article of law. */
  ground: Translated;
}
