import type { ErrorCode, Evidence, Info, Retry } from '../../lock-gateway/protocol.ts';
import type { GrantId, LockId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromMultirange } from '../platform/range.ts';
import { leadMinutes } from './door-window.ts';
import type { AnswerStatus, LockCode } from './lock-code.ts';

/** The SQL that reads and changes lock_codes. Whoever changes one has locked its row of `locks`. */

export interface LockCodeRow {
  id: string; grant_id: GrantId; lock_id: LockId; ref: string; rev: number; desired: 'present' | 'absent'; windows: string; send_at: Date;
  revoked_at: Date | null; sent_rev: number | null; cmd_id: string | null; sent_at: Date | null; attempts: number;
  answer_rev: number | null; answer_status: AnswerStatus | null; evidence: Evidence | null;
  error_code: ErrorCode | null; error_retry: Retry | null; answered_at: Date | null; held_back_at: Date | null; lock_info: Partial<Info>;
}

/** Columns over `lock_codes c` and `grants g`. */
export const LOCK_CODE = `c.id, c.grant_id, c.lock_id, c.ref, c.rev, c.desired, c.windows, c.send_at, coalesce(c.taken_off_at, g.revoked_at) AS revoked_at, c.sent_rev, c.cmd_id, c.sent_at,
  c.attempts, c.answer_rev, c.answer_status, c.evidence, c.error_code, c.error_retry, c.answered_at,
  c.held_back_at, (SELECT info FROM locks WHERE id = c.lock_id) AS lock_info`;

export const toLockCode = (row: LockCodeRow): LockCode => ({
  id: row.id, grantId: row.grant_id, lockId: row.lock_id, ref: row.ref, rev: row.rev, desired: row.desired,
  windows: fromMultirange(row.windows), sendAt: row.send_at, leadMinutes: leadMinutes(row.lock_info), attempts: row.attempts,
  ...(row.revoked_at ? { revokedAt: row.revoked_at } : {}),
  ...(row.held_back_at === null ? {} : { heldBackAt: row.held_back_at }),
  ...(row.sent_rev === null ? {} : { sentRev: row.sent_rev }),
  ...(row.cmd_id === null ? {} : { cmdId: row.cmd_id }),
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  ...answerOf(row),
});

function answerOf(row: LockCodeRow): Pick<LockCode, 'answer'> {
  if (row.answer_rev === null || row.answer_status === null) return {};
  const error = row.error_code === null || row.error_retry === null ? undefined : { code: row.error_code, retry: row.error_retry };
  return {
    answer: {
      rev: row.answer_rev, status: row.answer_status, evidence: row.evidence ?? 'none',
      ...(error ? { error } : {}),
      ...(row.answered_at ? { at: row.answered_at } : {}),
    },
  };
}

/** A code as it now is, and when to look at it again; `undefined`: it is settled. */
export interface SavedCode {
  code: LockCode;
  actAt: Date | undefined;
}

/** Writes what changes in the course of a code: revision, sending, answer. Not what is desired: that is for grants. */
export async function saveCodes(tx: Transaction, saved: readonly SavedCode[]): Promise<void> {
  if (saved.length === 0) return;
  await tx.raw(
    `UPDATE lock_codes c SET rev = n.rev, act_at = n.act_at, sent_rev = n.sent_rev, cmd_id = n.cmd_id, sent_at = n.sent_at, attempts = n.attempts,
       answer_rev = n.answer_rev, answer_status = n.answer_status, evidence = n.evidence, error_code = n.error_code, error_retry = n.error_retry, answered_at = n.answered_at
     FROM jsonb_to_recordset(?::jsonb) AS n (id uuid, rev integer, act_at timestamptz, sent_rev integer, cmd_id uuid, sent_at timestamptz, attempts integer,
       answer_rev integer, answer_status text, evidence text, error_code text, error_retry text, answered_at timestamptz)
     WHERE c.id = n.id`, [JSON.stringify(saved.map(toRecord))]);
}

const toRecord = ({ code, actAt }: SavedCode): object => ({
  id: code.id, rev: code.rev, act_at: actAt ?? null, sent_rev: code.sentRev ?? null, cmd_id: code.cmdId ?? null, sent_at: code.sentAt ?? null, attempts: code.attempts,
  answer_rev: code.answer?.rev ?? null, answer_status: code.answer?.status ?? null, evidence: code.answer?.evidence ?? null,
  error_code: code.answer?.error?.code ?? null, error_retry: code.answer?.error?.retry ?? null, answered_at: code.answer?.at ?? null,
});

/** The codes that go by these names on these locks. */
export async function codesNamed(tx: Transaction, names: readonly { lockId: LockId; ref: string }[]): Promise<LockCode[]> {
  if (names.length === 0) return [];
  const { rows } = await tx.raw<{ rows: LockCodeRow[] }>(
    `SELECT ${LOCK_CODE} FROM (SELECT DISTINCT * FROM unnest(?::uuid[], ?::text[]) AS n (lock_id, ref)) AS n
     JOIN lock_codes c USING (lock_id, ref) JOIN grants g ON g.id = c.grant_id`, [names.map(({ lockId }) => lockId), names.map(({ ref }) => ref)]);
  return rows.map(toLockCode);
}

/** The codes for which these commands were the last ones. */
export async function codesSentWith(tx: Transaction, commands: readonly { lockId: LockId; cmdId: string }[]): Promise<LockCode[]> {
  if (commands.length === 0) return [];
  const { rows } = await tx.raw<{ rows: LockCodeRow[] }>(
    `SELECT ${LOCK_CODE} FROM lock_codes c JOIN grants g ON g.id = c.grant_id
     WHERE c.lock_id = ANY(?::uuid[]) AND c.act_at IS NOT NULL AND c.cmd_id::text = ANY(?::text[])`,
    [commands.map(({ lockId }) => lockId), commands.map(({ cmdId }) => cmdId)]);
  return rows.map(toLockCode);
}

/** The codes that a grant should have on its locks. */
export async function codesOfGrant(db: Database | Transaction, grantId: GrantId): Promise<LockCode[]> {
  const { rows } = await db.raw<{ rows: LockCodeRow[] }>(
    `SELECT ${LOCK_CODE} FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE c.grant_id = ? AND c.desired = 'present' ORDER BY c.lock_id`, [grantId]);
  return rows.map(toLockCode);
}
