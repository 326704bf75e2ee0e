import { withConnection, socketUrl } from './connect.ts';
import { poll } from './poll.ts';
import { isRunning, readPostmasterFile, type Postmaster } from './postmaster-file.ts';

/**
 * Waits while a PostgreSQL starts up (or shuts down) on these data, and answers it once it serves queries.
 * Undefined as soon as none runs there, and when it still does not answer after `patienceMs`.
 */
export async function answeringPostmaster(dataDir: string, patienceMs: number): Promise<Postmaster | undefined> {
  const outcome = await poll(patienceMs, async () => {
    const postmaster = await readPostmasterFile(dataDir);
    if (!postmaster || !(await isRunning(postmaster))) return 'none';
    return postmaster.status === 'ready' && (await answers(postmaster)) ? postmaster : undefined;
  });
  return outcome === 'none' ? undefined : outcome;
}

/** It has to be PostgreSQL on these very data: a socket directory can be emptied and used again. */
async function answers({ socketDir, dataDir }: Postmaster): Promise<boolean> {
  const question = 'SELECT 1 FROM pg_settings WHERE name = $1 AND setting = $2';
  return withConnection(socketUrl(socketDir, 'postgres'), (client) => client.query(question, ['data_directory', dataDir])).then(
    ({ rowCount }) => rowCount === 1,
    () => false,
  );
}
