import type { Middleware, ParameterizedContext } from 'koa';
import { Refusal } from '../kernel/refusal.ts';
import type { RequestState } from '../contract/request-state.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses `not-allowed` to a change that another site's page sends with our visitor's cookie. Browsers say where a request
 * comes from in Sec-Fetch-Site, or else in Origin; a request with a session that says neither is refused as well. Without a
 * session there is nothing to abuse but the login, and a browser always names its origin there.
 * Source: OWASP Cross-Site Request Forgery Prevention, "Fetch Metadata" and "Verifying Origin".
 */
export const sameOrigin = (origin: string): Middleware<RequestState> => (ctx, next) => {
  if (!SAFE.has(ctx.method) && !fromOurselves(ctx, origin)) throw new Refusal('not-allowed', { facts: { reason: 'another-site' } });
  return next();
};

function fromOurselves(ctx: ParameterizedContext<RequestState>, ours: string): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = ctx.get('Origin');
  if (origin) return origin === ours || hostOf(origin) === ctx.host;
  return ctx.state.session === undefined;
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
