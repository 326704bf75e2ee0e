import { readFile, rm, writeFile } from 'node:fs/promises';
import { SandboxProblem } from '../problem.ts';
import { birthOf } from './processes.ts';

/**
 * Notes that this process uses the data, so that a second start does not take the database over and stop it under the first one.
 * The note of a process that was killed counts for nothing.
 * @returns what to call when done
 * @throws SandboxProblem that names the process which uses the data now
 */
export async function takeExclusiveUse(dataDir: string): Promise<() => Promise<void>> {
  const note = `${dataDir}.user`;
  const mine = `${process.pid} ${await birthOf(process.pid)}`;
  for (const lastAttempt of [false, true]) {
    const written = await writeFile(note, mine, { flag: 'wx' }).then(() => true, busy);
    if (written) return () => rm(note, { force: true });
    const pid = await livingUser(note);
    if (pid !== undefined || lastAttempt) {
      throw new SandboxProblem(`The database in ${dataDir} is in use by process ${pid ?? 'unknown'}. Stop that first.`);
    }
    await rm(note, { force: true });
  }
  throw new Error('unreachable');
}

function busy(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

async function livingUser(note: string): Promise<number | undefined> {
  const [pid = '', ...birth] = (await readFile(note, 'utf8').catch(() => '')).split(' ');
  const alive = pid !== '' && (await birthOf(Number(pid))) === birth.join(' ');
  return alive ? Number(pid) : undefined;
}
