import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SandboxProblem } from '../problem.ts';
import { copyBinaries } from './copy-binaries.ts';
import { locatePackage, makeLinks } from './package-binaries.ts';
import { canEnter, type Account } from './server-account.ts';

const run = promisify(execFile);

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * PostgreSQL's programs where the account can run them: in node_modules when it may go there, else from a copy.
 * @throws SandboxProblem when they do not run on this machine
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const found = await locatePackage();
  const complete = await makeLinks(found.native).then(() => true, () => false);
  const usable = complete && (await canEnter(join(found.native, 'bin'), account));
  const native = usable ? found.native : await copyBinaries(found, account);
  const binaries = { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
  await tryOut(binaries.postgres, account);
  return binaries;
}

/** Fails early and with the reason: a foreign C library, a disk mounted noexec, a container that may not change user. */
async function tryOut(postgres: string, account: Account | undefined): Promise<void> {
  await run(postgres, ['--version'], { ...account, cwd: '/', timeout: 10_000 }).catch((error: Error & { stderr?: string }) => {
    const reason = error.stderr?.trim() || error.message;
    throw new SandboxProblem(
      `The embedded PostgreSQL does not run here: ${reason}\nInstall PostgreSQL 15 or newer and set DATABASE_URL to a database of it.`,
      { cause: error },
    );
  });
}
