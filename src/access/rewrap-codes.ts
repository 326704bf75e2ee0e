import type { GrantId } from '../kernel/ids.ts';
import { transact, type Database, type Transaction } from '../platform/db.ts';
import type { CodeKeys } from './door-keys.ts';
import { fingerprint, sealCode, unsealCode } from './seal-code.ts';

const AT_ONCE = 500;

/**
 * Brings door codes that an older key of the ring seals under the newest one, at most five hundred at a time, so that the older key can be retired. Their
 * fingerprints too, as far as the digits are still there. Answers how many it did; what a key seals that is not in the ring stays as it is.
 */
export async function rewrapCodes(db: Database, keys: CodeKeys, limit = AT_ONCE): Promise<number> {
  const [newest, ...older] = keys;
  if (older.length === 0) return 0;
  return transact(db, async (tx) => {
    const { rows } = await tx.raw<{ rows: { id: GrantId; code_sealed: Buffer; code_key: string }[] }>(
      `SELECT id, code_sealed, code_key FROM grants WHERE code_sealed IS NOT NULL AND code_key = ANY(?::text[]) ORDER BY id LIMIT ? FOR NO KEY UPDATE SKIP LOCKED`,
      [older.map(({ id }) => id), limit]);
    const rewrapped = rows.map(({ id, code_sealed: bytes, code_key: keyId }) => {
      const digits = unsealCode(keys, id, { bytes, keyId });
      const was = keys.find((key) => key.id === keyId)!;
      return { id, sealed: sealCode(keys, id, digits).bytes.toString('hex'), was: fingerprint(was, digits), now: fingerprint(newest, digits) };
    });
    await saveRewrapped(tx, newest.id, rewrapped);
    return rewrapped.length;
  });
}

/** A fingerprint that is of other digits than these is left alone. */
async function saveRewrapped(tx: Transaction, keyId: string, rewrapped: readonly { id: GrantId; sealed: string; was: string; now: string }[]): Promise<void> {
  if (rewrapped.length === 0) return;
  await tx.raw(
    `WITH n AS (SELECT * FROM jsonb_to_recordset(:rewrapped::jsonb) AS n (id uuid, sealed text, was text, now text)),
     sealed AS (UPDATE grants SET code_sealed = decode(n.sealed, 'hex'), code_key = :keyId FROM n WHERE grants.id = n.id)
     UPDATE lock_codes SET code_fingerprint = decode(n.now, 'hex') FROM n WHERE grant_id = n.id AND code_fingerprint = decode(n.was, 'hex')`,
    { keyId, rewrapped: JSON.stringify(rewrapped) });
}
