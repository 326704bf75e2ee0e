import { createServer } from 'node:http';
import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';
import { closeHttp, listenOnLoopback } from '../loopback.ts';
import { answerProblems, apiRouter } from './api.ts';
import type { Bank, Settings } from './bank.ts';
import { checkoutRouter } from './checkout.ts';
import { startClockwork } from './clockwork.ts';
import { controlRouter } from './control.ts';
import { noFaults } from './faults.ts';
import { MollieProblem } from './problem.ts';
import { saver } from './save-file.ts';
import { emptyState, loadState, serialize } from './state.ts';

export interface MollieOptions extends Partial<Settings> {
  /** 0 for any free port */
  port: number;
  /** Where to remember everything; without it all is forgotten at the end. */
  dataFile?: string | undefined;
}

export interface SimulatedMollie {
  /** The pages and the controls. */
  url: string;
  /** What to give `createMollie`. */
  apiEndpoint: string;
  port: number;
  stop(): Promise<void>;
}

/** Mollie makes 10 attempts over 26 hours and waits 15 s for an answer; here 10 attempts over 8 minutes. */
const DEFAULTS: Settings = {
  expireAfterMs: 15 * 60_000,
  refundAfterMs: 10_000,
  webhookDelaysMs: [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 240_000],
  webhookTimeoutMs: 15_000,
};

/**
 * Starts a server on loopback that answers as Mollie's API v2 does for payments and refunds, with a checkout page,
 * webhooks and faults on demand (`POST /sandbox/faults`). Differences from the real one: any `test_…` key is good,
 * webhooks may go to this machine, and time goes faster.
 */
export async function startMollie({ port, dataFile, ...settings }: MollieOptions): Promise<SimulatedMollie> {
  const bank: Bank = {
    state: dataFile ? loadState(dataFile) : emptyState(),
    settings: { ...DEFAULTS, ...settings },
    faults: noFaults(),
  };
  const save = saver(dataFile, () => serialize(bank.state));
  const clockwork = startClockwork(bank, save);
  const changed = (): Promise<void> => {
    clockwork.wake();
    return save();
  };

  let url = '';
  const app = new Koa();
  app.use(answerProblems);
  app.use(bodyParser({ enableTypes: ['json', 'form'], jsonLimit: '100kb', formLimit: '10kb', onError: refuseBody }));
  for (const router of [apiRouter(bank, () => url, changed), checkoutRouter(bank, changed), controlRouter(bank, changed)]) app.use(router.routes());

  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  const bound = await listenOnLoopback(server, port).catch(async (error: unknown) => {
    await clockwork.stop();
    throw error;
  });
  url = `http://127.0.0.1:${bound}`;

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await closeHttp(server);
    await clockwork.stop();
  };
  return {
    url,
    apiEndpoint: `${url}/v2/`,
    port: bound,
    stop: () => (stopped ??= stop()),
  };
}

function refuseBody(): never {
  throw new MollieProblem(400, 'The request body cannot be read');
}
