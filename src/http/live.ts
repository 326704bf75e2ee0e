import { Router } from '@koa/router';
import type { RequestState } from '../contract/request-state.ts';
import { fault, invalid } from '../contract/invalid.ts';
import type { Hub } from '../live/hub.ts';
import { mayHear } from '../live/may-hear.ts';
import { readTopics, sessionWord, textOf } from '../live/topic.ts';
import type { Database } from '../platform/db.ts';
import { networkOf } from './rate-limit.ts';

/** Tabs that one looks at: those in the background hold no stream. */
const MOST_PER_SESSION = 6;
/** A library, a school or a street behind one address, none of whom has logged in. */
const MOST_PER_ADDRESS = 50;
const LONGEST_AGE_MS = 86_400_000;

/**
 * `GET /live?topics=hall:… booking:…&age=milliseconds`: server-sent events that say which topics changed, and nothing else; whoever
 * hears one asks again for what they look at, with the rights they then have. `age` says how old that is.
 * Source: the HTML standard, "Server-sent events".
 */
export function liveRoutes(db: Database, hub: Hub): Router<RequestState> {
  const router = new Router<RequestState>();
  router.get('/live', async (ctx) => {
    const { actor, session } = ctx.state;
    const { searchParams } = ctx.URL;
    const topics = await mayHear(db, readTopics(searchParams.get('topics') ?? ''), actor);
    const ageMs = readAge(searchParams.get('age') ?? '0');
    ctx.set({ 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    ctx.type = 'text/event-stream';
    if (ctx.method === 'HEAD') return void (ctx.status = 200);
    const known = actor.kind === 'person' && session !== undefined ? sessionWord(session) : undefined;
    const { body } = hub.open({
      topics: topics.map(textOf), ageMs, session: known,
      ...(known === undefined ? { caller: networkOf(ctx.ip), most: MOST_PER_ADDRESS } : { caller: known, most: MOST_PER_SESSION }),
    });
    body.once('close', () => (body.readableEnded ? undefined : ctx.req.socket.destroy()));
    ctx.body = body;
  });
  return router;
}

function readAge(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw invalid(fault('query/age', 'type', { type: 'integer' }));
  return Math.min(Number(text), LONGEST_AGE_MS);
}
