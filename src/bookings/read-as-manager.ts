import { roleAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { Period } from '../kernel/period.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { bookingsAhead, bookingsToDecide, type BookingSummary } from './views.ts';

/** The requests that wait for this manager, with whose they are; that somebody read those names is logged. */
export const readRequests = async (db: Database, actor: Actor, limit = 100): Promise<BookingSummary[]> =>
  logged(db, actor, 'read-requests', await bookingsToDecide(db, actor, limit));

/** What begins in a period at the venues of this manager, with whose it is; that somebody read those names is logged. */
export const readAhead = async (db: Database, actor: Actor, ahead: Period, limit = 500): Promise<BookingSummary[]> =>
  logged(db, actor, 'read-bookings-ahead', await bookingsAhead(db, actor, ahead, limit));

async function logged(db: Database, actor: Actor, action: string, bookings: BookingSummary[]): Promise<BookingSummary[]> {
  const [first] = bookings;
  if (!first) return bookings;
  const details = { found: bookings.map(({ id }) => id) };
  const persons = bookings.map(({ personId }) => personId);
  await transact(db, (tx) => auditLook(tx, { actor, as: roleAt(actor, VENUE_MANAGERS, first.venue), action, subjectKind: 'booking', persons, details }));
  return bookings;
}
