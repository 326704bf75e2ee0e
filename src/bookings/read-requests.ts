import type { Actor } from '../kernel/actor.ts';
import { audit } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { bookingsToDecide, type BookingSummary } from './views.ts';

/** The requests that wait for this manager, with whose they are; that somebody read those names is logged. */
export async function readRequests(db: Database, actor: Actor, limit = 100): Promise<BookingSummary[]> {
  const requests = await bookingsToDecide(db, actor, limit);
  const details = { found: requests.map(({ id }) => id) };
  if (requests.length > 0) await transact(db, (tx) => audit(tx, { actor, action: 'read-requests', subjectKind: 'booking', details }));
  return requests;
}
