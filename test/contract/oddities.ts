import type { Contract } from '../../src/contract/document.ts';

const LONG = 'ab'.repeat(5_000);
/** What somebody might write in an address. */
export const ODDITIES = [
  '', ' ', '0', '-1', '1e309', 'NaN', 'null', 'true', '\0', '%', "'; --", '\\', LONG, '\u{1F3AD}', '2000-01-01', '2099-12-31', '2026-02-30', '9999-12-31',
  '2000-01-01T00:00:00Z', '2099-12-31T23:59:59Z', '2026-12-31T23:59:60Z', '2026-12-31T23:00:00+23:59', 'name', 'price', '89.9999999,179.9999999', 'W10', 'eyJhIjoxfQ',
];
/** What somebody might send as the value of a field. */
const ODD_JSON = [...ODDITIES, '\ud800', 0, -1, 1e308, 0.1, 2_147_483_648, null, true, [], {}, [[[]]], { nl: 'x', start: 'y' }];

/** A body as it should be, and for each of its fields, also those inside, the same with something else there. */
export function oddBodies(example: Record<string, unknown>, schemas: Contract['schemas'], schema: Record<string, unknown>): Record<string, unknown>[] {
  const name = String(schema['$ref']).split('/').at(-1)!;
  const properties = Object.keys(schemas[name]!['properties'] as object);
  const base = Object.fromEntries(properties.filter((key) => key in example).map((key) => [key, example[key]]));
  const period = base['period'] as Record<string, unknown> | undefined;
  return [
    base, ...properties.flatMap((key) => ODD_JSON.map((odd) => ({ ...base, [key]: odd }))),
    ...(period ? ['start', 'end'].flatMap((key) => ODD_JSON.map((odd) => ({ ...base, period: { ...period, [key]: odd } }))) : []),
  ];
}
