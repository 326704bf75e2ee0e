import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import type { ContractOperation } from './document.ts';
import type { Answer } from './operation.ts';
import type { Check, Compiler } from './validator.ts';

/** A handler said something that the contract does not say. For tests: nobody should ever read this in production. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken';
}

/** Throws ContractBroken when the answer is not the success that the operation documents: its body, and its headers. */
export function answerChecker(operation: ContractOperation, compiler: Compiler): (answer: Answer) => void {
  const [, response] = Object.entries(operation.responses).find(([status]) => status.startsWith('2')) ?? [];
  if (!response) throw new ContractBroken(`${operation.id} documents no success`);
  let checkBody: Check | undefined;
  const headers = Object.entries(response.headers).map(([name, { required = false, schema }]) => ({ name, required, check: compiler.forText(schema) }));
  return ({ body, headers: sent = {} }) => {
    for (const { name, required, check } of headers) {
      if (sent[name] === undefined ? required : !check(sent[name])) throw broken(operation, `header ${name} is ${sent[name] ?? 'missing'}`);
    }
    if (!response.schema) {
      if (body !== undefined) throw broken(operation, 'it answers a body and documents none');
      return;
    }
    checkBody ??= compiler.forAnswer(response.schema);
    if (!checkBody(overTheWire(body))) {
      throw broken(operation, (checkBody.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`).join('\n  '));
    }
  };
}

/** Rethrows what a handler threw; as ContractBroken when it is a refusal with a status or a code that the operation does not document. */
export function refusalChecker(operation: ContractOperation, statusOf: (refusal: Refusal) => number): (thrown: unknown) => never {
  return (thrown) => {
    if (!isRefusal(thrown)) throw thrown;
    const status = statusOf(thrown);
    if (!(status in operation.responses)) throw broken(operation, `it refuses ${thrown.code} (${status}), a status that it does not document`);
    if (!EVERYWHERE.has(thrown.code) && !operation.refusals.includes(thrown.code)) throw broken(operation, `it refuses ${thrown.code}, which x-refusals does not name`);
    throw thrown;
  };
}

/** What any operation may refuse. */
const EVERYWHERE = new Set(['not-signed-in', 'invalid-request', 'body-too-large', 'unsupported-media-type', 'too-many-requests', 'busy']);

const broken = ({ id }: ContractOperation, what: string): ContractBroken => new ContractBroken(`${id}: ${what}`);

/** As the caller will read it: without what is undefined, dates as text. */
const overTheWire = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)) as unknown);
