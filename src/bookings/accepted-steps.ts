import type { RefundStep } from '../catalogue/hall.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Booking } from './booking.ts';

/** The refund steps of the version of the terms that was accepted, not of the one now in force. */
export async function acceptedSteps(db: Database | Transaction, { cancellationTermsId }: Pick<Booking, 'cancellationTermsId'>): Promise<RefundStep[]> {
  const row = await db<{ id: string; refund_steps: RefundStep[] }>('documents').where({ id: cancellationTermsId }).first('refund_steps');
  return row?.refund_steps ?? [];
}
