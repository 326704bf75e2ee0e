import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import { ANONYMOUS } from '../kernel/actor.ts';
import type { RequestState } from '../contract/request-state.ts';
import type { Log } from '../platform/log.ts';
import { languageOf } from './language.ts';

/**
 * Gives each request its number and its language, and writes one line when it is answered: the route's pattern rather than the
 * path, so that no id, code, address or name is ever in it.
 */
export const accessLog = (log: Log): Middleware<RequestState> => async (ctx, next) => {
  const started = performance.now();
  Object.assign(ctx.state, { requestId: randomUUID(), language: languageOf(ctx), actor: ANONYMOUS, session: undefined, setSession: noSession } satisfies RequestState);
  ctx.set('X-Request-Id', ctx.state.requestId);
  ctx.set('Content-Language', ctx.state.language);
  ctx.vary('Accept-Language');
  try {
    await next();
  } finally {
    const route: unknown = ctx['_matchedRoute'];
    const line = { requestId: ctx.state.requestId, method: ctx.method, route: typeof route === 'string' ? route : undefined, status: ctx.status, ms: Math.round(performance.now() - started) };
    log[ctx.status >= 500 ? 'warn' : ctx.path.startsWith('/health/') ? 'debug' : 'info'](line, 'request');
  }
};

const noSession = (): never => {
  throw new Error('this part of the server knows no sessions');
};
