import type { Middleware } from 'koa';
import { Refusal } from '../kernel/refusal.ts';
import type { RequestState } from '../contract/request-state.ts';

export interface RateOptions {
  /** How many requests one caller may send in a minute, to this process. 0: no limit. */
  requestsPerMinute: number;
  clock: () => Date;
}

/** More callers than this at once, and the one that was quiet longest starts afresh. */
const MOST_CALLERS = 50_000;
const WINDOW_SECONDS = 60;

/**
 * Refuses `too-many-requests` to a caller who asks faster than the limit: the person when logged in, else the network address.
 * Each process counts for itself, see docs/decisions/0007-rate-limit-per-process.md. Fields: draft-ietf-httpapi-ratelimit-headers-10.
 */
export function rateLimit({ requestsPerMinute, clock }: RateOptions): Middleware<RequestState> {
  if (requestsPerMinute === 0) return (_ctx, next) => next();
  const buckets = new Map<string, Bucket>();
  return (ctx, next) => {
    const { actor } = ctx.state;
    const { allowed, left } = takeOne(buckets, actor.kind === 'person' ? actor.personId : networkOf(ctx.ip), requestsPerMinute, clock().getTime());
    const secondsFor = (requests: number): number => Math.ceil((requests / requestsPerMinute) * WINDOW_SECONDS);
    ctx.set('RateLimit-Policy', `"default";q=${requestsPerMinute};w=${WINDOW_SECONDS}`);
    ctx.set('RateLimit', `"default";r=${Math.floor(left)};t=${secondsFor(requestsPerMinute - left)}`);
    if (!allowed) throw new Refusal('too-many-requests', { facts: { seconds: Math.max(1, secondsFor(1 - left)) } });
    return next();
  };
}

interface Bucket {
  left: number;
  at: number;
}

/** A bucket that fills evenly. What is refused costs nothing: somebody who keeps asking is not locked out for longer. */
function takeOne(buckets: Map<string, Bucket>, caller: string, perMinute: number, at: number): { allowed: boolean; left: number } {
  const before = buckets.get(caller) ?? { left: perMinute, at };
  const filled = Math.min(perMinute, before.left + ((at - before.at) / (WINDOW_SECONDS * 1_000)) * perMinute);
  const allowed = filled >= 1;
  const left = allowed ? filled - 1 : filled;
  buckets.delete(caller);
  buckets.set(caller, { left, at });
  for (const quietest of buckets.keys()) {
    if (buckets.size <= MOST_CALLERS) break;
    buckets.delete(quietest);
  }
  return { allowed, left };
}

/** One household or office has a whole IPv6 /64: it counts as one caller. */
export const networkOf = (address: string): string => (address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address);
