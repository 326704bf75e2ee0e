import type { Actor } from '../kernel/actor.ts';
import type { Language } from '../kernel/text.ts';

/** What every request carries, pages and API alike: Koa's `ctx.state`. */
export interface RequestState {
  /** Also in the answer's `X-Request-Id` and in the log. */
  requestId: string;
  language: Language;
  actor: Actor;
  /** The token in the session cookie, whether or not a session stands behind it. */
  session: string | undefined;
  /** Puts another session's token in the cookie, or takes the cookie away. */
  setSession(token: string | undefined): void;
}
