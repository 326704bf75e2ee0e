import { waitUntil } from './wait-until.ts';

const PATIENCE_MS = 10_000;
const WITHIN_MS = 20_000;
/** The simulated Mollie takes any test key. */
const KEY = { Authorization: 'Bearer test_0123456789012345678901234567890' };

interface Refund {
  id: string;
  status: string;
  amount: { value: string };
}

/** The refunds of a payment as Mollie knows them. */
async function refundsOf(mollie: string, paymentId: string): Promise<Refund[]> {
  const answer = await fetch(`${mollie}/v2/payments/${paymentId}/refunds`, { headers: KEY, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`Mollie answered ${answer.status}`);
  const { _embedded } = (await answer.json()) as { _embedded: { refunds: Refund[] } };
  return _embedded.refunds;
}

/**
 * Waits until Mollie has been asked for exactly one refund, of this amount, and lets the bank carry it out at once instead of after
 * ten seconds.
 */
export async function refundArrives(mollie: string, paymentId: string, cents: number): Promise<void> {
  const refunds = await waitUntil(`a refund of ${paymentId}`, WITHIN_MS, () => refundsOf(mollie, paymentId), ({ length }) => length > 0);
  const [refund] = refunds;
  if (!refund || refunds.length > 1 || Math.round(Number(refund.amount.value) * 100) !== cents) {
    throw new Error(`Mollie should refund ${cents} cents once, but has ${JSON.stringify(refunds.map(({ amount }) => amount.value))}`);
  }
  await fetch(`${mollie}/sandbox/refunds/${refund.id}/status`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status: 'refunded' }), signal: AbortSignal.timeout(PATIENCE_MS),
  });
}
