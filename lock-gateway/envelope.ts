import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { isCommand, lockTopic, type Command, type Manifest, type SealedCommand } from './protocol.ts';

/** What is derived from the one secret that the core and a gateway share: a key per purpose (HKDF-SHA256, RFC 5869). */
export interface GatewayKey {
  /** Tells keys apart during a rotation; reveals nothing. */
  id: string;
  command: Uint8Array;
  manifest: Uint8Array;
  /** For what the gateway itself keeps on disk. */
  store: Uint8Array;
}

/** @throws RangeError when the text is not 32 bytes in base64 */
export function gatewayKey(base64: string): GatewayKey {
  const secret = Buffer.from(base64, 'base64');
  if (secret.length !== 32 || !/^[\w+/-]{43}=?$/.test(base64)) throw new RangeError('must be 32 bytes in base64');
  const derive = (purpose: string, length: number): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, '', `openzaal lock v1 ${purpose}`, length));
  return {
    id: Buffer.from(derive('key id', 8)).toString('hex'),
    command: derive('command', 32),
    manifest: derive('manifest', 32),
    store: derive('store', 32),
  };
}

/** Where a command goes and how long it is good for; all of it is bound into the encryption. */
export interface CommandAddress {
  gateway: string;
  lock: string;
  cmdId: string;
  expiresAt: Date;
}

/** Seals a command for one gateway, one lock and one command id (JWE compact, `dir`, A256GCM; RFC 7516). */
export async function sealCommand(key: GatewayKey, address: CommandAddress, command: Command): Promise<SealedCommand> {
  const expiresAt = address.expiresAt.toISOString();
  const { gateway, lock, cmdId } = address;
  const jwe = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(command)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.id, gateway, lock, cmdId, expiresAt })
    .encrypt(key.command);
  return { v: 1, cmdId, lock, replyTo: lockTopic(gateway, lock, 'ack'), expiresAt, jwe };
}

export type Opened = { ok: true; command: Command } | { ok: false; reason: 'decrypt_failed' | 'invalid_command' };

/**
 * Opens a command. Refuses one sealed for another gateway, lock, command id or expiry than the message says, or with an
 * unknown key. Says nothing more than that, and never throws.
 * @param keys the current key and, during a rotation, the previous one
 */
export async function openCommand(keys: readonly GatewayKey[], gateway: string, message: SealedCommand): Promise<Opened> {
  try {
    const { plaintext, protectedHeader: header } = await compactDecrypt(
      message.jwe,
      ({ kid }) => keyNamed(keys, kid).command,
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    const bound = header['gateway'] === gateway && header['lock'] === message.lock
      && header['cmdId'] === message.cmdId && header['expiresAt'] === message.expiresAt;
    if (!bound) return { ok: false, reason: 'decrypt_failed' };
    const command: unknown = JSON.parse(new TextDecoder().decode(plaintext));
    return isCommand(command) ? { ok: true, command } : { ok: false, reason: 'invalid_command' };
  } catch {
    return { ok: false, reason: 'decrypt_failed' };
  }
}

function keyNamed(keys: readonly GatewayKey[], kid: string | undefined): GatewayKey {
  const key = keys.find(({ id }) => id === kid);
  if (!key) throw new Error('unknown key');
  return key;
}

type Unsigned = Omit<Manifest, 'mac'>;

/** Adds the MAC to a manifest, so that nobody else who may publish on the broker can have codes removed. */
export const signManifest = (key: GatewayKey, gateway: string, manifest: Unsigned): Manifest =>
  ({ ...manifest, mac: macOf(key, gateway, manifest).toString('base64url') });

export const isSigned = (keys: readonly GatewayKey[], gateway: string, manifest: Manifest): boolean => {
  const given = Buffer.from(manifest.mac, 'base64url');
  return keys.some((key) => {
    const own = macOf(key, gateway, manifest);
    return own.length === given.length && timingSafeEqual(own, given);
  });
};

/** HMAC-SHA256 over plain lines rather than JSON, which every language writes the same way. */
function macOf(key: GatewayKey, gateway: string, { lock, rev, at, codes }: Unsigned): Buffer {
  const lines = codes.map((code) => [code.ref, code.rev, ...code.windows.map(({ from, until }) => `${from}/${until}`)].join(' '));
  return createHmac('sha256', key.manifest).update(['openzaal-manifest-v1', gateway, lock, rev, at, ...lines].join('\n')).digest();
}
