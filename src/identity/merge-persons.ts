import type { Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { PERSON_REFERENCES, SAME_ROW_BY } from './person-references.ts';
import { mustBeAgent } from './standing.ts';
import type { PersonRow } from './store.ts';

export interface Merge {
  /** Who goes into the other: known by phone only. Their row stays, and says into whom it went. */
  from: PersonId;
  into: PersonId;
  reason: string;
}

/**
 * An agent found that two callers who were both entered by phone are the same person.
 * Refuses `not-signed-in`, `not-allowed` (one of them has logged in: then they prove it themselves), `not-found`.
 */
export async function mergeCallers(tx: Transaction, merge: Merge, actor: Actor, now: Date): Promise<void> {
  const agent = mustBeAgent(actor);
  const { into } = await lockBoth(tx, merge);
  if (into.subject !== null) throw new Refusal('not-allowed', { facts: { reason: 'own-profile' } });
  await mergePersons(tx, merge, agent, now);
}

/**
 * Gives everything of one person to another, in this transaction: bookings, memberships and whatever else refers to them. Who was proved
 * to be the same is for the caller to know: `prove-sameness.ts`, or an agent.
 * Refuses `not-found`, and `not-allowed` when who would go into the other has a login of their own.
 */
export async function mergePersons(tx: Transaction, merge: Merge, by: Actor, now: Date): Promise<void> {
  const { from } = await lockBoth(tx, merge);
  if (from.subject !== null) throw new Refusal('not-allowed', { facts: { reason: 'own-profile' } });
  await moveBookings(tx, merge, now);
  await moveMemberships(tx, merge, now);
  for (const [reference, how] of Object.entries(PERSON_REFERENCES)) {
    if (how === 'move') await move(tx, reference, merge);
    if (how === 'move-unless-there') await moveUnlessThere(tx, reference, merge);
  }
  await tx.raw(
    `UPDATE persons p SET email = coalesce(p.email, q.email), phone = coalesce(p.phone, q.phone), version = p.version + 1 FROM persons q
     WHERE p.id = :into AND q.id = :from`, { ...merge });
  await tx<PersonRow>('persons').where('id', merge.from).update({ merged_into: merge.into, version: from.version + 1 });
  await audit(tx, {
    actor: by, action: 'merge-persons', subjectKind: 'person', subjectId: merge.into, persons: [merge.into, merge.from], reason: merge.reason, details: { from: merge.from },
  });
  await announce(tx, { type: 'persons-merged', from: merge.from, into: merge.into });
}

/** Both rows, always locked in the same order. Somebody who went into another already is nobody any more. */
async function lockBoth(tx: Transaction, { from, into }: Merge): Promise<{ from: PersonRow; into: PersonRow }> {
  const rows = await tx<PersonRow>('persons').whereIn('id', [from, into]).whereNull('merged_into').orderBy('id').forUpdate();
  const [one, other] = [rows.find(({ id }) => id === from), rows.find(({ id }) => id === into)];
  if (!one || !other || from === into) throw new Refusal('not-found');
  return { from: one, into: other };
}

/** A booking is another version once it is somebody else's. Locked in id order, like every writer of several. */
async function moveBookings(tx: Transaction, { from, into }: Merge, now: Date): Promise<void> {
  await tx.raw('SELECT id FROM bookings WHERE person_id = ? ORDER BY id FOR UPDATE', [from]);
  await tx.raw('UPDATE bookings SET person_id = ?, version = version + 1, changed_at = ? WHERE person_id = ?', [into, now, from]);
}

/** Who acts for the same organisation twice keeps the higher role, and what we know of ourselves before what a login says; the other membership ends. */
async function moveMemberships(tx: Transaction, { from, into }: Merge, now: Date): Promise<void> {
  const both = { from, into, now: now.toISOString() };
  await tx.raw(`UPDATE memberships m SET
      role = CASE WHEN 'representative' IN (m.role, other.role) THEN 'representative' ELSE 'member' END,
      source = CASE WHEN m.source = 'login' THEN other.source ELSE m.source END,
      confirmed_by = coalesce(m.confirmed_by, other.confirmed_by)
    FROM memberships other
    WHERE m.person_id = :into AND m.ended_at IS NULL AND other.person_id = :from AND other.ended_at IS NULL AND other.organisation_id = m.organisation_id`, both);
  await tx.raw(`UPDATE memberships m SET ended_at = :now
    WHERE m.person_id = :from AND m.ended_at IS NULL
      AND EXISTS (SELECT FROM memberships own WHERE own.person_id = :into AND own.organisation_id = m.organisation_id AND own.ended_at IS NULL)`, both);
  await tx.raw(`UPDATE memberships m SET person_id = :into WHERE m.person_id = :from
      AND NOT EXISTS (SELECT FROM memberships own WHERE own.person_id = :into AND own.organisation_id = m.organisation_id AND own.since = m.since)`, both);
}

const partsOf = (reference: string): { table: string; column: string } => {
  const [table = '', column = ''] = reference.split('.');
  return { table, column };
};

async function move(tx: Transaction, reference: string, { from, into }: Merge): Promise<void> {
  const { table, column } = partsOf(reference);
  await tx.raw('UPDATE ?? SET ?? = ? WHERE ?? = ?', [table, column, into, column, from]);
}

async function moveUnlessThere(tx: Transaction, reference: string, { from, into }: Merge): Promise<void> {
  const { table, column } = partsOf(reference);
  const same = (SAME_ROW_BY[reference] ?? []).map((name) => `own."${name}" IS NOT DISTINCT FROM mine."${name}"`).join(' AND ');
  await tx.raw(
    `UPDATE ?? AS mine SET ?? = ? WHERE mine.?? = ? AND NOT EXISTS (SELECT FROM ?? AS own WHERE own.?? = ? AND ${same})`,
    [table, column, into, column, from, table, column, into]);
}
