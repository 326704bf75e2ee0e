import type { TariffRules } from '../catalogue/tariff-rules.ts';
import type { BookerKind } from '../kernel/actor.ts';
import { sum, type Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { isRefusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { addDays, addMonths, localDate, startOfDay } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';
import { priceByRules, type EarlierBooking } from './price-by-rules.ts';

/** A booking of last year and what it would have cost; absent: it would not have been let so. */
export interface Compared {
  code: string;
  hall: Translated;
  period: Period;
  bookerKind: BookerKind;
  before?: Cents;
  after?: Cents;
}

export interface Comparison {
  bookings: number;
  /** True when there were more than were looked at. */
  cut: boolean;
  /** Of the bookings that both let. */
  beforeCents: Cents;
  afterCents: Cents;
  dearer: number;
  cheaper: number;
  /** Let by the one and not by the other. */
  noLonger: readonly Compared[];
  newly: number;
  byBooker: readonly { bookerKind: BookerKind; bookings: number; beforeCents: Cents; afterCents: Cents }[];
  /** Those that differ most, at most twenty. */
  largest: readonly Compared[];
}

const MOST = 5_000;
const MOST_SHOWN = 20;

interface Row {
  code: string;
  slug: string;
  hall: Translated;
  period: string;
  booker_kind: BookerKind;
  purpose: string | null;
  booker: string;
}

/** What the hire of last year's bookings would have cost by one set of rules and by another, without extras; at most 5,000, the newest. */
export async function compareVersions(db: Database, regulationId: string, before: TariffRules, after: TariffRules, now: Date): Promise<Comparison> {
  const today = localDate(now);
  const { rows } = await db.raw<{ rows: Row[] }>(BOOKINGS, { regulationId, from: startOfDay(addMonths(today, -12)), until: startOfDay(addDays(today, 1)), most: MOST + 1 });
  const looked = rows.slice(0, MOST).toReversed();
  const [priceBefore, priceAfter] = [replay(before), replay(after)];
  return { ...summary(looked.map((row) => compared(row, priceBefore(row), priceAfter(row)))), cut: rows.length > MOST };
}

const compared = ({ code, hall, period, booker_kind: bookerKind }: Row, before: Cents | undefined, after: Cents | undefined): Compared =>
  ({ code, hall, period: fromRange(period), bookerKind, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });

/** Prices bookings in the order in which they were used, remembering what each booker had before. */
function replay(rules: TariffRules): (row: Row) => Cents | undefined {
  const had = new Map<string, EarlierBooking[]>();
  return ({ slug, hall, period, booker_kind: bookerKind, purpose, booker }) => {
    const earlier = had.get(booker) ?? [];
    try {
      const known = rules.purposes.some(({ id }) => id === purpose) ? purpose : null;
      const { lines, subject, depositCents } = priceByRules(rules, { hall: { slug, name: hall }, bookerKind, period: fromRange(period), earlier, ...(known === null ? {} : { purpose: known }) });
      const hireCents = sum(lines.filter(({ kind }) => kind !== 'cost').map(({ grossCents }) => grossCents));
      earlier.push({ day: localDate(fromRange(period).start), hall: slug, booker: subject.booker, purpose: subject.purpose, hireCents, depositCents, rules: lines.map(({ rule }) => rule) });
      had.set(booker, earlier);
      return sum(lines.map(({ grossCents }) => grossCents));
    } catch (thrown) {
      if (isRefusal(thrown, 'stay-refused')) return undefined;
      throw thrown;
    }
  };
}

function summary(all: readonly Compared[]): Omit<Comparison, 'cut'> {
  const both = all.flatMap((one) => (one.before === undefined || one.after === undefined ? [] : [{ ...one, before: one.before, after: one.after }]));
  const total = (ones: typeof both) => ({ bookings: ones.length, beforeCents: sum(ones.map(({ before }) => before)), afterCents: sum(ones.map(({ after }) => after)) });
  const kinds = [...new Set(both.map(({ bookerKind }) => bookerKind))];
  return {
    ...total(both), bookings: all.length,
    dearer: both.filter(({ before, after }) => after > before).length, cheaper: both.filter(({ before, after }) => after < before).length,
    noLonger: all.filter(({ before, after }) => before !== undefined && after === undefined).slice(0, MOST_SHOWN),
    newly: all.filter(({ before, after }) => before === undefined && after !== undefined).length,
    byBooker: kinds.map((bookerKind) => ({ bookerKind, ...total(both.filter((one) => one.bookerKind === bookerKind)) })).toSorted((a, b) => b.bookings - a.bookings),
    largest: both.filter(({ before, after }) => before !== after).toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)).slice(0, MOST_SHOWN),
  };
}

const BOOKINGS = `
SELECT b.code, h.slug, h.name AS hall, b.period::text AS period, b.booker_kind, b.purpose, coalesce(b.organisation_id, b.person_id)::text AS booker
FROM bookings b JOIN halls h ON h.id = b.hall_id
WHERE h.regulation_id = :regulationId AND b.status = 'confirmed' AND lower(b.period) >= :from AND lower(b.period) < :until
ORDER BY lower(b.period) DESC, b.id LIMIT :most`;
