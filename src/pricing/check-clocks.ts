import type { TariffRules } from '../catalogue/tariff-rules.ts';
import { fault } from '../contract/invalid.ts';
import type { Violation } from '../kernel/refusal.ts';
import { atLocal } from '../kernel/time.ts';
import { bandAt, minutesAt } from './bands.ts';

/** A whole year: it has every weekday, and every public holiday on one of them. */
const DAYS = 366;
const FIRST = Date.UTC(2028, 0, 1);

/** Part-days that overlap, bands that begin where they end, and bands in which no moment lies because those before them take all. */
export function checkClocks(rules: TariffRules): Violation[] {
  const { bands = [], partDays = [] } = rules;
  const stretches = partDays.map(({ from, until }) => {
    const [start, end] = [minutesAt(from), minutesAt(until)];
    return { start, end: end > start ? end : end + 1_440 };
  });
  const overlapping = stretches.flatMap((one, index) => {
    const other = stretches.slice(0, index).findIndex(({ start, end }) =>
      [-1_440, 0, 1_440].some((shift) => one.start + shift < end && start < one.end + shift));
    return other < 0 ? [] : [fault(`rules/partDays/${index}`, 'overlap', { other: partDays[other]!.id })];
  });
  const empty = bands.flatMap(({ from = '00:00', until = '24:00' }, index) => (from === until ? [fault(`rules/bands/${index}/until`, 'later-than', { other: 'from' })] : []));
  const reached = reachedBands(rules);
  const hidden = bands.flatMap(({ id }, index) => (reached.has(id) ? [] : [fault(`rules/bands/${index}`, 'never-reached')]));
  return [...overlapping, ...(empty.length > 0 ? empty : hidden)];
}

/** The bands in which some moment of a year lies: looked for at each time at which one begins. */
function reachedBands(rules: TariffRules): Set<string> {
  const { bands = [] } = rules;
  const times = [...new Set(['00:00', ...bands.flatMap(({ from, until }) => [from, until].filter((time) => time !== undefined && time !== '24:00'))])];
  const reached = new Set<string>();
  for (let day = 0; day < DAYS && reached.size < bands.length; day += 1) {
    const date = new Date(FIRST + day * 86_400_000).toISOString().slice(0, 10);
    for (const time of times) {
      const band = bandAt(rules, atLocal(date, time!));
      if (band) reached.add(band.id);
    }
  }
  return reached;
}
