import { Router } from '@koa/router';
import { readBody } from './body.ts';

/** Told of the form field `id` that the payment provider sends; never to be believed, only to go and look. */
export type HearPayment = (id: unknown) => Promise<void>;

/** `POST /webhooks/mollie`: always 200, also for what we do not know, so that nobody learns from us which payments exist. */
export function webhooks(hearPayment: HearPayment): Router {
  const router = new Router();
  router.post('/webhooks/mollie', readBody(), async (ctx) => {
    const body: unknown = ctx.request.body;
    await hearPayment(typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined);
    ctx.body = '';
    ctx.status = 200;
  });
  return router;
}
