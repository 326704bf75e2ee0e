import type { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import type { AnyOperation } from '../contract/check-operations.ts';
import type { Contract } from '../contract/document.ts';
import type { RequestState } from '../contract/request-state.ts';
import { contractRouter } from '../contract/router.ts';
import type { Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { Hub } from '../live/hub.ts';
import { accessLog } from './access-log.ts';
import { answerProblems, type ProblemPage } from './answer-problems.ts';
import { readBody } from './body.ts';
import { discovery } from './discovery.ts';
import { health } from './health.ts';
import { idempotency } from './idempotency.ts';
import { liveRoutes } from './live.ts';
import { statusOf } from './problems.ts';
import { rateLimit } from './rate-limit.ts';
import { sameOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { sessions } from './session.ts';
import { timeOut } from './time-out.ts';
import { webhooks, type HearPayment } from './webhooks.ts';

export interface AppOptions {
  db: Database;
  log: Log;
  clock: () => Date;
  /** The URL under which visitors reach us, without a slash at its end. */
  publicUrl: string;
  /** How many proxies of ours stand in front; each adds one address to X-Forwarded-For. */
  trustedProxies: number;
  /** Per caller and process; 0 for no limit. */
  requestsPerMinute: number;
  /** Origins besides ours to which a form may lead. */
  formTargets: readonly string[];
  /** Origins besides ours from which pictures may come. */
  imageOrigins?: readonly string[] | undefined;
  contract: Contract;
  operations: Readonly<Record<string, AnyOperation>>;
  hearPayment: HearPayment;
  /** What tells open pages that something changed; without it they ask for themselves again now and then. */
  live?: Hub | undefined;
  /** Everything outside the API. */
  pages?: Middleware<RequestState>;
  problemPage?: ProblemPage;
  /** True once the server is shutting down. */
  isDraining?: () => boolean;
  /** For tests: an answer that does not fit the contract is an error. */
  strict?: true;
}

/** The whole of what answers over HTTP, in the order in which a request passes. */
export function createApp(options: AppOptions): Koa<RequestState> {
  const { db, log, clock, publicUrl } = options;
  const secure = publicUrl.startsWith('https:');
  const app = new Koa<RequestState>({ proxy: options.trustedProxies > 0, maxIpsCount: options.trustedProxies });
  app.on('error', (error) => log.warn({ err: error }, 'an answer broke off'));
  const use = (...parts: readonly Middleware<RequestState>[]): void => parts.forEach((part) => app.use(part));

  use(accessLog(log), securityHeaders({ secure, formTargets: options.formTargets, imageOrigins: options.imageOrigins }), answerProblems({ log, page: options.problemPage }));
  use(routesOf(health(db, options.isDraining ?? (() => false))), routesOf(discovery(publicUrl, options.contract)));
  use(timeOut(), routesOf(webhooks(options.hearPayment)));
  use(sessions({ db, clock, secure }), sameOrigin(publicUrl));
  use(exceptFiles(rateLimit(options)), readBody());
  if (options.live) use(routesOf(liveRoutes(db, options.live)));
  use(...api(options));
  if (options.pages) use(options.pages);
  return app;
}

function api({ contract, operations, db, clock, publicUrl, strict }: AppOptions): Middleware<RequestState>[] {
  const router = contractRouter({ contract, operations, db, clock, origin: publicUrl, around: idempotency, ...(strict ? { strict: { statusOf } } : {}) });
  return [routesOf(router), router.allowedMethods() as Middleware<RequestState>];
}

/** A router adds to the context what its own routes read: for the app it is middleware like any other. */
export const routesOf = <State extends object>(router: Router<State>): Middleware<RequestState> => router.routes() as unknown as Middleware<RequestState>;

/** Style sheets, scripts and pictures come many at once with one page, and browsers keep them. */
const exceptFiles = (part: Middleware<RequestState>): Middleware<RequestState> => (ctx, next) =>
  /\.(css|js|svg|png|ico|woff2)$/.test(ctx.path) ? next() : part(ctx, next);
