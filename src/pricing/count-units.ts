import type { Band, PartDay, TariffRules, UnitPrice } from '../catalogue/tariff-rules.ts';
import { addMinutes, minutesOf, type Period } from '../kernel/period.ts';
import type { Violation } from '../kernel/refusal.ts';
import { addDays, atLocal, localDate, localDays, startOfDay, type LocalDate } from '../kernel/time.ts';
import { bandAt, minutesAt, stretchesOf } from './bands.ts';

/** So many units that cost the same, on one day and in one band. */
export interface Counted {
  day: LocalDate;
  quantity: number;
  band?: Band;
  partDay?: PartDay;
  /** It counts for more than was used, because of the minimum. */
  raised?: true;
}

/** The units that a stay takes, in order; or why it cannot be counted so. */
export function countUnits(rules: TariffRules, price: UnitPrice, period: Period): Counted[] | Violation {
  const counted = count(rules, price, period);
  if ('code' in counted) return counted;
  const quantity = counted.reduce((total, one) => total + one.quantity, 0);
  if (price.maximum !== undefined && quantity > price.maximum) return tooMany(price.maximum, quantity);
  return atLeast(counted, (price.minimum ?? 0) - quantity);
}

/** What is missing to the minimum counts as the last of the stay does. */
const atLeast = (counted: readonly Counted[], missing: number): Counted[] =>
  counted.map((one, index) => (missing > 0 && index === counted.length - 1 ? { ...one, quantity: one.quantity + missing, raised: true } : one));

const tooMany = (maximum: number, quantity: number): Violation => ({ code: 'too-many-units', facts: { maximum, quantity } });

function count(rules: TariffRules, { per, hours = 24, mostPartDays }: UnitPrice, period: Period): Counted[] | Violation {
  const at = (moment: Date): Counted => {
    const band = bandAt(rules, moment);
    return { day: localDate(moment), quantity: 1, ...(band ? { band } : {}) };
  };
  switch (per) {
    case 'hour': return stretchesOf(rules, period).map(({ day, band, ...stretch }) => ({ day, quantity: minutesOf(stretch) / 60, ...(band ? { band } : {}) }));
    case 'half-hour': return begun(period, 30).map(at);
    case 'part-day': return begun(period, hours * 60).map(at);
    case '24-hours': return begun(period, 1_440).map(at);
    case 'day': return localDays(period).map((day) => at(startOfDay(day) > period.start ? startOfDay(day) : period.start));
    case 'fixed-part-day': {
      const parts = touched(rules, period);
      return 'code' in parts ? parts : parts.map(({ partDay, start }) => ({ ...at(start), partDay }));
    }
    case 'event': {
      const parts = mostPartDays === undefined ? [] : touched(rules, period);
      if ('code' in parts) return parts;
      return mostPartDays !== undefined && parts.length > mostPartDays ? tooMany(mostPartDays, parts.length) : [at(period.start)];
    }
  }
}

/** When each unit of so many minutes begins, counted from the start. */
const begun = (period: Period, minutes: number): Date[] =>
  Array.from({ length: Math.ceil(minutesOf(period) / minutes) }, (_, index) => addMinutes(period.start, index * minutes));

interface Touched extends Period {
  partDay: PartDay;
}

/** Every fixed part-day that a stay touches. It may run through a gap between two of them, but neither begin nor end in one. */
function touched({ partDays = [] }: TariffRules, period: Period): Touched[] | Violation {
  const days = localDays(period);
  const parts = [addDays(days[0]!, -1), ...days].flatMap((day) => partDays.map((partDay) => ({ partDay, ...clockPeriod(partDay, day) })))
    .filter(({ start, end }) => start < period.end && period.start < end).toSorted((a, b) => a.start.getTime() - b.start.getTime());
  const [first, last] = [parts[0], parts.at(-1)];
  if (first && last && first.start <= period.start && period.end <= last.end) return parts;
  const said = partDays.map(({ from, until }) => `${from}–${until}`).join(', ');
  return { code: 'between-part-days', field: first && first.start <= period.start ? 'body/period/end' : 'body/period/start', facts: { partDays: said } };
}

const clockPeriod = ({ from, until }: PartDay, day: LocalDate): Period =>
  ({ start: atLocal(day, from), end: atLocal(minutesAt(from) < minutesAt(until) ? day : addDays(day, 1), until) });
