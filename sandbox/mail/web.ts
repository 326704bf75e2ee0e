import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import { PAGE_POLICY } from '../page.ts';
import { presentMail, type CaughtMail } from './caught-mail.ts';
import { findMail, mailsTo, type Mailbox } from './mailbox.ts';
import { listPage, mailPage, unknownMailPage } from './pages.ts';

/** A mail may show itself, styles and embedded pictures included; it runs nothing, fetches nothing and sends no form. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

const MOST_REFUSALS = 1000;

/** The pages for people, `/api/messages` for programs, and `/sandbox/faults` to make sending fail. */
export function createWeb(mailbox: Mailbox): Koa {
  const router = new Router();
  router.get('/', (ctx) => {
    const to = addressOf(ctx);
    show(ctx, PAGE_POLICY, listPage(mailsTo(mailbox, to), to));
  });
  router.get('/messages/:id', (ctx) => {
    const mail = findMail(mailbox, String(ctx['params'].id));
    show(ctx, PAGE_POLICY, mail ? mailPage(mail) : unknownMailPage());
    if (!mail) ctx.status = 404;
  });
  router.get('/messages/:id/html', (ctx) => {
    const mail = findMail(mailbox, String(ctx['params'].id));
    if (mail?.html !== undefined) show(ctx, MAIL_POLICY, `<base target="_blank">${mail.html}`);
  });
  router.get('/messages/:id/attachments/:index', (ctx) => {
    const attachment = findMail(mailbox, String(ctx['params'].id))?.attachments[Number(ctx['params'].index)];
    if (!attachment) return;
    ctx.attachment(attachment.filename);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.type = attachment.contentType;
    ctx.body = attachment.content;
  });

  router.get('/api/messages', (ctx) => {
    ctx.body = { items: mailsTo(mailbox, addressOf(ctx)).map(presentMail) };
  });
  router.delete('/api/messages', (ctx) => {
    mailbox.mails = [];
    ctx.status = 204;
  });
  router.get('/api/messages/:id', (ctx) => {
    const mail: CaughtMail | undefined = findMail(mailbox, String(ctx['params'].id));
    if (mail) ctx.body = presentMail(mail);
  });
  router.post('/sandbox/faults', (ctx) => setFaults(mailbox, ctx));

  const app = new Koa();
  app.use(bodyParser({ enableTypes: ['json'], jsonLimit: '10kb' }));
  app.use(router.routes());
  return app;
}

/** `{"refuseNext": 3}`: the next three mails are answered 451, try again later. `{}` ends it. */
function setFaults(mailbox: Mailbox, ctx: Context): void {
  const { refuseNext = 0, ...unknown }: Record<string, unknown> = Object(ctx.request.body);
  const wrong = Object.keys(unknown)[0] ?? (isCount(refuseNext) ? undefined : 'refuseNext');
  if (!isCount(refuseNext) || wrong) {
    ctx.status = 422;
    ctx.body = { field: wrong, detail: `the one fault is refuseNext, a whole number from 0 to ${MOST_REFUSALS}` };
    return;
  }
  mailbox.refuseNext = refuseNext;
  ctx.body = { refuseNext };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_REFUSALS;

const addressOf = (ctx: Context): string | undefined => (typeof ctx.query['to'] === 'string' && ctx.query['to'] !== '' ? ctx.query['to'] : undefined);

function show(ctx: Context, policy: string, body: string): void {
  ctx.type = 'text/html; charset=utf-8';
  ctx.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  ctx.body = body;
}
