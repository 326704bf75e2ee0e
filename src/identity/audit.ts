import type { Actor, Channel } from '../kernel/actor.ts';
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
  /** Facts that make the entry understandable later. No personal data, no secrets: this table is never emptied. */
  details?: Readonly<Record<string, unknown>>;
}

/** Writes down, in the transaction that does it, who did what in whose name. Rows can be added, never changed or removed. */
export async function audit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const person = entry.actor !== 'system' && entry.actor.kind === 'person' ? entry.actor : undefined;
  await tx('audit').insert({
    person_id: person?.personId ?? null,
    organisation_id: person?.organisation?.id ?? null,
    channel: entry.channel ?? person?.channel ?? (entry.actor === 'system' ? 'system' : 'web'),
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId ?? null,
    reason: entry.reason ?? null,
    details: JSON.stringify(entry.details ?? {}),
  });
}
