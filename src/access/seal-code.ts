import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { GrantId } from '../kernel/ids.ts';
import type { CodeKey, CodeKeys } from './door-keys.ts';

/** A door code as it rests in the database. */
export interface SealedCode {
  /** The wrapped key of this code, the nonce, the encrypted digits and their tag, one after the other. */
  bytes: Buffer;
  /** Which key of the ring wraps it. */
  keyId: string;
}

const WRAPPED = 40;
const NONCE = 12;
const TAG = 16;
/** RFC 3394 §2.2.3.1. */
const WRAP_IV = Buffer.alloc(8, 0xa6);
const FINGERPRINT_BYTES = 16;

/** Encrypts digits under a key of their own, which the ring's first key wraps; bound to the grant, so that they open nothing else. */
export function sealCode([key]: CodeKeys, grantId: GrantId, digits: string): SealedCode {
  const own = randomBytes(32);
  const wrapping = createCipheriv('id-aes256-wrap', key.wrap, WRAP_IV);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(Buffer.from(grantId));
  const bytes = Buffer.concat([wrapping.update(own), wrapping.final(), nonce, cipher.update(digits, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { bytes, keyId: key.id };
}

/** @throws when the key is no longer in the ring, or the bytes were sealed for another grant or changed */
export function unsealCode(keys: CodeKeys, grantId: GrantId, { bytes, keyId }: SealedCode): string {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw new Error('a door code is sealed with a key that is not in CODE_KEYS');
  const unwrapping = createDecipheriv('id-aes256-wrap', key.wrap, WRAP_IV);
  const own = Buffer.concat([unwrapping.update(bytes.subarray(0, WRAPPED)), unwrapping.final()]);
  const decipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(WRAPPED, WRAPPED + NONCE)).setAAD(Buffer.from(grantId));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(WRAPPED + NONCE, -TAG)), decipher.final()]).toString('utf8');
}

/** Equal digits have equal fingerprints under one key, and nobody without it can tell which digits. Hexadecimal. */
export const fingerprint = (key: CodeKey, digits: string): string =>
  createHmac('sha256', key.fingerprint).update(digits).digest('hex').slice(0, 2 * FINGERPRINT_BYTES);
