import { readFile, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { SandboxProblem } from '../problem.ts';

/** A user of the operating system, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: Account = { uid: 65534, gid: 65534 };
/** macOS allows the shortest path to a socket, 103 bytes and a closing zero; Linux four bytes more. */
const SOCKET_PATH_BYTES = 103;
const LONGEST_SOCKET_NAME = '/openzaal-XXXXXX/.s.PGSQL.5432';

/**
 * Who PostgreSQL runs as. It refuses root, so root hands it to the owner of the data directory, or to an account that owns nothing;
 * anybody else runs it as themselves, which is what undefined says.
 */
export async function serverAccount(dataDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataDir).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : powerless();
}

/** initdb wants its user listed in /etc/passwd; the entry is usually `nobody`, whose number differs from system to system. */
async function powerless(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const found = ['nobody', 'daemon']
    .map((name) => lines.find((fields) => fields[0] === name))
    .map((fields) => ({ uid: Number(fields?.[2]), gid: Number(fields?.[3]) }))
    .find(({ uid, gid }) => uid > 0 && gid > 0);
  return found ?? NOBODY;
}

/** True when the account may walk down to this directory, judged by the permission bits of each directory on the way. */
export async function canEnter(directory: string, account: Account | undefined): Promise<boolean> {
  if (!account) return true;
  for (let path = await realpath(directory); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const entry = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & entry) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** A temporary directory that the account can enter, with a path short enough for a socket below it. */
export async function temporaryRoot(account: Account | undefined): Promise<string> {
  for (const directory of [tmpdir(), '/tmp']) {
    const short = Buffer.byteLength(directory + LONGEST_SOCKET_NAME) <= SOCKET_PATH_BYTES;
    if (short && (await canEnter(directory, account).catch(() => false))) return directory;
  }
  throw new SandboxProblem(`PostgreSQL needs a temporary directory that others may enter: neither ${tmpdir()} nor /tmp will do. Set TMPDIR.`);
}
