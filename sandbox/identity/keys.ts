import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWKS } from 'oidc-provider';

export interface ProviderKeys {
  jwks: JWKS;
  cookieKeys: string[];
}

/** The provider's keys: new ones at each start, or those kept in a folder, so that a restart invalidates nobody's login. */
export async function providerKeys(dataDir: string | undefined): Promise<ProviderKeys> {
  if (!dataDir) return createKeys();
  const file = join(dataDir, 'identity-keys.json');
  const saved = await readFile(file, 'utf8').catch(() => undefined);
  if (saved !== undefined) return parse(saved, file);
  const keys = await createKeys();
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}

function parse(saved: string, file: string): ProviderKeys {
  try {
    const keys: ProviderKeys = JSON.parse(saved);
    return keys;
  } catch (error) {
    throw new Error(`the identity provider cannot read ${file}; remove it to make new keys`, { cause: error });
  }
}

async function createKeys(): Promise<ProviderKeys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kty: 'RSA', alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') };
  return { jwks: { keys: [key] }, cookieKeys: [randomBytes(32).toString('base64url')] };
}
