import { Router } from '@koa/router';
import type { Database } from '../platform/db.ts';

const CHECK_MS = 2_000;

/** `live`: this process answers. `ready`: it can also reach its database and is not shutting down, so requests may be sent to it. */
export function health(db: Database, isDraining: () => boolean): Router {
  const router = new Router();
  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/health/ready', async (ctx) => {
    const problem = isDraining() ? 'draining' : await databaseProblem(db);
    ctx.status = problem ? 503 : 200;
    ctx.body = { status: problem ?? 'ok' };
  });
  return router;
}

async function databaseProblem(db: Database): Promise<string | undefined> {
  try {
    await db.raw('SELECT 1').timeout(CHECK_MS, { cancel: true });
    return undefined;
  } catch {
    return 'database';
  }
}
