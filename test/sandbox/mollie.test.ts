import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MollieApiError, PaymentEmbed, type MollieClient, type Payment } from '@mollie/api-client';
import { expect } from 'chai';
import { closeHttp, listenOnLoopback } from '../../sandbox/loopback.ts';
import { startMollie, type MollieOptions, type SimulatedMollie } from '../../sandbox/mollie/start.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';

/** A merchant's webhook that notes what it is told and answers as it is told to. */
class Merchant {
  readonly heard: string[] = [];
  answers: (number | 'silence')[] = [];
  url = '';
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        this.heard.push(`${request.headers['content-type']} ${body}`);
        const answer = this.answers.shift() ?? 200;
        if (answer === 'silence') return;
        response.writeHead(answer).end();
      });
    });
    this.url = `http://127.0.0.1:${await listenOnLoopback(this.server, 0)}/webhook`;
  }

  async stop(): Promise<void> {
    if (this.server) await closeHttp(this.server);
  }
}

describe('simulated Mollie', () => {
  let sandbox: SimulatedMollie;
  let mollie: MollieClient;
  let merchant: Merchant;

  const start = async (options: Partial<MollieOptions> = {}): Promise<void> => {
    await sandbox?.stop();
    sandbox = await startMollie({ port: 0, refundAfterMs: 40, webhookDelaysMs: [0, 10, 10, 10], webhookTimeoutMs: 100, ...options });
    mollie = createMollie({ apiKey: 'test_sandboxsandboxsandboxsandbox', apiEndpoint: sandbox.apiEndpoint });
  };
  const create = (more: object = {}): Promise<Payment> =>
    mollie.payments.create({
      amount: { currency: 'EUR', value: '24.50' },
      description: 'Tweebronnen, gele zaal',
      redirectUrl: 'http://127.0.0.1:3000/bookings/1',
      webhookUrl: merchant.url,
      ...more,
    });
  const press = (payment: Payment, status: string): Promise<Response> =>
    fetch(payment.getCheckoutUrl() ?? `${sandbox.url}/checkout/${payment.id}`, { method: 'POST', body: new URLSearchParams({ status }), redirect: 'manual' });
  const pay = async (): Promise<Payment> => {
    const payment = await create();
    await press(payment, 'paid');
    await until(() => merchant.heard.length === 1);
    return mollie.payments.get(payment.id);
  };
  const control = (path: string, body: object): Promise<Response> =>
    fetch(sandbox.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const webhooks = async (payment: Payment): Promise<{ state: string; attempts: { outcome: string }[] }[]> =>
    (await fetch(`${sandbox.url}/sandbox/webhooks?payment=${payment.id}`)).json();

  beforeEach(async () => {
    merchant = new Merchant();
    await merchant.start();
    await start();
  });
  afterEach(async () => {
    await sandbox.stop();
    await merchant.stop();
  });

  describe('payments', () => {
    it('opens a payment with a checkout page and gives it back', async () => {
      const payment = await create({ metadata: { bookingId: 'b1', startsAt: '2026-11-23T10:00:00Z' } });
      expect(payment.id).to.match(/^tr_\w{22}$/);
      expect(payment).to.include({ status: 'open', isCancelable: true, mode: 'test' });
      expect(payment.expiresAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      expect(payment.getCheckoutUrl()).to.equal(`${sandbox.url}/checkout/${payment.id}`);
      const again = await mollie.payments.get(payment.id);
      expect(again.metadata).to.deep.equal({ bookingId: 'b1', startsAt: '2026-11-23T10:00:00Z' });
      expect(again.amount).to.deep.equal({ currency: 'EUR', value: '24.50' });
    });

    it('names the field that is wrong', async () => {
      const wrong: [object, string][] = [
        [{ amount: { currency: 'EUR', value: '24.5' } }, 'amount.value'],
        [{ amount: { currency: 'EUR', value: '0.00' } }, 'amount.value'],
        [{ amount: { currency: 'euro', value: '1.00' } }, 'amount.currency'],
        [{ amount: undefined }, 'amount'],
        [{ description: ' ' }, 'description'],
        [{ redirectUrl: undefined }, 'redirectUrl'],
        [{ redirectUrl: 'javascript:alert(1)' }, 'redirectUrl'],
        [{ webhookUrl: 'nowhere' }, 'webhookUrl'],
        [{ locale: 'Dutch' }, 'locale'],
        [{ metadata: 'x'.repeat(1100) }, 'metadata'],
      ];
      for (const [more, field] of wrong) {
        const problem = await refusal(create(more));
        expect([problem.statusCode, problem.field], JSON.stringify(more)).to.deep.equal([422, field]);
      }
    });

    it('answers 401 without a test key, 404 for what it does not know and 400 for what it cannot read', async () => {
      const stranger = createMollie({ apiKey: 'live_sandboxsandboxsandboxsandbox', apiEndpoint: sandbox.apiEndpoint });
      expect((await refusal(stranger.payments.get('tr_1'))).statusCode).to.equal(401);
      expect((await refusal(mollie.payments.get('tr_1'))).statusCode).to.equal(404);
      const headers = { authorization: 'Bearer test_x', 'content-type': 'application/json' };
      for (const body of ['{', '[]', '"x"']) {
        expect((await fetch(`${sandbox.url}/v2/payments`, { method: 'POST', headers, body })).status, body).to.equal(400);
      }
    });

    it('lists the newest first, page by page', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 5; index++) ids.unshift((await create()).id);
      const first = await mollie.payments.page({ limit: 2 });
      expect(first.map(({ id }) => id)).to.deep.equal(ids.slice(0, 2));
      const second = await first.nextPage?.();
      expect(second?.map(({ id }) => id)).to.deep.equal(ids.slice(2, 4));
      const back = await second?.previousPage?.();
      expect(back?.map(({ id }) => id)).to.deep.equal(ids.slice(0, 2));
      const all: string[] = [];
      for await (const { id } of mollie.payments.iterate()) all.push(id);
      expect(all).to.deep.equal(ids);
    });

    it('lets the merchant cancel an open payment, but not one that is being processed or is final', async () => {
      const open = await create();
      expect((await mollie.payments.cancel(open.id)).status).to.equal('canceled');
      expect((await refusal(mollie.payments.cancel(open.id))).statusCode).to.equal(422);
      const pending = await create();
      await press(pending, 'pending');
      expect((await refusal(mollie.payments.cancel(pending.id))).statusCode).to.equal(422);
    });

    it('gives the same answer to the same idempotency key', async () => {
      const first = await create({ idempotencyKey: 'booking-1' });
      const second = await create({ idempotencyKey: 'booking-1' });
      const other = await create({ idempotencyKey: 'booking-2' });
      expect(second.id).to.equal(first.id);
      expect(other.id).to.not.equal(first.id);
      expect(await mollie.payments.page()).to.have.length(2);
    });

    it('lets a payment expire by itself and says so', async () => {
      await start({ expireAfterMs: 30 });
      const payment = await create();
      await until(() => merchant.heard.length > 0);
      const expired = await mollie.payments.get(payment.id);
      expect(expired).to.include({ status: 'expired', isCancelable: false });
      expect(expired.expiredAt).to.be.a('string');
      expect(expired.getCheckoutUrl()).to.equal(null);
    });
  });

  describe('checkout', () => {
    it('is a Dutch page that works without scripts and says that it is simulated', async () => {
      const payment = await create({ description: 'Zaal <b>& co</b>' });
      const answer = await fetch(payment.getCheckoutUrl()!);
      const text = await answer.text();
      expect(answer.headers.get('content-security-policy')).to.contain("default-src 'none'");
      expect(text).to.contain('lang="nl"').and.contain('Gesimuleerde betaling').and.contain('€\u00a024,50');
      expect(text).to.contain('Zaal &lt;b&gt;&amp; co&lt;/b&gt;').and.not.contain('<script');
      expect(text.match(/<form method="post">/g)).to.have.length(5);
    });

    const endings: [string, string][] = [['paid', 'paidAt'], ['failed', 'failedAt'], ['expired', 'expiredAt'], ['canceled', 'canceledAt']];
    for (const [status, instant] of endings) {
      it(`ends ${status}, tells the webhook only the id and sends the payer back`, async () => {
        const payment = await create({ cancelUrl: 'http://127.0.0.1:3000/cancelled' });
        const answer = await press(payment, status);
        expect(answer.status).to.equal(303);
        expect(answer.headers.get('location')).to.equal(status === 'canceled' ? 'http://127.0.0.1:3000/cancelled' : payment.redirectUrl);
        await until(() => merchant.heard.length > 0);
        expect(merchant.heard).to.deep.equal([`application/x-www-form-urlencoded id=${payment.id}`]);
        const after = await mollie.payments.get(payment.id);
        expect(after.status).to.equal(status);
        expect(after).to.have.property(instant).that.is.a('string');
        expect((await press(after, 'paid')).status, 'a final status stays').to.equal(409);
      });
    }

    it('keeps quiet about pending, which may still be paid', async () => {
      const payment = await create();
      await press(payment, 'pending');
      expect((await mollie.payments.get(payment.id)).status).to.equal('pending');
      expect(await webhooks(payment)).to.deep.equal([]);
      await press(payment, 'paid');
      await until(() => merchant.heard.length === 1);
      expect((await mollie.payments.get(payment.id)).amountRemaining).to.deep.equal({ currency: 'EUR', value: '24.50' });
    });

    it('answers 404 for an unknown payment and reaches authorized through the control', async () => {
      expect((await fetch(`${sandbox.url}/checkout/tr_x`)).status).to.equal(404);
      const payment = await create();
      expect((await control(`/sandbox/payments/${payment.id}/status`, { status: 'authorized' })).status).to.equal(204);
      expect((await mollie.payments.get(payment.id)).status).to.equal('authorized');
      expect((await control(`/sandbox/payments/${payment.id}/status`, { status: 'rich' })).status).to.equal(422);
    });
  });

  describe('webhooks', () => {
    it('are sent again after an error, a redirect or silence, until they are taken', async () => {
      merchant.answers = [500, 302, 'silence'];
      const payment = await create();
      await press(payment, 'paid');
      await until(async () => (await webhooks(payment))[0]?.state === 'delivered');
      const [webhook] = await webhooks(payment);
      expect(webhook?.attempts.map(({ outcome }) => outcome)).to.deep.equal(['500', '302', 'no answer within 100 ms', '200']);
      expect(merchant.heard).to.have.length(4);
    });

    it('are given up after the last attempt, visibly', async () => {
      merchant.answers = Array.from({ length: 9 }, () => 503);
      const payment = await create();
      await press(payment, 'paid');
      await until(async () => (await webhooks(payment))[0]?.state === 'gave_up');
      expect(merchant.heard).to.have.length(4);
      expect(await (await fetch(sandbox.url)).text()).to.contain('opgegeven');
    });

    it('can be dropped, doubled, delayed and sent in another order', async () => {
      const [a, b, c] = [await create(), await create(), await create()];
      await control('/sandbox/faults', { dropWebhooks: 1, duplicateWebhooks: 2 });
      await press(a, 'paid');
      await until(() => merchant.heard.length === 2);
      expect((await webhooks(a)).map(({ state }) => state)).to.include('dropped');

      await control('/sandbox/faults', { reorderWebhooks: 2 });
      merchant.heard.length = 0;
      await press(b, 'paid');
      await press(c, 'paid');
      await until(() => merchant.heard.length === 2);
      expect(merchant.heard.map((body) => body.split('id=')[1])).to.deep.equal([c.id, b.id]);
    });

    it('that are held back go out when the faults end', async () => {
      const payment = await create();
      await control('/sandbox/faults', { reorderWebhooks: 5 });
      await press(payment, 'paid');
      expect((await webhooks(payment))[0]?.state).to.equal('held');
      await control('/sandbox/faults', {});
      await until(() => merchant.heard.length === 1);
    });
  });

  describe('refunds', () => {
    it('go from queued to refunded, lower what remains at once and are told when they are done', async () => {
      const payment = await pay();
      const refund = await mollie.paymentRefunds.create({ paymentId: payment.id, amount: { currency: 'EUR', value: '20.00' }, description: 'Annulatie' });
      expect(refund.id).to.match(/^re_\w{22}$/);
      expect(refund.status).to.equal('queued');
      const during = await mollie.payments.get(payment.id);
      expect([during.amountRefunded?.value, during.amountRemaining?.value]).to.deep.equal(['20.00', '4.50']);
      await until(() => merchant.heard.length === 2);
      expect((await mollie.paymentRefunds.get(refund.id, { paymentId: payment.id })).status).to.equal('refunded');
      expect(await mollie.paymentRefunds.page({ paymentId: payment.id })).to.have.length(1);
      expect((await refusal(mollie.paymentRefunds.cancel(refund.id, { paymentId: payment.id }))).statusCode).to.equal(422);
    });

    it('are refused beyond what remains, for an unpaid payment and in another currency', async () => {
      const payment = await pay();
      const refund = (value: string, currency = 'EUR'): Promise<unknown> => mollie.paymentRefunds.create({ paymentId: payment.id, amount: { currency, value } });
      await refund('20.00');
      const problem = await refusal(refund('4.51'));
      expect([problem.statusCode, problem.field]).to.deep.equal([422, 'amount.value']);
      expect((await refusal(refund('1.00', 'USD'))).field).to.equal('amount.currency');
      await refund('4.50');
      const open = await create();
      expect((await refusal(mollie.paymentRefunds.create({ paymentId: open.id, amount: open.amount }))).statusCode).to.equal(422);
    });

    it('can be taken back while they wait, and can fail; then the money remains', async () => {
      await start({ refundAfterMs: 60_000 });
      const payment = await pay();
      const cancelled = await mollie.paymentRefunds.create({ paymentId: payment.id, amount: payment.amount });
      await mollie.paymentRefunds.cancel(cancelled.id, { paymentId: payment.id });
      const failed = await mollie.paymentRefunds.create({ paymentId: payment.id, amount: payment.amount });
      await control(`/sandbox/refunds/${failed.id}/status`, { status: 'failed' });
      const after = await mollie.payments.get(payment.id, { embed: [PaymentEmbed.refunds] });
      expect(after.amountRemaining?.value).to.equal('24.50');
      expect(after['_embedded']?.refunds?.map(({ status }) => status)).to.deep.equal(['canceled', 'failed']);
      await until(() => merchant.heard.length === 2);
    });

    it('asked for twice with one key are made once', async () => {
      const payment = await pay();
      const ask = { paymentId: payment.id, amount: { currency: 'EUR', value: '5.00' }, idempotencyKey: 'refund-1' };
      const [first, second] = [await mollie.paymentRefunds.create(ask), await mollie.paymentRefunds.create(ask)];
      expect(second.id).to.equal(first.id);
      expect((await mollie.payments.get(payment.id)).amountRefunded?.value).to.equal('5.00');
    });
  });

  describe('faults of the API', () => {
    it('answers 503 to the next calls; the client tries again', async () => {
      await control('/sandbox/faults', { unavailableCalls: 2, retryAfterSeconds: 0 });
      expect((await create()).status).to.equal('open');
      await control('/sandbox/faults', { unavailableCalls: 3, retryAfterSeconds: 0 });
      expect((await refusal(create())).statusCode).to.equal(503);
      expect(await mollie.payments.page()).to.have.length(1);
    });

    it('does its work before a slow answer, so that the same key finds it done', async () => {
      await control('/sandbox/faults', { slowMs: 5000 });
      const create503 = fetch(`${sandbox.url}/v2/payments`, {
        method: 'POST',
        headers: { authorization: 'Bearer test_x', 'content-type': 'application/json', 'idempotency-key': 'k' },
        body: JSON.stringify({ amount: { currency: 'EUR', value: '1.00' }, description: 'x', redirectUrl: 'http://127.0.0.1/' }),
        signal: AbortSignal.timeout(100),
      });
      expect((await create503.catch((error: Error) => error.name))).to.equal('TimeoutError');
      await control('/sandbox/faults', {});
      await create({ idempotencyKey: 'k' });
      expect(await mollie.payments.page()).to.have.length(1);
    });

    it('refuses a fault it does not know', async () => {
      const answer = await control('/sandbox/faults', { fire: 1 });
      expect([answer.status, (await answer.json()).field]).to.deep.equal([422, 'fire']);
      expect((await control('/sandbox/faults', { slowMs: -1 })).status).to.equal(422);
    });
  });

  describe('its memory', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'mollie-'));
    });
    afterEach(async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true });
    });

    it('survives a restart: payments, refunds, answers and webhooks that still have to go', async () => {
      const dataFile = join(folder, 'data', 'mollie.json');
      await start({ dataFile, webhookDelaysMs: [0, 300, 300] });
      const payment = await create({ idempotencyKey: 'once', metadata: { startsAt: '2026-11-23T10:00:00Z' } });
      merchant.answers = [500];
      await press(payment, 'paid');
      await until(async () => (await webhooks(payment))[0]?.attempts.length === 1);

      await start({ dataFile, webhookDelaysMs: [0, 300, 300] });
      const after = await mollie.payments.get(payment.id);
      expect(after).to.include({ status: 'paid' });
      expect(after.metadata).to.deep.equal({ startsAt: '2026-11-23T10:00:00Z' });
      expect((await create({ idempotencyKey: 'once' })).id).to.equal(payment.id);
      await until(() => merchant.heard.length === 2);
      await sandbox.stop();
      expect(await readdir(join(folder, 'data'))).to.deep.equal(['mollie.json']);
    });

    it('names a file it cannot read', async () => {
      const dataFile = join(folder, 'mollie.json');
      await writeFile(dataFile, '{"payments":');
      const error = await startMollie({ port: 0, dataFile }).then(() => undefined, (reason: Error) => reason);
      expect(error?.message).to.contain(dataFile);
    });
  });

  it('lets itself be stopped twice and names a busy port', async () => {
    const error = await startMollie({ port: sandbox.port }).then(() => undefined, (reason: Error) => reason);
    expect(error?.message).to.contain(String(sandbox.port));
    await sandbox.stop();
    await sandbox.stop();
  });
});

describe('createMollie', () => {
  const apiKey = 'test_sandboxsandboxsandboxsandbox';

  it('speaks http to this machine only', () => {
    for (const apiEndpoint of ['http://127.0.0.1:1/v2/', 'http://localhost:1/v2/', 'http://[::1]:1/v2/', 'https://api.example.com/v2/']) {
      expect(() => createMollie({ apiKey, apiEndpoint }), apiEndpoint).not.to.throw();
    }
    for (const apiEndpoint of ['http://api.mollie.com/v2/', 'http://127.0.0.1.example.com/v2/', 'http://10.0.0.1/', 'ftp://127.0.0.1/']) {
      expect(() => createMollie({ apiKey, apiEndpoint }), apiEndpoint).to.throw('must be https');
    }
  });

  it('leaves the agent of node:https as it was, also when the client cannot be made', () => {
    const { Agent } = https;
    createMollie({ apiKey, apiEndpoint: 'http://127.0.0.1:1/v2/' });
    expect(() => createMollie({ apiKey: '', apiEndpoint: 'http://127.0.0.1:1/v2/' })).to.throw();
    expect(https.Agent).to.equal(Agent);
  });
});

/** The refusal that a call must end in. */
async function refusal(call: Promise<unknown>): Promise<MollieApiError> {
  const outcome: unknown = await call.then(() => 'no refusal', (error: unknown) => error);
  if (outcome instanceof MollieApiError) return outcome;
  throw new Error(`expected a refusal of Mollie, got ${String(outcome)}`);
}

/** Waits until something holds; mocha's time-out is the limit. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
