import type { Actor, Channel, RoleGiven } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';

export interface AuditEntry {
  /** Who did it; `system` for what happens by itself. */
  actor: Actor | 'system';
  /** How it came in; by default the actor's own channel. */
  channel?: Channel;
  /** What was done, as a verb and a noun: `invite-member`, `read-members`. */
  action: string;
  subjectKind: string;
  subjectId?: string;
  reason?: string;
  /** Whose data were read, or whose rights changed: they find this entry among what was done with their data. */
  persons?: readonly PersonId[];
  /** The staff role in which it was done; by default the first that the actor has. */
  as?: Pick<RoleGiven, 'role' | 'organisationId'> | undefined;
  /** Facts that make the entry understandable later. No personal data, no secrets: this table is never emptied. */
  details?: Readonly<Record<string, unknown>>;
}

/** Writes down, in the transaction that does it, who did what in whose name. Rows can be added, never changed or removed. */
export async function audit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const person = entry.actor !== 'system' && entry.actor.kind === 'person' ? entry.actor : undefined;
  const role = entry.as ?? person?.roles[0];
  await tx('audit').insert({
    person_id: person?.personId ?? null,
    organisation_id: person?.organisation?.id ?? null,
    channel: entry.channel ?? person?.channel ?? (entry.actor === 'system' ? 'system' : 'web'),
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId ?? null,
    reason: entry.reason ?? null,
    details: JSON.stringify(entry.details ?? {}),
    person_ids: [...new Set(entry.persons ?? [])],
    acting_role: role?.role ?? null,
    acting_organisation_id: role?.organisationId ?? null,
  });
}

/**
 * Writes down that staff read personal data, and whose: each of these persons can see it (`privacy/list-data-reads.ts`). Every page and
 * operation that answers somebody else's data does so in the transaction that reads them.
 */
export const auditRead = (tx: Transaction, entry: PersonalRead): Promise<void> => audit(tx, entry);

export type PersonalRead = AuditEntry & { persons: readonly PersonId[] };

/** A page that keeps itself up to date asks again and again: to whoever is shown the same persons, that is one look. */
const ONE_LOOK = '15 minutes';

/**
 * The same for what an open page asks again by itself whenever something changes: reading the same of the same persons once more within a
 * quarter of an hour is not written again, so that nobody finds one look at their booking a hundred times. Somebody new among them is.
 */
export async function auditLook(tx: Transaction, entry: PersonalRead): Promise<void> {
  if (!(await isSameLook(tx, entry))) await auditRead(tx, entry);
}

async function isSameLook(tx: Transaction, { actor, action, subjectKind, subjectId, persons }: PersonalRead): Promise<boolean> {
  if (actor === 'system' || actor.kind !== 'person') return false;
  const { rows } = await tx.raw<{ rows: object[] }>(`
    SELECT FROM audit WHERE subject_kind = :subjectKind AND subject_id ${subjectId ? '= :subjectId' : 'IS NULL'} AND at > clock_timestamp() - interval '${ONE_LOOK}'
      AND person_id = :reader AND action = :action AND person_ids @> CAST(:persons AS uuid[]) LIMIT 1`,
  { subjectKind, ...(subjectId ? { subjectId } : {}), reader: actor.personId, action, persons: [...persons] });
  return rows.length > 0;
}
