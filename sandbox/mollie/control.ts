import { Router } from '@koa/router';
import { html, page, type Html } from '../page.ts';
import { param } from './api.ts';
import { changePayment, changeRefund, findPayment, setFaults, type Bank } from './bank.ts';
import { euro, RIBBON, show, STATUS_WORDS } from './checkout.ts';
import { parseFaults } from './faults.ts';
import { fieldsOf } from './input.ts';
import { PAYMENT_STATUSES, type Payment } from './payment.ts';
import { invalid, MollieProblem } from './problem.ts';
import type { Webhook } from './webhook.ts';

const SHOWN = 50;
const REFUND_ENDS = ['refunded', 'failed'] as const;

/** What Mollie does not have: a hand on its inside for tests, the demo and the curious. */
export function controlRouter(bank: Bank, changed: () => Promise<void>): Router {
  const router = new Router();
  router.get('/', (ctx) => show(ctx, 200, overviewPage(bank)));

  router.get('/sandbox/faults', (ctx) => {
    ctx.body = bank.faults;
  });
  router.post('/sandbox/faults', async (ctx) => {
    setFaults(bank, parseFaults(ctx.request.body), new Date());
    await changed();
    ctx.body = bank.faults;
  });
  router.get('/sandbox/webhooks', (ctx) => {
    const { payment } = ctx.query;
    ctx.body = [...bank.state.webhooks.values()].filter(({ paymentId }) => payment === undefined || payment === paymentId);
  });

  /** Moves a payment on without the checkout page; also to `authorized`, which the page does not offer. */
  router.post('/sandbox/payments/:id/status', async (ctx) => {
    const payment = findPayment(bank, param(ctx, 'id'));
    const asked = fieldsOf(ctx.request.body)['status'];
    const status = PAYMENT_STATUSES.find((one) => one === asked);
    if (!status) throw invalid('status', `The status is one of ${PAYMENT_STATUSES.join(', ')}`);
    changePayment(bank, payment, status, new Date());
    await changed();
    ctx.status = 204;
  });
  /** Ends a refund at once, well or badly. */
  router.post('/sandbox/refunds/:id/status', async (ctx) => {
    const refund = bank.state.refunds.get(param(ctx, 'id'));
    if (!refund) throw new MollieProblem(404, 'No such refund');
    const status = REFUND_ENDS.find((one) => one === fieldsOf(ctx.request.body)['status']);
    if (!status) throw invalid('status', `The status is one of ${REFUND_ENDS.join(', ')}`);
    changeRefund(bank, refund, status, new Date());
    await changed();
    ctx.status = 204;
  });
  return router;
}

function overviewPage({ state, faults }: Bank): string {
  const payments = [...state.payments.values()].toReversed().slice(0, SHOWN);
  const active = Object.entries(faults).filter(([, value]) => value);
  return page('Gesimuleerde Mollie', RIBBON, html`
<h1>Gesimuleerde Mollie</h1>
<p class="wide">${active.length > 0 ? `Storingen: ${active.map(([name, value]) => `${name} ${value}`).join(', ')}.` : 'Er zijn geen storingen ingesteld.'}</p>
<h2>Laatste betalingen</h2>
${payments.length === 0 ? html`<p>Er zijn nog geen betalingen.</p>` : html`
<div class="table" role="region" aria-label="Laatste betalingen" tabindex="0"><table>
<thead><tr><th scope="col">Omschrijving</th><th scope="col">Bedrag</th><th scope="col">Toestand</th><th scope="col">Webhooks</th></tr></thead>
<tbody>${payments.map((payment) => paymentRow(payment, [...state.webhooks.values()]))}</tbody>
</table></div>`}`);
}

const paymentRow = (payment: Payment, webhooks: Webhook[]): Html => html`
<tr id="${payment.id}"><td><a href="/checkout/${payment.id}">${payment.description}</a><br><small class="soft">${payment.id}</small></td>
<td>${euro(payment.amount)}</td><td>${STATUS_WORDS[payment.status]}</td>
<td>${webhooks.filter(({ paymentId }) => paymentId === payment.id).map(webhookLine)}</td></tr>`;

const WEBHOOK_WORDS: Record<Webhook['state'], string> = {
  waiting: 'wacht',
  sending: 'onderweg',
  held: 'vastgehouden',
  delivered: 'afgeleverd',
  gave_up: 'opgegeven',
  dropped: 'weggegooid',
};

const webhookLine = ({ state, attempts }: Webhook): Html =>
  html`<div>${WEBHOOK_WORDS[state]} <small class="soft">${attempts.map(({ outcome }) => outcome).join(', ')}</small></div>`;
