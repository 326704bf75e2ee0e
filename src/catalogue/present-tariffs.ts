import type { components } from '../contract/api.d.ts';
import type { Sendable } from '../contract/operation.ts';
import type { Hall } from './hall.ts';
import type { TariffRules } from './tariff-rules.ts';

type Price = Sendable<components['schemas']['TariffPrice']>;

/** The prices of a hall in the version that counts today and in those to come, as its regulation writes them; surcharges come with a quote. */
export function presentTariffs({ slug, tariffs }: Pick<Hall, 'slug' | 'tariffs'>, today: string): Price[] {
  const current = tariffs.filter(({ validFrom }) => validFrom <= today).at(-1);
  return [...(current ? [current] : []), ...tariffs.filter(({ validFrom }) => validFrom > today)].flatMap(({ validFrom, countsBy, rules }) =>
    rules.prices.filter(({ halls }) => halls?.some((name) => name === slug || rules.groups?.[name]?.includes(slug)) ?? rules.halls.includes(slug))
      .map(({ label, bookers, purposes, units }): Price => ({
        validFrom, countsBy, label, bookers: labelsOf(rules.bookers, bookers), purposes: labelsOf(rules.purposes, purposes),
        units: units.map(({ per, euro, hours, minimum, bands = {} }) => ({
          unit: per, unitCents: Math.round(euro * 100), hours, minimum,
          bands: (rules.bands ?? []).flatMap((band) => (bands[band.id] === undefined ? [] : [{ label: band.label, unitCents: Math.round(bands[band.id]! * 100) }])),
        })),
      })));
}

const labelsOf = (known: TariffRules['purposes'], ids: readonly string[] | undefined): Price['bookers'] =>
  known.filter(({ id }) => ids?.includes(id) ?? true).map(({ id, label }) => ({ id, label }));
