import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readlink, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { canEnter, type Account } from './server-account.ts';

/** Elsewhere means a place that lasts, if there is one: temporary directories are emptied. */
const ELSEWHERE = ['/var/lib', '/var/tmp', tmpdir(), '/tmp'];

/**
 * Where the data really goes. That is `dataDir`, unless the account cannot enter the directories above it (root's checkout in a directory
 * of mode 0700): then `dataDir` becomes a symbolic link to a directory elsewhere, so it can be found and the next start follows it.
 * @throws SandboxProblem when there are data that the account can no longer reach
 */
export async function placeCluster(dataDir: string, account: Account | undefined): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true });
  const entry = await lstat(dataDir).catch(() => undefined);
  const moved = entry?.isSymbolicLink() ? await followOwnLink(dataDir) : undefined;
  if (moved) return moved;
  if (await canEnter(dirname(dataDir), account)) return dataDir;
  if (entry?.isDirectory()) {
    throw new SandboxProblem(
      `PostgreSQL runs as user ${account?.uid} here and cannot reach its data in ${dataDir}. ` +
        'Let others enter the directories above it (chmod o+x), or remove it to start empty.',
    );
  }
  const place = join(await mkdtemp(await prefixElsewhere(dataDir, account)), 'data');
  await chmod(dirname(place), 0o711);
  await symlink(place, dataDir);
  return place;
}

/** A copied checkout carries the link of the original, whose data are not its own: the fingerprint tells. */
async function followOwnLink(dataDir: string): Promise<string | undefined> {
  const target = await readlink(dataDir);
  const own = basename(dirname(target)).startsWith(`${fingerprint(dataDir)}-`);
  if (own && (await exists(dirname(target)))) return target;
  await rm(dataDir);
  return undefined;
}

async function prefixElsewhere(dataDir: string, account: Account | undefined): Promise<string> {
  for (const base of ELSEWHERE) {
    const directory = join(base, 'openzaal-sandbox');
    await mkdir(directory).catch(() => undefined);
    if ((await opened(directory)) && (await canEnter(directory, account))) return join(directory, `${fingerprint(dataDir)}-`);
  }
  throw new SandboxProblem(`PostgreSQL cannot run as root, and none of ${ELSEWHERE.join(', ')} can take its data. Set DATABASE_URL.`);
}

/** Lets others pass through the directory, if it is a directory and ours: in /var/tmp anybody may have made one of that name. */
async function opened(directory: string): Promise<boolean> {
  const entry = await lstat(directory).catch(() => undefined);
  if (!entry?.isDirectory() || entry.uid !== process.getuid?.()) return false;
  await chmod(directory, 0o711);
  return true;
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

const fingerprint = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12);
