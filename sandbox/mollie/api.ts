import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from '@koa/router';
import type { Context, Next } from 'koa';
import { cancelPayment, cancelRefund, createPayment, findPayment, findRefund, refundPayment, type Bank } from './bank.ts';
import { parsePayment, parseRefund } from './input.ts';
import { presentPage, presentPayment, presentRefund } from './present.ts';
import { invalid, MollieProblem } from './problem.ts';
import { refundsOf } from './state.ts';

const ANSWERS_KEPT_MS = 60 * 60 * 1000;
const HIGHEST_LIMIT = 250;

/**
 * The part of Mollie's API v2 that concerns payments and refunds.
 * @param url the root of this server, for links
 * @param changed to be awaited after a change, before answering
 */
export function apiRouter(bank: Bank, url: () => string, changed: () => Promise<void>): Router {
  const router = new Router({ prefix: '/v2' });
  router.use(answerFaultily(bank), requireTestKey, keepChanges(changed), repeatAnswers(bank));

  router.post('/payments', (ctx) => {
    answer(ctx, 201, presentPayment(bank, createPayment(bank, parsePayment(ctx.request.body), new Date()), url()));
  });
  router.get('/payments', (ctx) => {
    const payments = [...bank.state.payments.values()].toReversed().map((payment) => presentPayment(bank, payment, url()));
    answer(ctx, 200, presentPage('payments', payments, `${url()}/v2/payments`, pageOf(ctx)));
  });
  router.get('/payments/:id', (ctx) => {
    const payment = findPayment(bank, param(ctx, 'id'));
    const embed = String(ctx.query['embed'] ?? '').split(',').includes('refunds');
    const refunds = refundsOf(bank.state, payment).map((refund) => presentRefund(refund, url()));
    answer(ctx, 200, { ...presentPayment(bank, payment, url()), ...(embed && { _embedded: { refunds } }) });
  });
  router.delete('/payments/:id', (ctx) => {
    const payment = findPayment(bank, param(ctx, 'id'));
    cancelPayment(bank, payment, new Date());
    answer(ctx, 200, presentPayment(bank, payment, url()));
  });

  router.post('/payments/:id/refunds', (ctx) => {
    const refund = refundPayment(bank, findPayment(bank, param(ctx, 'id')), parseRefund(ctx.request.body), new Date());
    answer(ctx, 201, presentRefund(refund, url()));
  });
  router.get('/payments/:id/refunds', (ctx) => {
    const payment = findPayment(bank, param(ctx, 'id'));
    const refunds = refundsOf(bank.state, payment).toReversed().map((refund) => presentRefund(refund, url()));
    answer(ctx, 200, presentPage('refunds', refunds, `${url()}/v2/payments/${payment.id}/refunds`, pageOf(ctx)));
  });
  router.get('/payments/:id/refunds/:refund', (ctx) => {
    answer(ctx, 200, presentRefund(findRefund(bank, param(ctx, 'id'), param(ctx, 'refund')), url()));
  });
  router.delete('/payments/:id/refunds/:refund', (ctx) => {
    cancelRefund(bank, findRefund(bank, param(ctx, 'id'), param(ctx, 'refund')), new Date());
    ctx.status = 204;
  });
  router.get('/refunds', (ctx) => {
    const refunds = [...bank.state.refunds.values()].toReversed().map((refund) => presentRefund(refund, url()));
    answer(ctx, 200, presentPage('refunds', refunds, `${url()}/v2/refunds`, pageOf(ctx)));
  });
  return router;
}

/** Mollie answers errors in the same media type as everything else. */
export async function answerProblems(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof MollieProblem)) throw error;
    answer(ctx, error.status, error.toBody());
  }
}

/** An unavailable API does nothing; a slow one does its work and keeps the caller waiting. */
const answerFaultily = (bank: Bank) => async (ctx: Context, next: Next): Promise<void> => {
  const { faults } = bank;
  if (faults.unavailableCalls > 0) {
    faults.unavailableCalls -= 1;
    if (faults.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(faults.retryAfterSeconds));
    throw new MollieProblem(503, 'The service is temporarily unavailable');
  }
  await answerProblems(ctx, next);
  if (faults.slowMs > 0) await sleep(faults.slowMs, undefined, { ref: false });
};

function requireTestKey(ctx: Context, next: Next): Promise<void> {
  if (!/^Bearer test_\w+$/.test(ctx.get('Authorization'))) throw new MollieProblem(401, 'Missing authentication, or failed to authenticate');
  return next();
}

/** An answer that was given must still be true after a crash. */
const keepChanges = (changed: () => Promise<void>) => async (ctx: Context, next: Next): Promise<void> => {
  await next();
  if (ctx.method !== 'GET') await changed();
};

/** Gives the same answer to the same Idempotency-Key for an hour (docs.mollie.com/reference/api-idempotency), refusals included. */
const repeatAnswers = (bank: Bank) => async (ctx: Context, next: Next): Promise<void> => {
  const key = ctx.get('Idempotency-Key');
  if (!key || ctx.method === 'GET') return next();
  const given = bank.state.answers.get(key);
  if (given && Date.now() - given.at.getTime() < ANSWERS_KEPT_MS) return answer(ctx, given.status, given.body);
  await answerProblems(ctx, next);
  bank.state.answers.set(key, { key, status: ctx.status, body: ctx.body ?? null, at: new Date() });
};

function answer(ctx: Context, status: number, body: unknown): void {
  ctx.status = status;
  if (status === 204) return;
  ctx.type = 'application/hal+json';
  ctx.body = body;
}

/** A part of the path; the router only calls a handler when it is there. */
export const param = (ctx: Context, name: string): string => String(ctx['params'][name]);

function pageOf(ctx: Context): { from: string | undefined; limit: number } {
  const { from, limit = '50' } = ctx.query;
  const wanted = Number(limit);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > HIGHEST_LIMIT) throw invalid('limit', `The limit must be between 1 and ${HIGHEST_LIMIT}`);
  return { from: typeof from === 'string' ? from : undefined, limit: wanted };
}
