import * as oidc from 'openid-client';
import { isRefusal, Refusal } from '../kernel/refusal.ts';

const NOT_REACHED = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);
const FIRST_SERVER_ERROR = 500;

/**
 * What went wrong at the provider, as a refusal: `login-unavailable` when it did not answer or failed by itself, otherwise
 * `login-failed` with the protocol's own word (`access_denied`, `invalid_client` …), which names no secret.
 */
export function loginRefusal(thrown: unknown): unknown {
  if (isRefusal(thrown)) return thrown;
  if (thrown instanceof oidc.AuthorizationResponseError) return failed(thrown.error);
  if (thrown instanceof oidc.ResponseBodyError) return thrown.status >= FIRST_SERVER_ERROR ? new Refusal('login-unavailable') : failed(thrown.error);
  if (thrown instanceof oidc.ClientError) return notReached(thrown) ? new Refusal('login-unavailable') : failed(thrown.code ?? 'invalid-answer');
  if (thrown instanceof TypeError && thrown.message === 'fetch failed') return new Refusal('login-unavailable');
  return thrown;
}

const failed = (reason: string): Refusal => new Refusal('login-failed', { facts: { reason: reason.slice(0, 100) } });

const notReached = ({ code, cause }: oidc.ClientError): boolean =>
  NOT_REACHED.has(code ?? '') || (cause instanceof Response && cause.status >= FIRST_SERVER_ERROR);
