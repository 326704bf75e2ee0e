import type { Faults } from './faults.ts';
import { canBecome, isAnnounced, isCancelable, isOverdue, openPayment, type Payment, type PaymentRequest, type PaymentStatus } from './payment.ts';
import { invalid, MollieProblem } from './problem.ts';
import { balanceOf, isRefundCancelable, nextStep, queueRefund, type Refund, type RefundRequest, type RefundStatus } from './refund.ts';
import { forgetOldest, refundsOf, type State } from './state.ts';
import { newWebhook, type Webhook } from './webhook.ts';

export interface Settings {
  /** How long a payer has. */
  expireAfterMs: number;
  /** From asking for a refund until the payer has the money. */
  refundAfterMs: number;
  /** The wait before each attempt to deliver a webhook; the length is the number of attempts. */
  webhookDelaysMs: number[];
  webhookTimeoutMs: number;
}

/** The simulated Mollie without its network: what it remembers, how it behaves and what is made to go wrong. */
export interface Bank {
  state: State;
  settings: Settings;
  faults: Faults;
}

export function createPayment({ state, settings }: Bank, request: PaymentRequest, now: Date): Payment {
  const payment = openPayment(request, now, settings.expireAfterMs);
  state.payments.set(payment.id, payment);
  forgetOldest(state);
  return payment;
}

/** @throws 404 */
export function findPayment({ state }: Bank, id: string): Payment {
  const payment = state.payments.get(id);
  if (!payment) throw new MollieProblem(404, `No payment exists with token ${id}.`);
  return payment;
}

/** Moves a payment on and tells the merchant. @throws 422 when it cannot go there any more */
export function changePayment(bank: Bank, payment: Payment, status: PaymentStatus, now: Date): void {
  if (!canBecome(payment, status)) throw invalid('status', `A payment that is ${payment.status} cannot become ${status}`);
  Object.assign(payment, { status, changedAt: now });
  if (status === 'paid' || status === 'authorized') payment.method ??= 'bancontact';
  if (isAnnounced(status)) announce(bank, payment, now);
}

/** What the merchant may do. @throws 422 when the payer is already at the bank */
export function cancelPayment(bank: Bank, payment: Payment, now: Date): void {
  if (!isCancelable(payment)) throw new MollieProblem(422, 'The payment cannot be canceled.');
  changePayment(bank, payment, 'canceled', now);
}

/** @throws 422 when the payment is not paid or less than that remains */
export function refundPayment({ state }: Bank, payment: Payment, request: RefundRequest, now: Date): Refund {
  if (payment.status !== 'paid') throw new MollieProblem(422, 'The payment has not been paid and cannot be refunded');
  const { remainingCents } = balanceOf(payment, refundsOf(state, payment));
  const refund = queueRefund(payment, request, now);
  if (request.amount.currency !== payment.amount.currency) throw invalid('amount.currency', 'The currency differs from that of the payment');
  if (remainingCents < balanceOf(payment, [refund]).refundedCents) throw invalid('amount.value', 'The specified amount cannot be refunded');
  state.refunds.set(refund.id, refund);
  return refund;
}

/** @throws 404 */
export function findRefund({ state }: Bank, paymentId: string, id: string): Refund {
  const refund = state.refunds.get(id);
  if (refund?.paymentId !== paymentId) throw new MollieProblem(404, `No refund exists with token ${id}.`);
  return refund;
}

/** @throws 422 once the bank has it */
export function cancelRefund(bank: Bank, refund: Refund, now: Date): void {
  if (!isRefundCancelable(refund)) throw new MollieProblem(422, 'The refund cannot be canceled anymore');
  changeRefund(bank, refund, 'canceled', now);
}

/** Moves a refund on; the merchant is told, through the payment's webhook, only how it ended. */
export function changeRefund(bank: Bank, refund: Refund, status: RefundStatus, now: Date): void {
  refund.status = status;
  const payment = bank.state.payments.get(refund.paymentId);
  if (payment && (status === 'refunded' || status === 'failed')) announce(bank, payment, now);
}

/** Does what time does: payments lapse and refunds move on. */
export function letTimePass(bank: Bank, now: Date): void {
  for (const payment of bank.state.payments.values()) if (isOverdue(payment, now)) changePayment(bank, payment, 'expired', now);
  for (const refund of bank.state.refunds.values()) {
    for (let step = nextStep(refund, bank.settings.refundAfterMs); step && step.at <= now; step = nextStep(refund, bank.settings.refundAfterMs)) {
      changeRefund(bank, refund, step.status, now);
    }
  }
}

/** When the next thing happens by itself. */
export function nextMoment({ state, settings }: Bank): Date | undefined {
  const moments = [
    ...[...state.payments.values()].filter((payment) => canBecome(payment, 'expired')).map((payment) => payment.expiresAt),
    ...[...state.refunds.values()].flatMap((refund) => nextStep(refund, settings.refundAfterMs)?.at ?? []),
    ...[...state.webhooks.values()].filter(({ state: is }) => is === 'waiting').map(({ dueAt }) => dueAt),
  ];
  return moments.reduce<Date | undefined>((first, moment) => (first && first <= moment ? first : moment), undefined);
}

export const dueWebhooks = ({ state }: Bank, now: Date): Webhook[] =>
  [...state.webhooks.values()].filter((webhook) => webhook.state === 'waiting' && webhook.dueAt <= now);

/** Puts new faults in the place of the old; webhooks that were held back for reordering go out. */
export function setFaults(bank: Bank, faults: Faults, now: Date): void {
  bank.faults = faults;
  releaseHeld(bank, now);
}

function announce({ state, faults, ...bank }: Bank, payment: Payment, now: Date): void {
  if (!payment.webhookUrl) return;
  for (let copy = 0; copy <= faults.duplicateWebhooks; copy++) {
    const webhook = newWebhook(payment, payment.webhookUrl, new Date(now.getTime() + faults.delayWebhooksMs));
    state.webhooks.set(webhook.id, webhook);
    if (faults.dropWebhooks > 0) {
      faults.dropWebhooks -= 1;
      webhook.state = 'dropped';
    } else if (faults.reorderWebhooks > 0) {
      faults.reorderWebhooks -= 1;
      webhook.state = 'held';
      if (faults.reorderWebhooks === 0) releaseHeld({ state, faults, ...bank }, now);
    }
  }
  forgetOldest(state);
}

/** Sends what was held back, the newest first, far enough apart to arrive in that order. */
function releaseHeld({ state }: Bank, now: Date): void {
  const held = [...state.webhooks.values()].filter((webhook) => webhook.state === 'held').toReversed();
  for (const [place, webhook] of held.entries()) Object.assign(webhook, { state: 'waiting', dueAt: new Date(now.getTime() + place * 50) });
}
