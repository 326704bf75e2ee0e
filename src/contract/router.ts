import { Router, type RouterContext } from '@koa/router';
import { Refusal } from '../kernel/refusal.ts';
import { transact, type Database } from '../platform/db.ts';
import { checkOperations, type AnyOperation } from './check-operations.ts';
import type { Contract, ContractOperation } from './document.ts';
import { versionIn } from './etag.ts';
import type { Answer, Call } from './operation.ts';
import type { RequestState } from './request-state.ts';
import { requestReader, type ReadRequest } from './request.ts';
import { answerChecker, refusalChecker } from './response.ts';
import { compiler } from './validator.ts';

/** Something around every call, such as the memory of idempotency keys. */
export type Around = (call: Call, operation: ContractOperation, next: (call: Call) => Promise<Answer>) => Promise<Answer>;

export interface RouterOptions {
  contract: Contract;
  operations: Readonly<Record<string, AnyOperation>>;
  db: Database;
  clock: () => Date;
  /** The URL under which callers see us, without a slash at its end. */
  origin: string;
  around?: Around;
  /** For tests: throw when a handler answers or refuses anything that the contract does not say. Needs the status of each refusal. */
  strict?: { statusOf: (refusal: Refusal) => number };
}

/** Mounts every operation of the contract. Throws when one has no handler or no policy. */
export function contractRouter(options: RouterOptions): Router<RequestState> {
  const { contract, operations, strict } = options;
  checkOperations(contract, operations);
  const compile = compiler(contract);
  const router = new Router<RequestState>();
  for (const operation of contract.operations) {
    const handler = operations[operation.id]!;
    const read = requestReader(operation, compile);
    const mustFit = strict ? answerChecker(operation, compile) : undefined;
    const around = options.around ?? ((call, _operation, next) => next(call));
    router[operation.method](koaPath(operation.path), async (ctx) => {
      const { actor } = ctx.state;
      if (!handler.policy.allows(actor)) throw new Refusal(actor.kind === 'anonymous' ? 'not-signed-in' : 'not-allowed');
      const call = callOf(ctx, operation, readWith(read, ctx, operation), options);
      const answering = around(call, operation, (one) => handler.handle(one as never));
      const answer = await (strict ? answering.catch(refusalChecker(operation, strict.statusOf)) : answering);
      mustFit?.(answer);
      send(ctx, operation, answer);
    });
  }
  return router;
}

const koaPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function readWith(read: ReturnType<typeof requestReader>, ctx: RouterContext<RequestState>, operation: ContractOperation): ReadRequest {
  if (operation.body && ctx.request.is('json') === false) throw new Refusal('unsupported-media-type');
  return read({ path: ctx['params'], query: ctx.query, header: (name) => ctx.get(name) || undefined, body: ctx.request.body });
}

function callOf(ctx: RouterContext<RequestState>, operation: ContractOperation, request: ReadRequest, { db, clock, origin }: RouterOptions): Call {
  const { actor, session, language } = ctx.state;
  return {
    operationId: operation.id as Call['operationId'],
    ...(request as Pick<Call, 'params' | 'query' | 'headers' | 'body'>),
    expectedVersion: versionIn(request.headers['If-Match']) as Call['expectedVersion'],
    actor, session, language, db, origin,
    now: clock(),
    url: origin + writtenWell(ctx.path + ctx.search),
    transact: (work) => transact(db, work),
  };
}

/** An address in which every character is one that RFC 3986 §3 allows there: browsers send `|` and `^` as they are. */
const writtenWell = (address: string): string =>
  address.replaceAll(/%(?![0-9A-Fa-f]{2})|[^\w.~:/?@!$&'()*+,;=%-]/g, (character) => encodeURIComponent(character));

/** The status and content type of the operation's success; 304 when the caller has this version already. */
function send(ctx: RouterContext<RequestState>, operation: ContractOperation, { body, headers, session }: Answer): void {
  const [status, response] = successOf(operation);
  ctx.status = status;
  if (headers?.['ETag'] !== undefined) ctx.set('Cache-Control', 'private, no-cache');
  if (headers) ctx.set(headers);
  if (session !== undefined) ctx.state.setSession(session);
  if (response.type !== undefined) {
    ctx.type = response.type;
    ctx.body = response.type === 'application/json' ? JSON.stringify(body) : body;
  }
  if (ctx.method === 'GET' && ctx.fresh) ctx.status = 304;
}

/** The one documented answer below 300. */
export function successOf(operation: ContractOperation): [status: number, response: ContractOperation['responses'][string]] {
  const found = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  if (!found) throw new Error(`${operation.id} documents no success`);
  return [Number(found[0]), found[1]];
}
