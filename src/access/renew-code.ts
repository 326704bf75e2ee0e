import type { GrantId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { lockDoorsOfGrant, rememberForeign } from './grant-store.ts';
import { currentAnswer } from './lock-code.ts';
import { drawOthers } from './other-digits.ts';

/**
 * Gives a grant other digits because a lock refuses these: on all of its locks, as a new revision, and the refused ones are never drawn
 * for that lock again. Announces `grant-changed`, and `code-changed` so that whoever saw the old digits hears of it. Does nothing when no lock refuses (any more).
 */
export async function renewCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, grantId: GrantId, now: Date): Promise<void> {
  const codes = await lockDoorsOfGrant(tx, grantId);
  const refusing = codes.filter((code) => code.desired === 'present' && currentAnswer(code)?.error?.retry === 'new_pin');
  if (refusing.length === 0) return;
  await rememberForeign(tx, refusing.map(({ id }) => id), now);
  await drawOthers(tx, keys, { grantId, lockIds: codes.map(({ lockId }) => lockId), why: 'refused-by-lock' }, now);
}
