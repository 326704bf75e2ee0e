import type { Middleware, ParameterizedContext } from 'koa';
import { ANONYMOUS } from '../kernel/actor.ts';
import type { RequestState } from '../contract/request-state.ts';
import { loadActor } from '../identity/actor.ts';
import type { Database } from '../platform/db.ts';

export interface SessionOptions {
  db: Database;
  clock: () => Date;
  /** Whether visitors reach us over https. */
  secure: boolean;
}

/** `__Host-` binds the cookie to this host, this path and https; browsers refuse it over plain http. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-session' : 'session');

const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/**
 * Says in `ctx.state` who asks, by the session behind the cookie. The cookie has no expiry of its own, so that closing the
 * browser of a library computer logs out; when a session ends is decided on the server.
 */
export const sessions = ({ db, clock, secure }: SessionOptions): Middleware<RequestState> => async (ctx, next) => {
  const name = sessionCookie(secure);
  const token = ctx.cookies.get(name);
  ctx.state.session = token !== undefined && TOKEN.test(token) ? token : undefined;
  ctx.state.setSession = (replacement) => writeCookie(ctx, name, replacement, secure);
  ctx.state.actor = ctx.state.session === undefined ? ANONYMOUS : (await loadActor(db, ctx.state.session, clock()))?.actor ?? ANONYMOUS;
  return next();
};

/** Behind a proxy Koa sees plain http; what counts is how the browser reached us. */
function writeCookie(ctx: ParameterizedContext<RequestState>, name: string, token: string | undefined, secure: boolean): void {
  ctx.cookies.secure = secure;
  ctx.cookies.set(name, token ?? null, { httpOnly: true, sameSite: 'lax', secure, path: '/', overwrite: true, signed: false });
}
