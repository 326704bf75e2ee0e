import { hkdfSync } from 'node:crypto';
import { gatewayKey, type GatewayKey } from '../../lock-gateway/envelope.ts';
import { isName } from '../../lock-gateway/protocol.ts';

/** One key of the ring that guards door codes at rest: what is derived from it, one key per purpose (HKDF-SHA256, RFC 5869). */
export interface CodeKey {
  id: string;
  /** Wraps the key of each code (RFC 3394). */
  wrap: Uint8Array;
  /** For fingerprints, which tell equal codes apart without reading them. */
  fingerprint: Uint8Array;
}

/** The first key seals; all of them open. */
export type CodeKeys = readonly [CodeKey, ...CodeKey[]];

/** What each gateway shares with us: its current key first, then previous ones while keys are rotated. */
export type GatewayKeys = ReadonlyMap<string, readonly [GatewayKey, ...GatewayKey[]]>;

export interface DoorKeys {
  codes: CodeKeys;
  /** Only the worker needs them. */
  gateways: GatewayKeys;
}

/** What is wrong with the settings, one sentence each, none of their values. */
export class DoorKeysError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/**
 * Reads CODE_KEYS (`id:base64,id:base64`, 32 bytes each; the first seals new codes, the others still open old ones) and LOCK_KEYS
 * (`gateway:base64,…`; a gateway that is named again gives its previous key). LOCK_KEYS may be empty: then no lock is spoken to.
 * @throws DoorKeysError naming every malformed entry
 */
export function parseDoorKeys(codeKeys: string, lockKeys = ''): DoorKeys {
  const problems: string[] = [];
  const [first, ...rest] = readEntries('CODE_KEYS', 'id', codeKeys, problems).flatMap(({ name, secret }) => codeKey(name, secret));
  const gateways = new Map<string, readonly [GatewayKey, ...GatewayKey[]]>();
  for (const { name, secret } of readEntries('LOCK_KEYS', 'gateway', lockKeys, problems)) {
    const key = gatewayKey(secret.toString('base64'));
    const known = gateways.get(name);
    gateways.set(name, known ? [...known, key] : [key]);
  }
  if (codeKeys.trim() === '') problems.push('CODE_KEYS is missing');
  const twice = [first, ...rest].find((key, index, all) => all.findIndex((other) => other?.id === key?.id) !== index);
  if (twice) problems.push(`CODE_KEYS names ${twice.id} twice`);
  if (problems.length > 0 || !first) throw new DoorKeysError(problems);
  return { codes: [first, ...rest], gateways };
}

interface Entry {
  name: string;
  secret: Buffer;
}

function readEntries(setting: string, what: string, text: string, problems: string[]): Entry[] {
  return text.split(',').map((entry) => entry.trim()).flatMap((entry, index) => {
    if (entry === '') {
      if (text.trim() !== '') problems.push(`${setting} entry ${index + 1} is empty`);
      return [];
    }
    const [name = '', base64 = ''] = entry.split(/:(.*)/s);
    const secret = Buffer.from(base64, 'base64');
    if (!isName(name)) problems.push(`${setting} entry ${index + 1} must begin with ${what}: letters, digits, _ or -, at most 64, and a colon`);
    else if (secret.length !== 32 || !/^[\w+/-]{43}=?$/.test(base64)) problems.push(`${setting} entry ${index + 1} (${name}) must be 32 bytes in base64`);
    else return [{ name, secret }];
    return [];
  });
}

function codeKey(id: string, secret: Buffer): CodeKey {
  const derive = (purpose: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, '', `openzaal door code v1 ${purpose}`, 32));
  return { id, wrap: derive('wrap'), fingerprint: derive('fingerprint') };
}
