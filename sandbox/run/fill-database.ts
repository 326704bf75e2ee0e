import { SandboxProblem } from '../problem.ts';
import { startChild } from './child.ts';
import { codeKeys, type Surroundings } from './environment.ts';
import { logOf } from './programs.ts';
import type { StopOrder } from './stop-order.ts';

/**
 * Fills an empty database with the demo city, in a process of its own.
 * @throws SandboxProblem with the last words of that process when it does not succeed; the database is empty then, as before
 */
export async function fillDatabase(around: Surroundings, say: (line: string) => void, stops: StopOrder): Promise<void> {
  say('Eerste start, de zalen van Leuven worden klaargezet · first start, filling the database …');
  const logFile = logOf(around, 'fill');
  const child = startChild({ entry: 'sandbox/run/fill.ts', env: { DATABASE_URL: around.databaseUrl, CODE_KEYS: codeKeys(around) }, logFile });
  stops.begun.addEventListener('abort', () => void child.stop(), { once: true });
  child.hear((line) => say(`  ${line}`));
  const how = await child.end;
  stops.begun.throwIfAborted();
  if (how !== 'exit code 0') throw new SandboxProblem(`The database could not be filled (${how}):\n${child.lastWords()}\nMore in ${logFile}.`);
}
