import type { Hall } from '../catalogue/hall.ts';
import type { BookerRule, PurposeRule, TariffVersion, UnitPrice } from '../catalogue/tariff-rules.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { Cents } from '../kernel/money.ts';
import type { LocalDate } from '../kernel/time.ts';
import { centsOf } from './hire-lines.ts';
import { rulesFor } from './rules-for.ts';
import { bookerRuleOf } from './scope.ts';
import { versionFor } from './version-for.ts';

type WithTariffs = Pick<Hall, 'slug' | 'tariffs'>;

/** What a hall costs somebody for something, as a list of prices says it: surcharges and bands apart. */
export interface UnitPriceShown {
  version: TariffVersion;
  booker: BookerRule;
  purpose: PurposeRule;
  units: readonly UnitPrice[];
  depositCents: Cents;
}

/** The prices of a hall on a day, for each kind of booker and purpose to which it is let; today books. */
export function unitPrices({ slug, tariffs }: WithTariffs, day: LocalDate): UnitPriceShown[] {
  const version = versionFor(tariffs, day, day);
  if (!version?.rules.halls.includes(slug)) return [];
  const { bookers, purposes } = version.rules;
  return bookers.flatMap((booker) => purposes.flatMap((purpose) => shown(version, slug, booker, purpose) ?? []));
}

/** The price for this kind of booker, for the purpose that counts when nobody says another. */
export function unitPriceFor({ slug, tariffs }: WithTariffs, bookerKind: BookerKind, day: LocalDate): UnitPriceShown | undefined {
  const version = versionFor(tariffs, day, day);
  const booker = version && bookerRuleOf(version.rules, { bookerKind });
  const purpose = version?.rules.purposes[0];
  return version && booker && purpose && shown(version, slug, booker, purpose);
}

/** What an hour costs; none where the hall is not let by the hour. */
export function hourCentsFor(hall: WithTariffs, bookerKind: BookerKind, day: LocalDate): Cents | undefined {
  const hour = unitPriceFor(hall, bookerKind, day)?.units.find(({ per }) => per === 'hour');
  return hour && centsOf(hour.euro);
}

/** The uses that a hall's regulation tells apart, on the day of use; one of them is nothing to choose. */
export const purposesOf = ({ tariffs }: WithTariffs, usedOn: LocalDate, bookedOn: LocalDate): readonly PurposeRule[] =>
  versionFor(tariffs, usedOn, bookedOn)?.rules.purposes ?? [];

function shown(version: TariffVersion, hall: string, booker: BookerRule, purpose: PurposeRule): UnitPriceShown | undefined {
  const { notLet, price, deposit } = rulesFor(version.rules, { hall, booker: booker.id, purpose: purpose.id, regular: false });
  return price && !notLet ? { version, booker, purpose, units: price.units, depositCents: deposit ? centsOf(deposit.euro) : 0 } : undefined;
}
