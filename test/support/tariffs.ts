import type { Hall } from '../../src/catalogue/hall.ts';
import type { TariffVersion, VatRule } from '../../src/catalogue/tariff-rules.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Cents } from '../../src/kernel/money.ts';
import type { Database, Transaction } from '../../src/platform/db.ts';
import { hourlyVersions, type HourlyTariff } from '../../sandbox/city/hourly.ts';

const product = (rate: number): string => `btw-${rate}`;

/** A product for each rate, so that a tariff of a test carries the rate that it names. */
export const TEST_VAT: readonly VatRule[] = [0, 600, 1_200, 2_100].map((rate) =>
  ({ product: product(rate), validFrom: '2000-01-01', category: rate === 0 ? 'E' : 'S', rate, ground: { nl: 'Zoals de proef het zegt' } }));

/** So much an hour since long, for residents or another kind of booker. */
export const hourly = (hourCents: Cents, own: Partial<HourlyTariff> = {}): HourlyTariff =>
  ({ bookerKind: 'resident', validFrom: '2000-01-01', hourCents, minimumMinutes: 0, depositCents: 0, vatRate: 0, ...own });

const KINDS: readonly BookerKind[] = ['resident', 'association', 'company', 'school', 'directorate', 'partner'];
/** The same for every kind of booker. */
export const hourlyForAll = (hourCents: Cents, own: Partial<HourlyTariff> = {}): HourlyTariff[] => KINDS.map((bookerKind) => hourly(hourCents, { bookerKind, ...own }));

/** The regulation of one hall, in versions. */
export const versionsOf = (slug: string, tariffs: readonly HourlyTariff[]): TariffVersion[] =>
  hourlyVersions(newId(), [{ slug, tariffs, product }], () => newId());

/** Puts those products into the VAT table, unless they are there. */
export const insertTestVat = async (tx: Transaction): Promise<void> => void await tx.raw(
  `INSERT INTO vat_rules (product, valid_from, category, rate, ground)
   SELECT * FROM jsonb_to_recordset(?::jsonb) AS one (product text, valid_from date, category text, rate integer, ground jsonb) ON CONFLICT DO NOTHING`,
  [JSON.stringify(TEST_VAT.map(({ validFrom, ...rule }) => ({ ...rule, valid_from: validFrom })))]);

let followed = 100;

/** The regulation of a hall gets another version, which counts from long ago. */
export async function reprice(db: Database, hall: Pick<Hall, 'slug' | 'tariffs'>, tariffs: readonly HourlyTariff[]): Promise<void> {
  const [version] = versionsOf(hall.slug, tariffs);
  followed += 1;
  await db('tariff_versions').insert({
    id: newId(), regulation_id: hall.tariffs[0]!.regulationId, number: followed, valid_from: '2001-01-01', counts_by: 'activity', rules: JSON.stringify(version!.rules), published_at: new Date(),
  });
}
