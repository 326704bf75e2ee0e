import type { Cents } from '../kernel/money.ts';
import type { Database, Transaction } from '../platform/db.ts';

/** Money that came in and goes back because there was no place for it, or was for a price that no longer counted. `undefined` when its effect was another. */
export async function unplacedMoney(db: Database | Transaction, paymentId: string): Promise<{ amountCents: Cents; oldPrice: boolean } | undefined> {
  const { rows } = await db.raw<{ rows: { amountCents: Cents; oldPrice: boolean }[] }>(
    `SELECT amount_cents AS "amountCents", superseded_at IS NOT NULL AS "oldPrice" FROM payments WHERE id = ? AND outcome = 'refunded'`, [paymentId]);
  return rows[0];
}

export interface RefundFacts {
  amountCents: Cents;
  reason: 'cancelled' | 'came-too-late' | 'paid-twice' | 'deposit-returned' | 'moved';
  status: string;
}

export async function refundFacts(db: Database | Transaction, refundId: string): Promise<RefundFacts | undefined> {
  const { rows } = await db.raw<{ rows: RefundFacts[] }>('SELECT amount_cents AS "amountCents", reason, status FROM refunds WHERE id = ?', [refundId]);
  return rows[0];
}
