import { Refusal, type Violation } from '../kernel/refusal.ts';
import type { ContractOperation, Parameter, Place, Schema } from './document.ts';
import { fault, invalid } from './invalid.ts';
import { violationsOf } from './schema-violations.ts';
import type { Check, Compiler } from './validator.ts';

/** What came in, before anybody believed it. */
export interface RawRequest {
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string | readonly string[] | undefined>>;
  header(name: string): string | undefined;
  /** The parsed JSON; `undefined` when nothing was sent. */
  body: unknown;
}

/** What the contract found to be well formed, with numbers, booleans and lists read from text and defaults filled in. */
export interface ReadRequest {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  body: unknown;
}

/**
 * Reads requests of one operation. Refuses `invalid-request` with everything that is wrong at once, `version-missing` without
 * an If-Match and `idempotency-key-missing` without an Idempotency-Key where the operation asks for it.
 */
export function requestReader(operation: ContractOperation, compiler: Compiler): (raw: RawRequest) => ReadRequest {
  const inPlace = (place: Place): readonly Parameter[] => operation.parameters.filter((one) => one.in === place);
  const checks = {
    path: compiler.forText(objectOf(inPlace('path'))),
    query: compiler.forText({ ...objectOf(inPlace('query')), dependentRequired: operation.dependentRequired }),
    header: compiler.forText(objectOf(inPlace('header'))),
  };
  const checkBody = operation.body && compiler.forJson(operation.body);
  return (raw) => {
    const params = { ...raw.path };
    const query = { ...raw.query };
    const headers = readHeaders(inPlace('header'), raw);
    const violations = [
      ...broken(checks.path, params, 'path'), ...broken(checks.query, query, 'query'), ...broken(checks.header, headers, 'header'),
      ...(checkBody ? brokenBody(checkBody, raw.body) : []),
    ];
    if (violations.length > 0) throw invalid(...violations);
    return { params, query, headers, body: checkBody ? raw.body : undefined };
  };
}

const MISSING = { 'If-Match': 'version-missing', 'Idempotency-Key': 'idempotency-key-missing' } as const;

/** The documented headers, under the names of the contract. */
function readHeaders(parameters: readonly Parameter[], raw: RawRequest): Record<string, unknown> {
  const values = parameters.map(({ name, required }) => {
    const value = raw.header(name);
    if (!value && required && name in MISSING) {
      throw new Refusal(MISSING[name as keyof typeof MISSING], { violations: [fault(`header/${name}`, 'required')] });
    }
    return [name, value] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== ''));
}

const objectOf = (parameters: readonly Parameter[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

function brokenBody(check: Check, body: unknown): Violation[] {
  return body === undefined ? [fault('body', 'required')] : broken(check, body, 'body');
}

function broken(check: Check, value: unknown, place: string): Violation[] {
  if (!check(value)) return violationsOf(check.errors ?? [], place);
  return unkeepable(value, place);
}

/** NUL, which PostgreSQL keeps in no text, and half of a pair of surrogates, which it keeps in no JSON. */
const UNKEEPABLE = /[\0\p{Surrogate}]/u;

/** What no schema sees: characters that cannot be kept, and `1e309`, which reads as infinity and passes every maximum. */
function unkeepable(value: unknown, field: string): Violation[] {
  if (typeof value === 'string') return UNKEEPABLE.test(value) ? [fault(field, 'control-character')] : [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [fault(field, 'type', { type: 'number' })];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => unkeepable(one, `${field}/${key}`));
}
