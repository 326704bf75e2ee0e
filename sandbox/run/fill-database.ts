import { SandboxProblem } from '../problem.ts';
import { startChild } from './child.ts';
import { codeKeys, type Surroundings } from './environment.ts';
import { logOf } from './programs.ts';
import type { StopOrder } from './stop-order.ts';

/** A hundred thousand rows come and go: with the usual 16 MB a tenth of the time goes to collecting them. */
const ROOM_FOR_SHORT_LIVED = '--max-semi-space-size=64';

export interface Filling {
  /** Resolves when its process is loaded and at work: until then it and the programs would only be in each other's way. */
  readonly underWay: Promise<unknown>;
  /** Rejects with a SandboxProblem and the last words of that process when it does not succeed; the database is then empty, as before. */
  readonly done: Promise<void>;
}

export const NOTHING_TO_FILL: Filling = { underWay: Promise.resolve(), done: Promise.resolve() };

/** Fills an empty database with the demo city, in a process of its own. */
export function fillDatabase(around: Surroundings, say: (line: string) => void, stops: StopOrder): Filling {
  say('Eerste start, de zalen van Leuven worden klaargezet · first start, filling the database …');
  const logFile = logOf(around, 'fill');
  const child = startChild({
    entry: 'sandbox/run/fill.ts', env: { DATABASE_URL: around.databaseUrl, CODE_KEYS: codeKeys(around) }, logFile, nodeFlags: [ROOM_FOR_SHORT_LIVED],
  });
  stops.begun.addEventListener('abort', () => void child.stop(), { once: true });
  const firstLine = new Promise<void>((resolve) => child.hear((line) => {
    say(`  ${line}`);
    resolve();
  }));
  const done = child.end.then((how) => {
    stops.begun.throwIfAborted();
    if (how !== 'exit code 0') throw new SandboxProblem(`The database could not be filled (${how}):\n${child.lastWords()}\nMore in ${logFile}.`);
  });
  return { underWay: Promise.race([firstLine, done]), done };
}
