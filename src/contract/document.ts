import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type Schema = Readonly<Record<string, unknown>>;
export type Place = 'path' | 'query' | 'header';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type Method = (typeof METHODS)[number];

export interface Parameter {
  name: string;
  in: Place;
  required: boolean;
  schema: Schema;
}

export interface DocumentedResponse {
  headers: Readonly<Record<string, { required?: boolean; schema: Schema }>>;
  /** Absent when there is no body. */
  type?: string;
  schema?: Schema;
}

/** One operation of the document, with its references to parameters, headers and responses resolved. */
export interface ContractOperation {
  id: string;
  method: Method;
  /** For instance `/v1/halls/{hallId}`. */
  path: string;
  parameters: readonly Parameter[];
  /** Which query parameters ask for which others. */
  dependentRequired: Readonly<Record<string, readonly string[]>>;
  body?: Schema;
  responses: Readonly<Record<string, DocumentedResponse>>;
  /** The codes of refusals that are its own. */
  refusals: readonly string[];
  /** True when one can only call it after logging in. */
  secured: boolean;
}

export interface Contract {
  /** The document as it is served. */
  source: string;
  /** `components/schemas`, by name. */
  schemas: Readonly<Record<string, Schema>>;
  operations: readonly ContractOperation[];
}

/** Where the contract of this installation is kept. */
export const OPENAPI_FILE = new URL('../../openapi.yaml', import.meta.url);

/** Reads an OpenAPI 3.1 document once, at start. Throws when it cannot be read. */
export async function loadContract(file: URL = OPENAPI_FILE): Promise<Contract> {
  return readContract(await readFile(file, 'utf8'));
}

type Tree = Readonly<Record<string, unknown>>;

/** The contract in the text of an OpenAPI document. */
export function readContract(source: string): Contract {
  const document = parse(source) as Tree;
  const paths = Object.entries(tree(document['paths']));
  const operations = paths.flatMap(([path, item]) => METHODS.flatMap((method) => {
    const operation = tree(item)[method];
    return operation === undefined ? [] : [operationOf(document, { method, path, item: tree(item), operation: tree(operation) })];
  }));
  return { source, schemas: tree(tree(document['components'])['schemas']) as Contract['schemas'], operations };
}

function operationOf(document: Tree, { method, path, item, operation }: { method: Method; path: string; item: Tree; operation: Tree }): ContractOperation {
  const parameters = [...list(item['parameters']), ...list(operation['parameters'])].map((one) => resolve(document, one));
  const body = tree(tree(tree(operation['requestBody'])['content'])['application/json'])['schema'];
  const security = list(operation['security'] ?? document['security']);
  return {
    id: String(operation['operationId']), method, path,
    parameters: parameters.map((one) => ({ name: String(one['name']), in: one['in'] as Place, required: one['required'] === true, schema: tree(one['schema']) })),
    dependentRequired: tree(operation['x-dependent-required']) as ContractOperation['dependentRequired'],
    ...(body === undefined ? {} : { body: tree(body) }),
    responses: Object.fromEntries(Object.entries(tree(operation['responses'])).map(([status, one]) => [status, responseOf(document, resolve(document, one))])),
    refusals: list(operation['x-refusals']).map(String),
    secured: security.length > 0 && security.every((one) => Object.keys(tree(one)).length > 0),
  };
}

function responseOf(document: Tree, response: Tree): DocumentedResponse {
  const [content] = Object.entries(tree(response['content']));
  const headers = Object.entries(tree(response['headers'])).map(([name, one]) => [name, resolve(document, one)]);
  return {
    headers: Object.fromEntries(headers),
    ...(content === undefined ? {} : { type: content[0], schema: tree(tree(content[1])['schema']) }),
  };
}

/** Follows a `$ref` into the document. */
function resolve(document: Tree, node: unknown): Tree {
  const reference = tree(node)['$ref'];
  if (typeof reference !== 'string') return tree(node);
  const found = reference.slice('#/'.length).split('/').reduce<unknown>((at, step) => tree(at)[step], document);
  if (found === undefined) throw new Error(`the contract refers to ${reference}, which is not there`);
  return resolve(document, found);
}

const tree = (node: unknown): Tree => (typeof node === 'object' && node !== null ? node as Tree : {});
const list = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : []);
