import type { Contract, ContractOperation, Parameter, Schema } from '../../src/contract/document.ts';
import type { Chance } from '../../sandbox/city/chance.ts';

/** Values that exist, by the name of the field that would hold them: `hallId`, `extraId`, `cursor` … */
export type Known = Readonly<Record<string, readonly unknown[]>>;

export interface OddRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What no schema asks for and JSON can still say. */
const ODD_JSON: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, -1e-308, 2 ** 31, 2 ** 53, '', ' ', '\0', 'a\0b', '\u202E\u0007\r\nSet-Cookie: a=b', '🎭', '\ud800',
  `'; DROP TABLE bookings; --`, '${7*7}', '../../etc/passwd', 'x'.repeat(3_000), '9999-12-31', '2026-02-30', '0', 'NaN', 'null', [], [[]], {}, { nl: '\0' },
  ['a', 'a'], { __proto__: null, constructor: { prototype: 1 } }, '2099-12-31T23:59:59Z', '2000-01-01T00:00:00+23:59', '00000000-0000-7000-8000-000000000000',
];

/** What an address can say; some of it is not even well encoded. */
const ODD_TEXT: readonly string[] = [
  '', '%20', '%00', 'a%00b', '%E0%A4%A', '%', '%F0%9F%8E%AD', '%27%22%3B--', '..%2F..', 'x'.repeat(2_500), '-1', '0', '1e999', 'NaN', 'Infinity', '9007199254740993',
  'null', 'true', '[]', '%7B%7D', 'a|b^`', '+', '2026-02-30', '9999-12-31', '0001-01-01', '2099-12-31', '2000-01-01T00:00:00Z', '2099-12-31T23:59:59.999-23:59',
  '00000000-0000-7000-8000-000000000000', 'K7M-4QX', 'eyJzdGFydCI6IjEgKHgpIiwiaWQiOiIwMDAwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ', '__proto__', 'constructor',
];

/** Makes requests of one contract that are mostly well formed, and odd in one or two places. The same chance makes the same requests. */
export function oddRequests({ schemas }: Contract, known: Known, chance: Chance): (operation: ContractOperation) => OddRequest {
  const resolve = (schema: Schema): Schema => {
    const reference = schema['$ref'];
    return typeof reference === 'string' ? resolve({ ...schemas[reference.slice(reference.lastIndexOf('/') + 1)], ...schema, $ref: undefined }) : schema;
  };

  function wellFormed(asked: Schema, name: string): unknown {
    const schema = resolve(asked);
    const type = schema['type'];
    if (known[name] && chance.percent(90)) return chance.pick(known[name]);
    if (Array.isArray(schema['enum'])) return chance.pick(schema['enum'] as unknown[]);
    if (type === 'object') return anObject(schema);
    if (type === 'array') return Array.from({ length: chance.between(0, 3) }, () => wellFormed(schema['items'] as Schema, name));
    if (type === 'integer' || type === 'number') return aNumber(schema);
    if (type === 'boolean') return chance.percent(50);
    return aText(schema);
  }

  function anObject(schema: Schema): object {
    const required = (schema['required'] ?? []) as string[];
    const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).filter(([name]) => required.includes(name) || chance.percent(45));
    return Object.fromEntries(fields.map(([name, one]) => [name, oddNow() ? chance.pick(ODD_JSON) : wellFormed(one, name)]));
  }

  function aNumber(schema: Schema): number {
    const [least, most] = [Number(schema['minimum'] ?? 0), Number(schema['maximum'] ?? 1_000_000)];
    return chance.pick([least, least + 1, least + 4, most]);
  }

  function aText(schema: Schema): string {
    if (schema['format'] === 'date-time') return chance.pick(known['instant'] as string[]);
    if (schema['format'] === 'date') return chance.pick(known['day'] as string[]);
    if (String(schema['pattern']).startsWith('^[0-9a-f]{8}-')) return chance.id(new Date('2026-01-01'));
    const examples = (schema['examples'] ?? []) as string[];
    return examples.length > 0 && chance.percent(70) ? chance.pick(examples) : chance.pick(['woord', 'Été — 🎭', 'a\nb', 'x'.repeat(Number(schema['maxLength'] ?? 50))]);
  }

  /** How often one value is not what it should be. */
  const oddNow = (): boolean => chance.percent(6);
  const inAddress = (parameter: Parameter): string => (oddNow() ? chance.pick(parameter.in === 'path' ? ODD_TEXT.slice(1) : ODD_TEXT) : encodeURIComponent(String(wellFormed(parameter.schema, parameter.name))));

  function queryOf(parameters: readonly Parameter[]): string {
    const chosen = parameters.filter(({ required }) => required || chance.percent(25));
    const pairs = chosen.flatMap((one) => Array.from({ length: chance.percent(8) ? 2 : 1 }, () => `${one.name}=${inAddress(one)}`));
    if (chance.percent(4)) pairs.push(`${chance.pick(ODD_TEXT)}=${chance.pick(ODD_TEXT)}`);
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  function headersOf(parameters: readonly Parameter[]): Record<string, string> {
    const values = parameters.filter(() => !oddNow()).map((one) => {
      if (one.name === 'Idempotency-Key') return [one.name, chance.percent(90) ? chance.id(new Date()) : chance.pick(['een-sleutel', 'kort', 'a b c d e f', 'x'.repeat(120)])];
      if (one.name === 'If-Match') return [one.name, chance.pick(['"1"', '"1"', '"2"', '"3"', '"999999999"', '*', 'W/"1"', '1'])];
      return [one.name, chance.pick(['nl', 'fr-BE, en;q=0.5', 'de', '*', ';;q=,', 'x'.repeat(250)])];
    });
    return Object.fromEntries(values);
  }

  const bodyOf = (schema: Schema): string => {
    if (chance.percent(3)) return chance.pick(['', '{', '[]', 'null', '"x"', '{"a":1}}', '\ufeff{}', '{"__proto__":{"a":1}}', `[${'['.repeat(5_000)}`]);
    const body = wellFormed(schema, '');
    return JSON.stringify(chance.percent(3) && typeof body === 'object' ? { ...body, extra: chance.pick(ODD_JSON) } : body);
  };

  return (operation) => {
    const parameters = (place: Parameter['in']): readonly Parameter[] => operation.parameters.filter((one) => one.in === place);
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => inAddress(operation.parameters.find((one) => one.in === 'path' && one.name === name)!));
    const type = chance.percent(96) ? 'application/json' : chance.pick(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=koi8-r', 'a/b;c']);
    return {
      method: operation.method.toUpperCase(), path: path + queryOf(parameters('query')), headers: { ...headersOf(parameters('header')), ...(operation.body ? { 'Content-Type': type } : {}) },
      ...(operation.body ? { body: bodyOf(operation.body) } : {}),
    };
  };
}
