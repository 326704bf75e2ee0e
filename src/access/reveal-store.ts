import type { BookingId, GrantId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import type { CodeViewer } from './code-viewer.ts';

export interface GrantToShow {
  id: GrantId; code_sealed: Buffer | null; code_key: string; code_changed_at: Date | null;
}

/** Locked, so that of many showings at once each counts those before it. */
export async function lockGrant(tx: Transaction, bookingId: BookingId): Promise<GrantToShow | undefined> {
  const { rows: [grant] } = await tx.raw<{ rows: GrantToShow[] }>(
    'SELECT id, code_sealed, code_key, code_changed_at FROM grants WHERE booking_id = ? AND revoked_at IS NULL FOR NO KEY UPDATE', [bookingId]);
  return grant;
}

const HOUR_MS = 3_600_000;
const MOST_AN_HOUR: Record<CodeViewer['as'], number> = { booker: 20, opener: 20, agent: 5 };
/** Each counts for itself: an opener who looks again and again keeps nobody else from the door. */
const THOSE_OF: Record<CodeViewer['as'], string> = {
  booker: 'opener_id IS NULL AND identity_check IS NULL', opener: 'opener_id = :openerId', agent: 'identity_check IS NOT NULL',
};

/** Writes down who saw which digits. Refuses `too-many-requests` (`seconds`) to whoever saw them too often within an hour. */
export async function recordReveal(tx: Transaction, grant: GrantToShow, viewer: CodeViewer, now: Date): Promise<string> {
  const openerId = viewer.as === 'opener' ? viewer.openerId : null;
  const since = new Date(now.getTime() - HOUR_MS);
  const { rows: [lately] } = await tx.raw<{ rows: [{ count: number; oldest: Date | null }] }>(
    `SELECT count(*), min(at) AS oldest FROM code_reveals WHERE grant_id = :grantId AND at > :since AND ${THOSE_OF[viewer.as]}`,
    { grantId: grant.id, since, ...(openerId === null ? {} : { openerId }) });
  if (lately.oldest && lately.count >= MOST_AN_HOUR[viewer.as]) {
    throw new Refusal('too-many-requests', { facts: { seconds: Math.ceil((lately.oldest.getTime() - since.getTime()) / 1_000) } });
  }
  const { rows: [made] } = await tx.raw<{ rows: [{ id: string }] }>(
    `INSERT INTO code_reveals (grant_id, person_id, opener_id, identity_check, reason, code_changed_at, at)
     VALUES (:grantId, :personId, :openerId, :check, :reason, :changedAt, :now) RETURNING id::text AS id`,
    {
      grantId: grant.id, personId: viewer.as === 'opener' ? null : viewer.person.personId, openerId, changedAt: grant.code_changed_at, now,
      check: viewer.as === 'agent' ? viewer.check : null, reason: viewer.as === 'agent' ? viewer.reason : null,
    });
  return made.id;
}
