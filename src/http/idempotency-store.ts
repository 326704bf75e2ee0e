import type { Answer } from '../contract/operation.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';

export interface KeyedRequest {
  /** Who sent it, and for whom they act. */
  caller: string;
  key: string;
  operation: string;
  /** Of everything that decides what the request would do. */
  hash: Buffer;
}

/** Ours to carry out. */
export interface Claimed extends KeyedRequest {
  attempt: number;
}

/** What is kept of an answer. A session's token never is. */
export type KeptAnswer = Pick<Answer, 'body' | 'headers'>;

/**
 * Spares the statement the wait for the disk. A crash of the database may then forget that a key was taken or given back, at a
 * moment when nothing was done under it: the answer commits with what was done, and all that was written before goes first.
 */
const WITHOUT_WAITING = `set_config('synchronous_commit', 'off', true)`;

/**
 * Takes a key, unless it was answered before: then that answer. One that has been at work for over a minute belongs to a
 * process that died, because every request ends by its time-out long before: it is taken over.
 * Refuses `idempotency-key-in-progress` and `idempotency-key-reused`.
 */
export async function claimKey(db: Database, request: KeyedRequest): Promise<Claimed | { answer: KeptAnswer }> {
  const { rows: [claimed] } = await db.raw<{ rows: { attempt: number }[] }>(`
    INSERT INTO idempotency_keys AS kept (caller, key, operation, request_hash)
    SELECT :caller, :key, :operation, :hash FROM ${WITHOUT_WAITING}
    ON CONFLICT (caller, key) DO UPDATE SET attempt = kept.attempt + 1, created_at = clock_timestamp()
      WHERE kept.answered_at IS NULL AND kept.created_at < clock_timestamp() - interval '1 minute'
        AND kept.operation = excluded.operation AND kept.request_hash = excluded.request_hash
    RETURNING attempt`, { ...request });
  if (claimed) return { ...request, attempt: claimed.attempt };
  const { rows: [kept] } = await db.raw<{ rows: { same: boolean; answer: KeptAnswer | null }[] }>(`
    SELECT operation = :operation AND request_hash = :hash AS same, answer FROM idempotency_keys WHERE caller = :caller AND key = :key`, { ...request });
  if (kept && !kept.same) throw new Refusal('idempotency-key-reused');
  if (!kept?.answer) throw new Refusal('idempotency-key-in-progress');
  return { answer: kept.answer };
}

/**
 * Keeps the answer. Refuses `idempotency-key-in-progress` when the key was taken over meanwhile: inside a transaction this undoes
 * what an abandoned request was about to do.
 */
export async function keepAnswer(db: Database | Transaction, { caller, key, attempt }: Claimed, answer: KeptAnswer): Promise<void> {
  const { rowCount } = await db.raw<{ rowCount: number }>(`
    UPDATE idempotency_keys SET answer = :answer, answered_at = clock_timestamp()
    WHERE caller = :caller AND key = :key AND attempt = :attempt AND answered_at IS NULL`,
    { caller, key, attempt, answer: JSON.stringify(answer) });
  if (rowCount !== 1) throw new Refusal('idempotency-key-in-progress');
}

/** Nothing was done: the key is free again. */
export async function releaseKey(db: Database, { caller, key, attempt }: Claimed): Promise<void> {
  await db.raw(`
    DELETE FROM idempotency_keys USING ${WITHOUT_WAITING}
    WHERE caller = :caller AND key = :key AND attempt = :attempt AND answered_at IS NULL`, { caller, key, attempt });
}
