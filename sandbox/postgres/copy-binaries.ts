import { chmod, copyFile, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { makeLinks, type PostgresPackage } from './package-binaries.ts';
import { temporaryRoot, type Account } from './server-account.ts';

const EVERYONE_MAY_ENTER = 0o755;
const EVERYONE_MAY_READ = 0o644;

/**
 * Copies PostgreSQL, once per version and user, to a place in the temporary directory where the account can run it, and answers that place.
 * @throws SandboxProblem when something that is not ours has that name already
 */
export async function copyBinaries(found: PostgresPackage, account: Account | undefined): Promise<string> {
  const place = join(await temporaryRoot(account), `openzaal-pg-${found.version}-${process.getuid?.() ?? 0}`);
  if (await isComplete(place, found.native)) return place;
  const fresh = await mkdtemp(`${place}-`);
  await copyTree(found.native, fresh);
  await makeLinks(fresh);
  // What is left of an older copy gives way; when another process has just put its own there, that one is as good.
  await rm(place, { recursive: true, force: true });
  await rename(fresh, place).catch(() => rm(fresh, { recursive: true, force: true }));
  if (!(await isComplete(place, found.native))) throw new SandboxProblem(`PostgreSQL could not be copied to ${place}.`);
  return place;
}

/** Temporary directories are cleaned by age, file by file, and anybody may put something there: trust what is whole and ours. */
async function isComplete(place: string, native: string): Promise<boolean> {
  const entry = await lstat(place).catch(() => undefined);
  if (!entry) return false;
  const ours = entry.isDirectory() && entry.uid === process.getuid?.() && (entry.mode & 0o022) === 0;
  if (!ours) throw new SandboxProblem(`${place} belongs to somebody else, so it is not safe to run. Remove it and start again.`);
  const present = new Set(await readdir(place, { recursive: true }));
  return (await readdir(native, { recursive: true })).every((path) => present.has(path));
}

/** Modes are set, not copied: a strict umask during npm install would lock the account out of the copy too. */
async function copyTree(from: string, to: string): Promise<void> {
  await chmod(to, EVERYONE_MAY_ENTER);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target);
      await copyTree(source, target);
    } else if (entry.isFile()) {
      await copyFile(source, target);
      const runs = ((await lstat(source)).mode & 0o100) !== 0;
      await chmod(target, runs ? EVERYONE_MAY_ENTER : EVERYONE_MAY_READ);
    }
  }
}
