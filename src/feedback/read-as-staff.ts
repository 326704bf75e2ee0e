import type { TimePosition } from '../contract/paging.ts';
import type { Actor } from '../kernel/actor.ts';
import { audit } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { listFeedback, type FeedbackFilter, type FeedbackSummary } from './views.ts';

/** Feedback of the venues that the reader works for. It tells what people did and thought: that somebody read it is logged. */
export async function readFeedbackList(
  db: Database, actor: Actor, ask: FeedbackFilter & { limit: number; after?: TimePosition },
): Promise<{ items: FeedbackSummary[]; next?: TimePosition }> {
  const page = await listFeedback(db, actor, ask);
  const details = { found: page.items.map(({ bookingId }) => bookingId) };
  if (page.items.length > 0) await transact(db, (tx) => audit(tx, { actor, action: 'read-feedback-list', subjectKind: 'booking', details }));
  return page;
}
