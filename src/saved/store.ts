import type { HallId, PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';

/** Two tabs of one person save one after the other, so that the limit holds. */
export async function lockSavedOf(tx: Transaction, personId: PersonId): Promise<number> {
  await tx.raw('SELECT id FROM persons WHERE id = ? FOR NO KEY UPDATE', [personId]);
  const { rows: [counted] } = await tx.raw<{ rows: [{ count: number }] }>('SELECT count(*) AS count FROM saved_halls WHERE person_id = ?', [personId]);
  return counted.count;
}

/** Whether there is such a hall, and whether this person has saved it. */
export async function standingOf(tx: Transaction, personId: PersonId, hallId: HallId): Promise<{ saved: boolean } | undefined> {
  const { rows: [row] } = await tx.raw<{ rows: { saved: boolean }[] }>(
    'SELECT EXISTS (SELECT FROM saved_halls WHERE person_id = ? AND hall_id = h.id) AS saved FROM halls h WHERE h.id = ?', [personId, hallId]);
  return row;
}

/** Adds halls that are not there yet, as many as there is room for, each a little older than the one before it. */
export async function insertSaved(tx: Transaction, personId: PersonId, hallIds: readonly HallId[], room: number, now: Date): Promise<void> {
  await tx.raw(
    `INSERT INTO saved_halls (person_id, hall_id, saved_at)
     SELECT :personId, asked.id, CAST(:now AS timestamptz) - asked.place * interval '1 millisecond'
     FROM unnest(CAST(:hallIds AS uuid[])) WITH ORDINALITY AS asked(id, place)
     WHERE NOT EXISTS (SELECT FROM saved_halls s WHERE s.person_id = :personId AND s.hall_id = asked.id)
     ORDER BY asked.place LIMIT :room`,
    { personId, hallIds: [...new Set(hallIds)], room, now });
}

export async function deleteSaved(tx: Transaction, personId: PersonId, hallId: HallId): Promise<void> {
  await tx('saved_halls').where({ person_id: personId, hall_id: hallId }).delete();
}
