import { nameOpener } from '../../../access/name-opener.ts';
import { replaceKnownCode, withdrawOpener } from '../../../access/withdraw-opener.ts';
import { bookingIdOf } from '../../../bookings/load-booking.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { isId, type BookingId, type OpenerId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { mailOpenerAgain } from '../../../notifications/mail-opener-again.ts';
import { transact, type Transaction } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import { link } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { show } from './booking-routes.tsx';
import { openerErrors, readOpenerForm } from './opener-form.ts';

/** `POST /reservaties/{code}/openers`: somebody is to open the door, and is mailed a link. */
export const addOpener =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = readOpenerForm(formOf(ctx));
    try {
      await change(ctx, services, (tx, id) => nameOpener(tx, id, form, view.actor, view.now));
      goTo(ctx, `${link(pageOf(ctx), { gelukt: 'opener' })}#openers`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !AT_ITS_FIELD.has(thrown.code)) return tellOrThrow(ctx, services, thrown);
      await show(ctx, services, await askedBooking(ctx, services), { opener: { form, errors: openerErrors(view, thrown) } });
      ctx.status = 422;
    }
  };

const AT_ITS_FIELD = new Set(['invalid-request', 'already-exists', 'too-many-openers']);

/** `POST /reservaties/{code}/openers/weg`: somebody is no longer to open it; their link is dead at once. */
export const removeOpener =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    await change(ctx, services, (tx, id) => withdrawOpener(tx, id, openerIn(ctx), view.actor, view.now));
    goTo(ctx, `${link(pageOf(ctx), { gelukt: 'opener-weg' })}#openers`);
  };

/** `POST /reservaties/{code}/openers/mail`: their link once more, for whoever cannot find the mail. */
export const mailAgain =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    try {
      await change(ctx, services, (tx, id) => mailOpenerAgain(tx, id, openerIn(ctx), view.actor, view.now));
      goTo(ctx, `${link(pageOf(ctx), { gelukt: 'opener' })}#openers`);
    } catch (thrown) {
      await tellOrThrow(ctx, services, thrown);
    }
  };

/** `POST /reservaties/{code}/nieuwe-code`: other digits, because somebody knows these who no longer opens. */
export const newCode =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    try {
      await change(ctx, services, (tx, id) => replaceKnownCode(tx, services.doorKeys, id, view.actor, view.now));
      goTo(ctx, `${link(pageOf(ctx), { gelukt: 'nieuwe-code' })}#deur`);
    } catch (thrown) {
      await tellOrThrow(ctx, services, thrown);
    }
  };

const change = (ctx: WebContext, { db }: WebServices, verb: (tx: Transaction, id: BookingId) => Promise<unknown>): Promise<unknown> =>
  transact(db, async (tx) => {
    if (ctx.state.view.actor.kind !== 'person') throw new Refusal('not-signed-in');
    return verb(tx, await bookingIdOf(tx, ctx.params['code'] ?? ''));
  });

function openerIn(ctx: WebContext): OpenerId {
  const id = fieldOf(formOf(ctx), 'opener');
  if (!isId(id)) throw new Refusal('not-found');
  return id as OpenerId;
}

const pageOf = (ctx: WebContext): string => `/reservaties/${encodeURIComponent(ctx.params['code'] ?? '')}`;

const askedBooking = (ctx: WebContext, { db }: WebServices) => readBooking(db, ctx.params['code'] ?? '', ctx.state.view.actor);

const TOLD = new Set(['wrong-state', 'no-code-for-this-hall', 'no-new-code-needed', 'no-code-left', 'mail-not-resendable', 'too-many-requests']);

async function tellOrThrow(ctx: WebContext, services: WebServices, thrown: unknown): Promise<void> {
  if (!isRefusal(thrown) || !TOLD.has(thrown.code)) throw thrown;
  await show(ctx, services, await askedBooking(ctx, services), { notice: { tone: 'warning', text: sayRefusal(thrown, ctx.state.view.language) } });
  ctx.status = 409;
}
