import type { ExtraId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import { HALL_TYPES, LAYOUTS, type AccessKind, type HallType, type Layout, type StayLimits } from './hall.ts';

/** What a manager may change of a hall, as it is kept. */
export interface HallRecord extends StayLimits {
  name: Translated;
  description: Translated;
  type: HallType;
  areaM2: number;
  features: readonly string[];
  layouts: readonly Layout[];
  approval: boolean;
  holdMinutes: number;
  approvalHours: number;
  /** How long a hold lasts once an agent has mailed a link to pay it. */
  payLinkHours: number;
  /** Null: as many as one likes. */
  quotaBookings: number | null;
  bookable: boolean;
  /** How one gets in from a day on: today or later. What counted before stays written down and is not changed. */
  access: readonly { fromOn: LocalDate; kind: AccessKind }[];
  /** Which extras of the venue one can order here. */
  extraIds: readonly ExtraId[];
}

export type HallField = keyof HallRecord;

/** The least and the most that a number of a hall may be; the database says the same. */
export const HALL_BOUNDS = {
  areaM2: [1, 100_000], setupMinutes: [0, 720], teardownMinutes: [0, 720], startStepMinutes: [5, 1_440], shortestMinutes: [15, 10_080],
  longestMinutes: [15, 44_640], noticeMinutes: [0, 525_600], windowDays: [1, 1_095], holdMinutes: [5, 10_080], approvalHours: [1, 720], payLinkHours: [1, 720],
  quotaBookings: [1, 10_000],
} as const satisfies Partial<Record<HallField, readonly [number, number]>>;
export type HallNumber = keyof typeof HALL_BOUNDS;

/** Something that was so and is now otherwise. */
export interface Difference<Field extends string = string> {
  field: Field;
  from: unknown;
  to: unknown;
}

/** The fields in which two records differ, in the order of the first; lists that hold the same in another order are the same. */
export const differences = <Record extends object>(before: Record, after: Record): Difference<keyof Record & string>[] =>
  (Object.keys(before) as (keyof Record & string)[]).flatMap((field) =>
    (canonical(before[field]) === canonical(after[field]) ? [] : [{ field, from: before[field], to: after[field] }]));

const canonical = (value: unknown): string => JSON.stringify(Array.isArray(value) ? value.map(canonical).sort() : sortedKeys(value));

const sortedKeys = (value: unknown): unknown => typeof value === 'object' && value !== null && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== null).sort(([a], [b]) => a.localeCompare(b))) : value ?? null;

export interface HallFault {
  field: HallField;
  fault: 'bounds' | 'order' | 'layouts' | 'access';
}

/** What of a record cannot be, with the field: a number out of bounds, a longest stay below the shortest, two of one layout, a day in the past. */
export function faultsInHall(record: HallRecord, today: LocalDate): HallFault[] {
  const kinds = record.layouts.map(({ kind }) => kind);
  const days = record.access.map(({ fromOn }) => fromOn);
  return [
    ...(Object.keys(HALL_BOUNDS) as HallNumber[]).flatMap((field): HallFault[] => {
      const [value, [least, most]] = [record[field], HALL_BOUNDS[field]];
      return value === null || (Number.isInteger(value) && least <= value && value <= most) ? [] : [{ field, fault: 'bounds' }];
    }),
    ...(record.longestMinutes < record.shortestMinutes ? [{ field: 'longestMinutes', fault: 'order' } as const] : []),
    ...(kinds.length === 0 || new Set(kinds).size < kinds.length || record.layouts.some((layout) => !isLayout(layout)) ? [{ field: 'layouts', fault: 'layouts' } as const] : []),
    ...(new Set(days).size < days.length || days.some((day) => day < today) ? [{ field: 'access', fault: 'access' } as const] : []),
  ];
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 100_000;
const isLayout = ({ kind, seated, standing }: Layout): boolean => LAYOUTS.includes(kind) && isCount(seated) && isCount(standing) && seated + standing > 0;

export const isHallType = (word: string): word is HallType => (HALL_TYPES as readonly string[]).includes(word);
