import { setTimeout as pause } from 'node:timers/promises';
import { SandboxProblem } from '../problem.ts';
import { startChild, type Child, type Program } from './child.ts';
import { errorIn } from './lines.ts';

export interface KeptRunning {
  /** The process of its present life. */
  pid(): number;
  /** Resolves with the reason when it was given up; never when it is stopped. */
  readonly givenUp: Promise<SandboxProblem>;
  stop(): Promise<void>;
}

export interface Keeping {
  /** Hears what a person should know. */
  readonly say: (line: string) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
  /** How often in a row it may die; a life of five minutes starts the count again. */
  readonly restarts?: number;
  readonly readyWithinMs?: number;
}

const RESTARTS = 3;
const READY_MS = 60_000;
const LONG_LIFE_MS = 5 * 60_000;
const BREATHER_MS = 500;

/**
 * Starts a program, waits until it can work, and from then on starts it again when it dies.
 * @throws SandboxProblem when it does not come up the first time: then it would not the second time either
 */
export async function keepRunning(program: Program, { say, signal, restarts = RESTARTS, readyWithinMs = READY_MS }: Keeping): Promise<KeptRunning> {
  let stopping = false;
  let child = start(program, say);
  const abandon = (): void => void child.stop();
  signal?.addEventListener('abort', abandon, { once: true });
  await whenReady(program, child, readyWithinMs).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  }).finally(() => signal?.removeEventListener('abort', abandon));

  const keep = async (): Promise<SandboxProblem> => {
    for (let deaths = 0; ;) {
      const since = Date.now();
      const how = await child.end;
      if (stopping) return new Promise(() => {});
      deaths = Date.now() - since > LONG_LIFE_MS ? 1 : deaths + 1;
      if (deaths > restarts) return new SandboxProblem(`The ${program.name} stopped ${deaths} times (${how}); giving up. What it said is in ${program.logFile}.`);
      say(`The ${program.name} stopped (${how}); starting it again (${deaths} of ${restarts}).`);
      await pause(BREATHER_MS * deaths);
      if (stopping) return new Promise(() => {});
      child = start(program, say);
      await whenReady(program, child, readyWithinMs).then(
        () => say(`The ${program.name} is back.`),
        () => child.stop(),
      );
    }
  };

  return {
    pid: () => child.pid,
    givenUp: keep(),
    stop: () => {
      stopping = true;
      return child.stop();
    },
  };
}

function start(program: Program, say: Keeping['say']): Child {
  const child = startChild(program);
  child.hear((line) => {
    const error = errorIn(line);
    if (error !== undefined) say(`${program.name}: ${error}`);
  });
  return child;
}

async function whenReady(program: Program, child: Child, withinMs: number): Promise<void> {
  const late = AbortSignal.timeout(withinMs);
  const tooLate = new Promise<string>((resolve) => late.addEventListener('abort', () => resolve(`was not ready within ${withinMs / 1000} s`)));
  const died = child.end.then((how) => `did not start (${how})`);
  const trouble = await Promise.race([program.ready(child).then(() => undefined), died, tooLate]);
  if (trouble !== undefined) throw new SandboxProblem(`The ${program.name} ${trouble}:\n${child.lastWords()}\nMore in ${program.logFile}.`);
}
