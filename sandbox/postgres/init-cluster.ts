import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SandboxProblem } from '../problem.ts';
import type { Account } from './server-account.ts';

const run = promisify(execFile);
const INITDB_MS = 120_000;
const MAJOR = '18';
/** pg_trgm takes its letters from the C library's locale: under plain `C` it drops every accented one. Not every system has the first. */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'nl_BE.UTF-8'];
const SETTINGS = ['--username=openzaal', '--auth=trust', '--encoding=UTF8', '--no-sync', '--no-instructions'];
const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * Makes the files of a new, empty PostgreSQL in `place`, unless they are there. All or nothing: they get their name when complete.
 * Nobody needs a password (`trust`), because only the account and root can open the socket.
 * @throws SandboxProblem when the files are of another version
 */
export async function initCluster(initdb: string, place: string, account: Account | undefined): Promise<void> {
  if (await hasCluster(place)) return;
  await removeUnfinished(place);
  const fresh = await mkdtemp(`${place}.new-`);
  if (account) await chown(fresh, account.uid, account.gid);
  try {
    await runInitdb(initdb, fresh, account);
    await rename(fresh, place);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    throw cause;
  }
}

async function hasCluster(place: string): Promise<boolean> {
  const version = await readFile(join(place, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (version === undefined) return false;
  if (version.trim() === MAJOR) return true;
  throw new SandboxProblem(`The database in ${place} was made by PostgreSQL ${version.trim()}; this is ${MAJOR}. Remove it to start empty.`);
}

async function runInitdb(initdb: string, directory: string, account: Account | undefined): Promise<void> {
  const failures: string[] = [];
  for (const characters of CHARACTER_TYPES) {
    const words = [`--pgdata=${directory}`, ...SETTINGS, ...LOCALE, `--lc-ctype=${characters}`];
    const failure = await run(initdb, words, { ...account, cwd: '/', env: {}, timeout: INITDB_MS }).then(
      () => undefined,
      (error: Error & { stderr?: string }) => error.stderr?.trim() || error.message,
    );
    if (failure === undefined) return;
    failures.push(failure);
    if (!failure.includes('locale')) break;
  }
  throw new SandboxProblem(`PostgreSQL could not make its files in ${directory}:\n${failures.join('\n')}\nOr set DATABASE_URL to a database of your own.`);
}

/** What a start that was killed half-way left behind. */
async function removeUnfinished(place: string): Promise<void> {
  const left = (await readdir(dirname(place))).filter((name) => name.startsWith(`${basename(place)}.new-`));
  await Promise.all(left.map((name) => rm(join(dirname(place), name), { recursive: true, force: true })));
}
