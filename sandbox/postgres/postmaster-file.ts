import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commandOf } from './processes.ts';

/** PostgreSQL's main process, as it describes itself in `postmaster.pid` (src/include/utils/pidfile.h). */
export interface Postmaster {
  readonly pid: number;
  readonly dataDir: string;
  readonly socketDir: string;
  readonly status: string;
}

/** What `postmaster.pid` says; undefined when there is none, or it is only being written. */
export async function readPostmasterFile(dataDir: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return undefined;
  return { pid, dataDir, socketDir: lines[4] ?? '', status: lines[7]?.trim() ?? '' };
}

/** True when that process lives and is the PostgreSQL of these data: not a zombie, not a stranger that got its number. */
export async function isRunning({ pid, dataDir }: Pick<Postmaster, 'pid' | 'dataDir'>): Promise<boolean> {
  const [program, ...words] = await commandOf(pid);
  return program !== undefined && basename(program) === 'postgres' && words.includes(dataDir);
}

/**
 * Lets the next start pass the file of a postmaster that is dead. PostgreSQL stops at any process of that number, even a zombie or a
 * stranger, but not at its own parent, so the file is made to name us. Deleting it instead would also drop line 7, by which PostgreSQL
 * sees that sessions of the dead postmaster still use the data.
 */
export async function disownPostmasterFile(dataDir: string): Promise<void> {
  const path = join(dataDir, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) await writeFile(path, text.replace(/^-?\d+/, String(process.pid)));
}
