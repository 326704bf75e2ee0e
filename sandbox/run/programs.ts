import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Life, Program } from './child.ts';
import { coreEnvironment, gatewayEnvironment, type Surroundings } from './environment.ts';

const PROBE_EVERY_MS = 50;
const PROBE_MS = 2_000;

/** The three programs of Openzaal, as an installation runs them. */
export type ProgramName = 'server' | 'worker' | 'gateway';

export const serverProgram = (around: Surroundings): Program => ({
  name: 'server', entry: 'src/server.ts', env: coreEnvironment(around), logFile: logOf(around, 'server'),
  ready: (life) => answers(`http://127.0.0.1:${around.ports.site}/health/ready`, life),
});

export const workerProgram = (around: Surroundings): Program => ({
  name: 'worker', entry: 'src/worker.ts', env: coreEnvironment(around), logFile: logOf(around, 'worker'),
  ready: (life) => says('worker started', life),
});

export const gatewayProgram = (around: Surroundings): Program => ({
  name: 'lock gateway', entry: 'lock-gateway/main.ts', env: gatewayEnvironment(around), logFile: logOf(around, 'lock-gateway'),
  ready: (life) => answers(`http://127.0.0.1:${around.ports.gatewayHealth}/health`, life),
});

export const logOf = ({ dataDir }: Surroundings, name: string): string => join(dataDir, 'logs', `${name}.log`);

/** Resolves when the address answers 200; rejects when the life of its program ends first. */
async function answers(url: string, { ended }: Life): Promise<void> {
  for (;;) {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(PROBE_MS)]);
    const answer = await fetch(url, { signal }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(PROBE_EVERY_MS, undefined, { signal: ended });
  }
}

/** Resolves when the program logs this message. */
const says = (message: string, { hear }: Life): Promise<void> =>
  new Promise((resolve) => hear((line) => {
    if (line.includes(`"msg":"${message}"`)) resolve();
  }));
