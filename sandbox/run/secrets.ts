import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { SandboxProblem } from '../problem.ts';

/** What the parts of one sandbox share and nobody else knows. Made once, kept beside the data they protect. */
export interface CitySecrets {
  /** Between the core and the gateway: 32 bytes in base64. */
  readonly lockKey: string;
  /** Seals the door codes in the database: 32 bytes in base64. */
  readonly codeKey: string;
  /** The private key with which the site proves itself to the identity provider. */
  readonly clientKey: JWK;
  readonly mollieKey: string;
  readonly passwords: Readonly<Record<'core' | 'gateway' | 'building', string>>;
}

/** The secrets in the data directory, new ones when there are none yet. */
export async function citySecrets(dataDir: string): Promise<CitySecrets> {
  const file = join(dataDir, 'secrets.json');
  const saved = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (saved !== undefined) return parse(saved, file);
  const secrets = await newSecrets();
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function parse(saved: string, file: string): CitySecrets {
  try {
    const secrets: CitySecrets = JSON.parse(saved);
    return secrets;
  } catch (error) {
    throw new SandboxProblem(`${file} cannot be read. Remove it to make new secrets; door codes made before can then no longer be shown.`, { cause: error });
  }
}

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

async function newSecrets(): Promise<CitySecrets> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    lockKey: randomBytes(32).toString('base64'),
    codeKey: randomBytes(32).toString('base64'),
    clientKey: { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: random(8) },
    mollieKey: `test_${randomBytes(15).toString('hex')}`,
    passwords: { core: random(18), gateway: random(18), building: random(18) },
  };
}
