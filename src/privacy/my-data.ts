import type { Actor, SignedIn } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { transact, type Database } from '../platform/db.ts';
import { DATA_SECTIONS, type DataSectionName } from './my-data-sections.ts';

export type DataRow = Record<string, unknown>;

export interface MyData {
  exportedAt: Date;
  /** Kinds of which there is more than fits in one answer: the oldest are there, the newest are not. */
  cutOff: DataSectionName[];
  sections: Record<DataSectionName, DataRow[]>;
}

const MOST_ROWS = 5_000;

/** Everything that we know of the person who asks, as it is at one moment. Refuses `not-signed-in`. */
export async function myData(db: Database, actor: Actor, now: Date): Promise<MyData> {
  const { personId } = mustBeSomebody(actor);
  return transact(db, async (tx) => {
    await tx.raw('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const sections = {} as MyData['sections'];
    const cutOff: DataSectionName[] = [];
    for (const [name, { sql }] of Object.entries(DATA_SECTIONS) as [DataSectionName, { sql: string }][]) {
      const { rows } = await tx.raw<{ rows: DataRow[] }>(`${sql} LIMIT ${MOST_ROWS + 1}`, { person: personId });
      if (rows.length > MOST_ROWS) cutOff.push(name);
      sections[name] = rows.slice(0, MOST_ROWS).map(known);
    }
    return { exportedAt: now, cutOff, sections };
  });
}

/** A row without what is not known, its instants as text. */
const known = (row: DataRow): DataRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]));

export function mustBeSomebody(actor: Actor): SignedIn {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  return actor;
}

export interface DataCounts {
  bookings: number;
  organisations: number;
  sessions: number;
}

/** How much there is, for the page: how many bookings, memberships and open sessions. */
export async function countMyData(db: Database, personId: PersonId, now: Date): Promise<DataCounts> {
  const { rows: [counts] } = await db.raw<{ rows: [DataCounts] }>(`
    SELECT (SELECT count(*) FROM bookings WHERE person_id = :person) AS bookings,
      (SELECT count(*) FROM memberships WHERE person_id = :person AND ended_at IS NULL) AS organisations,
      (SELECT count(*) FROM sessions WHERE person_id = :person AND expires_at > :now) AS sessions`, { person: personId, now });
  return counts;
}
