import type { WhyChanged } from '../kernel/events.ts';
import type { GrantId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { bookingOfGrant, forgetAttempts, isLive, lockDoorsOfGrant, rememberForeign } from './grant-store.ts';
import { drawOthers } from './other-digits.ts';
import { retireSpares } from './stand-in.ts';

/**
 * Gives a grant other digits because somebody knows the old ones who should not open with them any more: on all of its locks, at once, as a
 * new revision. Nobody ever gets the old ones there again. Announces `grant-changed`, and `code-changed` so that whoever saw the old digits hears of it.
 * Who may is for the caller to decide, and so is the audit. Refuses `wrong-state` for a grant that was taken back or is over, `no-code-for-this-hall` and `no-code-left`.
 */
export async function replaceCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, grantId: GrantId, why: Exclude<WhyChanged, 'refused-by-lock'>, now: Date): Promise<void> {
  const codes = await lockDoorsOfGrant(tx, grantId);
  if (!(await isLive(tx, grantId, now))) throw new Refusal('wrong-state', { facts: { status: 'ended' } });
  if (codes.length === 0) throw new Refusal('no-code-for-this-hall');
  const bookingId = await bookingOfGrant(tx, grantId);
  if (bookingId) await retireSpares(tx, bookingId, now);
  await rememberForeign(tx, codes.map(({ id }) => id), now);
  await forgetAttempts(tx, grantId);
  if (!(await drawOthers(tx, keys, { grantId, lockIds: codes.map(({ lockId }) => lockId), why }, now))) throw new Refusal('no-code-left');
}
