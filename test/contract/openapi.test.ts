import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { statusOf } from '../../src/http/problems.ts';
import { REFUSALS, type RefusalCode } from '../../src/kernel/refusal.ts';
import { loadContract, type Contract, type ContractOperation, type Schema } from '../../src/contract/document.ts';
import { requestReader } from '../../src/contract/request.ts';
import { successOf } from '../../src/contract/router.ts';
import { stampOf } from '../../src/contract/stamp.ts';
import { compiler } from '../../src/contract/validator.ts';

const isRefusalCode = (code: string): code is RefusalCode => (REFUSALS as readonly string[]).includes(code);
const asks = (operation: ContractOperation, header: string): boolean => operation.parameters.some(({ name }) => name === header);

describe('openapi.yaml', () => {
  let contract: Contract;

  before(async () => {
    contract = await loadContract();
  });

  /** The operations that do not keep a rule, by name: an empty list is right. */
  const breaking = (keeps: (operation: ContractOperation) => boolean): string[] => contract.operations.filter((one) => !keeps(one)).map(({ id }) => id);
  const documents = (...statuses: number[]) => (operation: ContractOperation): boolean => statuses.every((status) => status in operation.responses);

  it('is what the committed types were generated from: else run npm run contract', async () => {
    const types = await readFile(new URL('../../src/contract/api.d.ts', import.meta.url), 'utf8');
    expect(types.endsWith(stampOf(contract.source))).to.equal(true);
  });

  it('has operations, each with a name of its own, under the version of the API', () => {
    const ids = contract.operations.map(({ id }) => id);
    expect(ids).to.include.members(['listHalls', 'placeBooking', 'revealDoorCode']);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(breaking(({ path }) => path.startsWith('/v1/'))).to.deep.equal([]);
  });

  it('has a parameter for every name between braces, and no other in the path', () => {
    expect(breaking(({ path, parameters }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
      const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name).toSorted();
      return JSON.stringify(inPath) === JSON.stringify(declared);
    })).to.deep.equal([]);
  });

  it('holds schemas that a strict validator understands, every one of them', () => {
    const compile = compiler(contract);
    for (const operation of contract.operations) {
      requestReader(operation, compile);
      const [, success] = successOf(operation);
      if (success.schema) compile.forAnswer(success.schema);
    }
    for (const schema of Object.values(contract.schemas)) compile.forJson(schema);
  });

  it('documents on each operation what can always happen', () => {
    expect(breaking(documents(400, 429, 500, 503))).to.deep.equal([]);
  });

  it('documents 401 exactly where one must log in, and what a body, a version and a key can lead to', () => {
    expect(breaking((one) => documents(401)(one) === one.secured)).to.deep.equal([]);
    expect(breaking((one) => documents(413, 415)(one) === (one.body !== undefined))).to.deep.equal([]);
    expect(breaking((one) => documents(412, 428)(one) === asks(one, 'If-Match'))).to.deep.equal([]);
    expect(breaking((one) => documents(422)(one) === asks(one, 'Idempotency-Key'))).to.deep.equal([]);
  });

  it('names for each operation refusals that exist, with a status that it documents', () => {
    expect(breaking(({ refusals, responses }) =>
      refusals.every((code) => isRefusalCode(code) && statusOf({ code }) in responses))).to.deep.equal([]);
  });

  it('documents 403 on every change, which another site could try to make, and where its own refusals lead to it', () => {
    expect(breaking((one) => documents(403)(one) === (one.method !== 'get' || one.refusals.some((code) => isRefusalCode(code) && statusOf({ code }) === 403))))
      .to.deep.equal([]);
  });

  it('documents no 404, 409, 410 or 422 that no refusal of the operation explains', () => {
    const explained = ({ refusals, responses }: ContractOperation): boolean => [404, 409, 410, 422].every((status) =>
      !(status in responses) || refusals.some((code) => isRefusalCode(code) && statusOf({ code }) === status));
    expect(breaking(explained)).to.deep.equal([]);
  });

  it('asks an Idempotency-Key for whatever creates, from somebody who is known', () => {
    expect(breaking((one) => !(successOf(one)[0] === 201) || asks(one, 'Idempotency-Key'))).to.deep.equal([]);
    expect(breaking((one) => !asks(one, 'Idempotency-Key') || one.secured)).to.deep.equal([]);
  });

  it('keeps no answer that must not be kept: what is no-store has no Idempotency-Key', () => {
    const noStore = contract.operations.filter((one) => 'Cache-Control' in successOf(one)[1].headers);
    expect(noStore.map(({ id }) => id)).to.deep.equal(['revealDoorCode', 'readDoorCodeAloud']);
    expect(noStore.some((one) => asks(one, 'Idempotency-Key'))).to.equal(false);
  });

  it('bounds everything that somebody can send: properties, lengths, numbers of items', () => {
    const sent = contract.operations.flatMap((one) => [...(one.body ? [one.body] : []), ...one.parameters.map(({ schema }) => schema)]);
    const unbounded = sent.flatMap((schema) => unboundedIn(schema, contract, '')).filter((path, index, all) => all.indexOf(path) === index);
    expect(unbounded).to.deep.equal([]);
  });
});

/** Where a schema of a request lets anything of any size through. */
function unboundedIn(schema: Schema, contract: Contract, at: string): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return unboundedIn(contract.schemas[name]!, contract, name);
  }
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).flatMap(([name, one]) => unboundedIn(one, contract, `${at}.${name}`));
  if (schema['type'] === 'object') return [...(schema['additionalProperties'] === false ? [] : [at]), ...properties];
  if (schema['type'] === 'array') return [...('maxItems' in schema ? [] : [at]), ...unboundedIn(schema['items'] as Schema, contract, `${at}[]`)];
  if (schema['type'] === 'string') return ['maxLength', 'pattern', 'enum', 'format'].some((bound) => bound in schema) ? [] : [at];
  if (schema['type'] === 'integer' || schema['type'] === 'number') return 'minimum' in schema && 'maximum' in schema ? [] : [at];
  return [];
}
