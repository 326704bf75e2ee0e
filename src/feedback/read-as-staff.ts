import type { TimePosition } from '../contract/paging.ts';
import { roleAt, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { auditRead } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { listFeedback, type FeedbackFilter, type FeedbackSummary } from './views.ts';

/** Feedback of the venues that the reader works for. It tells what people did and thought: that somebody read it is logged. */
export async function readFeedbackList(
  db: Database, actor: Actor, ask: FeedbackFilter & { limit: number; after?: TimePosition },
): Promise<{ items: FeedbackSummary[]; next?: TimePosition }> {
  const page = await listFeedback(db, actor, ask);
  const [first] = page.items;
  if (!first) return page;
  const details = { found: page.items.map(({ bookingId }) => bookingId) };
  const persons = page.items.map(({ givenBy }) => givenBy);
  await transact(db, (tx) => auditRead(tx, { actor, as: roleAt(actor, VENUE_READERS, first.venue), action: 'read-feedback-list', subjectKind: 'booking', persons, details }));
  return page;
}
