import type { BookingId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';

export interface FeedbackFacts {
  stars: number;
  text: string;
  handled: boolean;
}

const LONGEST_QUOTE = 600;

/** What mails say of feedback, as it is now; `undefined` when nothing was said. */
export async function feedbackFacts(db: Database | Transaction, bookingId: BookingId): Promise<FeedbackFacts | undefined> {
  const { rows } = await db.raw<{ rows: FeedbackFacts[] }>('SELECT stars, text, handled_at IS NOT NULL AS handled FROM feedback WHERE booking_id = ?', [bookingId]);
  const found = rows[0];
  return found && { ...found, text: found.text.length > LONGEST_QUOTE ? `${found.text.slice(0, LONGEST_QUOTE)}…` : found.text };
}
