import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { poll } from './poll.ts';
import { isRunning, readPostmasterFile, type Postmaster } from './postmaster-file.ts';

/** First the fast way: sessions are cut, data are written out. Then the immediate one: data are put right at the next start. */
const STEPS = [
  { signal: 'SIGINT', patienceMs: 15_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
] as const;

/**
 * Stops PostgreSQL and waits until it is gone. One that is gone already is fine.
 * @throws SandboxProblem when it does not go
 */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const { signal, patienceMs } of STEPS) {
    if (await isRunning(postmaster)) process.kill(postmaster.pid, signal);
    const gone = await poll(patienceMs, async () => ((await isRunning(postmaster)) ? undefined : true));
    if (gone) return removeSocketDirectory(postmaster);
  }
  throw new SandboxProblem(`PostgreSQL (process ${postmaster.pid}) on ${postmaster.dataDir} does not stop. End it yourself: kill ${postmaster.pid}`);
}

/** Only one that we made: the file of a PostgreSQL started by hand may name a directory that others use. */
async function removeSocketDirectory({ socketDir }: Postmaster): Promise<void> {
  if (basename(socketDir).startsWith('openzaal-')) await rm(socketDir, { recursive: true, force: true });
}

/** Stops the PostgreSQL that a killed process left running on these data, if there is one. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const orphan = await readPostmasterFile(dataDir);
  if (!orphan) return;
  if (await isRunning(orphan)) await stopPostmaster(orphan);
  else await removeSocketDirectory(orphan);
}
