import type { TariffRules } from '../catalogue/tariff-rules.ts';
import { fault } from '../contract/invalid.ts';
import type { Violation } from '../kernel/refusal.ts';
import { checkCells } from './check-cells.ts';
import { checkClocks } from './check-clocks.ts';
import { checkNames } from './check-names.ts';

/**
 * Everything that is wrong with rules whose form is right: names that nobody knows, amounts that are not whole cents, bands and part-days that
 * overlap or are never reached, and prices that overlap, are missing or can never count. What is named wrongly is mended first.
 */
export function checkRules(rules: TariffRules): Violation[] {
  const mended = [...checkNames(rules), ...checkAmounts(rules, 'rules'), ...checkParts(rules)];
  return mended.length > 0 ? mended : [...checkClocks(rules), ...checkCells(rules)];
}

/** Amounts have at most two decimals, wherever they are. */
function checkAmounts(node: unknown, at: string): Violation[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const field = `${at}/${key}`;
    if (typeof value !== 'number') return checkAmounts(value, field);
    const euro = /euro$/i.test(key) || at.endsWith('/bands');
    return euro && Math.abs(value * 100 - Math.round(value * 100)) > 1e-6 ? [fault(field, 'cents')] : [];
  });
}

/** What goes together: the hours of a floating part-day, one way in which a change counts, the ends of a bound. */
function checkParts(rules: TariffRules): Violation[] {
  const units = rules.prices.flatMap(({ units: ofRule }, index) => ofRule.flatMap((unit, number) => {
    const at = `rules/prices/${index}/units/${number}`;
    return [
      ...((unit.per === 'part-day') === (unit.hours !== undefined) ? [] : [fault(`${at}/hours`, 'needs', { other: 'per: part-day' })]),
      ...((unit.per === 'fixed-part-day' || unit.mostPartDays !== undefined) && !rules.partDays?.length ? [fault('rules/partDays', 'required')] : []),
      ...(unit.mostPartDays !== undefined && unit.per !== 'event' ? [fault(`${at}/mostPartDays`, 'needs', { other: 'per: event' })] : []),
      ...(unit.maximum !== undefined && unit.minimum !== undefined && unit.maximum < unit.minimum ? [fault(`${at}/maximum`, 'minimum', { limit: unit.minimum })] : []),
    ];
  }));
  const changes = (rules.changes ?? []).flatMap(({ percent, factor, euro, per, fromDay = 1, untilDay = 366, fromBooking = 1, untilBooking = 366 }, index) => {
    const at = `rules/changes/${index}`;
    const ways = [percent, factor, euro].filter((way) => way !== undefined).length;
    return [
      ...(ways === 0 ? [fault(`${at}/percent`, 'required')] : ways > 1 ? [fault(`${at}/${percent === undefined ? 'factor' : 'percent'}`, 'excludes', { other: euro === undefined ? 'factor' : 'euro' })] : []),
      ...((euro === undefined) === (per === undefined) || ways > 1 ? [] : [fault(`${at}/per`, 'needs', { other: 'euro' })]),
      ...(untilDay < fromDay ? [fault(`${at}/untilDay`, 'minimum', { limit: fromDay })] : []),
      ...(untilBooking < fromBooking ? [fault(`${at}/untilBooking`, 'minimum', { limit: fromBooking })] : []),
    ];
  });
  const bounds = (rules.bounds ?? []).flatMap(({ leastEuro = 0, mostEuro = Infinity }, index) =>
    (leastEuro <= mostEuro ? [] : [fault(`rules/bounds/${index}/mostEuro`, 'minimum', { limit: leastEuro })]));
  const steps = (rules.cancellation?.steps ?? []).flatMap(({ days, duePercent }, index, all) => {
    const before = all[index - 1];
    const at = `rules/cancellation/steps/${index}`;
    return before && (days >= before.days || duePercent <= before.duePercent) ? [fault(at, 'never-reached')] : [];
  });
  return [...units, ...changes, ...bounds, ...steps];
}
