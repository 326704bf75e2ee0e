import { Router } from '@koa/router';
import type { Context } from 'koa';
import { html, page, PAGE_POLICY, type Html } from '../page.ts';
import { param } from './api.ts';
import { changePayment, findPayment, type Bank } from './bank.ts';
import { fieldsOf } from './input.ts';
import { canBecome, type Payment, type PaymentStatus } from './payment.ts';

export const RIBBON = 'Gesimuleerde betaling: er wordt geen echt geld betaald.';

const CHOICES: { status: PaymentStatus; label: string; explanation: string; look: string }[] = [
  { status: 'paid', label: 'Betalen', explanation: 'De betaling lukt.', look: 'primary' },
  { status: 'pending', label: 'Later betalen', explanation: 'De bank verwerkt de betaling nog; ze kan daarna lukken of mislukken.', look: '' },
  { status: 'failed', label: 'Laten mislukken', explanation: 'De bank weigert de betaling.', look: 'quiet' },
  { status: 'expired', label: 'Laten verlopen', explanation: 'De tijd om te betalen is om.', look: 'quiet' },
  { status: 'canceled', label: 'Annuleren', explanation: 'De betaler stopt en gaat terug.', look: 'quiet' },
];

export const STATUS_WORDS: Record<PaymentStatus, string> = {
  open: 'open',
  pending: 'in verwerking',
  authorized: 'gereserveerd',
  paid: 'betaald',
  canceled: 'geannuleerd',
  expired: 'verlopen',
  failed: 'mislukt',
};

/** The page where a payer pays. Each button is a form of its own, so it works without scripts. */
export function checkoutRouter(bank: Bank, changed: () => Promise<void>): Router {
  const router = new Router();
  router.get('/checkout/:id', (ctx) => {
    const payment = bank.state.payments.get(param(ctx, 'id'));
    show(ctx, payment ? 200 : 404, payment ? checkoutPage(payment) : unknownPage());
  });
  router.post('/checkout/:id', async (ctx) => {
    const payment = findPayment(bank, param(ctx, 'id'));
    const choice = CHOICES.find(({ status }) => status === fieldsOf(ctx.request.body)['status']);
    if (!choice || !canBecome(payment, choice.status)) return show(ctx, 409, checkoutPage(payment));
    changePayment(bank, payment, choice.status, new Date());
    await changed();
    ctx.status = 303;
    ctx.redirect(returnUrl(payment));
  });
  return router;
}

export function show(ctx: Context, status: number, body: string): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' });
  ctx.body = body;
}

export const euro = ({ value, currency }: Payment['amount']): string =>
  new Intl.NumberFormat('nl-BE', { style: 'currency', currency }).format(Number(value));

const returnUrl = (payment: Payment): string => (payment.status === 'canceled' && payment.cancelUrl) || payment.redirectUrl;

function checkoutPage(payment: Payment): string {
  const choices = CHOICES.filter(({ status }) => canBecome(payment, status));
  const time = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Brussels' });
  return page(`Betalen: ${payment.description}`, RIBBON, html`
<h1>${payment.description}</h1>
<p class="amount">${euro(payment.amount)}</p>
<dl>
<dt>Kenmerk</dt><dd>${payment.id}</dd>
<dt>Toestand</dt><dd>${STATUS_WORDS[payment.status]}</dd>
${choices.length > 0 ? html`<dt>Te betalen tot</dt><dd>${time.format(payment.expiresAt)}</dd>` : undefined}
</dl>
${choices.length > 0 ? choiceList(choices) : undefined}
<p><a href="${returnUrl(payment)}">Terug zonder iets te doen</a></p>`);
}

const choiceList = (choices: typeof CHOICES): Html => html`
<h2 id="choice">Hoe moet deze betaling verlopen?</h2>
<ul class="choices" aria-labelledby="choice">
${choices.map(({ status, label, explanation, look }) => html`<li><form method="post"><input type="hidden" name="status" value="${status}"><button class="${look}">${label} <small>${explanation}</small></button></form></li>
`)}</ul>`;

const unknownPage = (): string => page('Onbekende betaling', RIBBON, html`<h1>Deze betaling bestaat niet</h1><p>Misschien werd de ontwikkelomgeving leeggemaakt. <a href="/">Alle betalingen</a></p>`);
