import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Contract, Schema } from './document.ts';

export type Check = ValidateFunction;
export type SchemaError = ErrorObject;

/** Compiles schemas of one contract. */
export interface Compiler {
  /** For values that come as text (path, query, headers): numbers, booleans and lists of one are read from it, defaults filled in. */
  forText(schema: Schema): Check;
  /** For JSON that somebody sent: taken as it is. */
  forJson(schema: Schema): Check;
  /** For JSON that we send: besides, no object may hold a property that the contract does not name. */
  forAnswer(schema: Schema): Check;
}

const ROOT = 'openzaal';

/** The three ways in which a contract's schemas are looked at. References between schemas are resolved within the contract. */
export function compiler({ schemas }: Contract): Compiler {
  const text = newAjv({ coerceTypes: 'array', useDefaults: true }, { schemas });
  const json = newAjv({}, { schemas });
  const answer = newAjv({ strictTypes: false }, { schemas: eachOf(schemas, (one) => closed(one)), extended: eachOf(schemas, partOfMore) });
  return {
    forText: (schema) => text.compile(pointed(schema)),
    forJson: (schema) => json.compile(pointed(schema)),
    forAnswer: (schema) => answer.compile(pointed(closed(schema))),
  };
}

function newAjv(options: ConstructorParameters<typeof Ajv2020>[0], components: Tree): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, verbose: true, ...options });
  addFormats.default(ajv);
  ajv.addVocabulary(['components']);
  ajv.addSchema(pointed({ $id: ROOT, components }));
  return ajv;
}

/** The same schema with references that point into the contract from wherever it is compiled. */
const pointed = (schema: Tree): Schema => rewrite(schema, (reference) => ROOT + reference);

function rewrite(node: Tree, change: (reference: string) => string): Tree {
  return eachOf(node, (value, key) => (key === '$ref' && typeof value === 'string' ? change(value) : inside(value, (one) => rewrite(one, change))));
}

/** The same schema in which each object has only the properties it names, in itself or through `allOf`; unless it says otherwise. */
function closed(schema: Tree): Tree {
  const open = ('allOf' in schema || schema['type'] === 'object') && !('additionalProperties' in schema);
  return { ...partOfMore(schema), ...(open ? { unevaluatedProperties: false } : {}) };
}

/** The same schema as one of several that describe an object together: it leaves room for what the others name. */
function partOfMore(schema: Tree): Tree {
  return eachOf(schema, (value, key) => inside(value, key === 'allOf' ? (one) => extended(partOfMore(one)) : closed));
}

const extended = ({ $ref, ...rest }: Tree): Tree =>
  (typeof $ref === 'string' ? { ...rest, $ref: $ref.replace('/schemas/', '/extended/') } : rest);

type Tree = Readonly<Record<string, unknown>>;

const inside = (value: unknown, change: (tree: Tree) => Tree): unknown =>
  Array.isArray(value) ? value.map((one) => inside(one, change)) : typeof value === 'object' && value !== null ? change(value as Tree) : value;

const eachOf = <Value>(node: Readonly<Record<string, Value>>, change: (value: Value, key: string) => unknown): Tree =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]));
