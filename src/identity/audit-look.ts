import type { PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead, type AuditEntry } from './audit.ts';

/** Who looks at the same again within this time still looks. */
const LOOK_MINUTES = 15;

/**
 * As `auditRead`, for pages that ask themselves anew while somebody looks: a look at persons all of whom this reader saw in the same way a quarter of an
 * hour ago or less is the same look and leaves no second line; one that shows somebody else does.
 */
export async function auditLook(tx: Transaction, entry: AuditEntry & { persons: readonly PersonId[] }): Promise<void> {
  const reader = entry.actor !== 'system' && entry.actor.kind === 'person' ? entry.actor.personId : undefined;
  const { rows } = await tx.raw<{ rows: object[] }>(
    `SELECT FROM audit WHERE person_id = ? AND action = ? AND at > clock_timestamp() - make_interval(mins => ${LOOK_MINUTES}) AND person_ids @> ?::uuid[] LIMIT 1`,
    [reader ?? null, entry.action, [...new Set(entry.persons)]]);
  if (rows.length === 0) await auditRead(tx, entry);
}
