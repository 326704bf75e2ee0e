import type { Answer, Success } from '../contract/operation.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { presentBooking } from './present.ts';
import { bookingDetail } from './views.ts';

/** A booking as the contract answers it, with its version for `If-Match`. */
export async function answerWith(tx: Transaction, id: BookingId, headers: Record<string, string> = {}): Promise<Answer<Success<'getBooking'>>> {
  const booking = await bookingDetail(tx, id);
  if (!booking) throw new Refusal('not-found');
  const answer = versioned(presentBooking(booking));
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export const versioned = <Body extends { version: number }>(body: Body) => ({ body, headers: { ETag: `"${body.version}"` } });
