import { cancelBooking } from '../../bookings/cancel-booking.ts';
import { readBooking } from '../../bookings/read-booking.ts';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { isId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { resendMail } from '../../notifications/resend-mail.ts';
import { mailsOfBooking } from '../../notifications/views.ts';
import { sendPayLink } from '../../payments/send-pay-link.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import { link } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { showBooking } from './desk-load.ts';
import { callingPerson, sendDesk } from './desk-routes.tsx';

/** `POST /kcc/reservatie/{code}/betaallink`: mails a link to pay without logging in. */
export const mailPayLink =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const agent = agentOf(view);
    const { id, code, personId } = await readBooking(services.db, ctx.params['code'] ?? '', agent);
    try {
      await transact(services.db, (tx) => sendPayLink(tx, id, agent, view.now));
      goTo(ctx, link(`/kcc/persoon/${personId}`, { reservatie: code, gelukt: 'betaallink' }));
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await tell(ctx, services, { code, personId }, thrown);
    }
  };

/** `POST /kcc/reservatie/{code}/bericht`: sends a mail about this booking once more, to the address that there is now. */
export const resendForCaller =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const agent = agentOf(view);
    const { id, code, personId } = await readBooking(services.db, ctx.params['code'] ?? '', agent);
    const mailId = fieldOf(formOf(ctx), 'mail');
    if (!isId(mailId) || !(await mailsOfBooking(services.db, id)).some((mail) => mail.id === mailId)) throw new Refusal('not-found');
    try {
      await transact(services.db, (tx) => resendMail(tx, { mailId }, agent, view.now));
      goTo(ctx, link(`/kcc/persoon/${personId}`, { reservatie: code, gelukt: 'bericht' }));
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await tell(ctx, services, { code, personId }, thrown);
    }
  };

/** `POST /kcc/reservatie/{code}/annuleren`: cancels for the caller, with the reason that they gave. */
export const cancelForCaller =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const agent = agentOf(view);
    const form = formOf(ctx);
    const reason = fieldOf(form, 'reden').slice(0, 500);
    const booking = await readBooking(services.db, ctx.params['code'] ?? '', agent);
    const base = `/kcc/persoon/${booking.personId}`;
    if (reason === '') {
      const shown = await showBooking(services.db, booking.code, view, { preview: 'wanted', cancelErrors: [{ name: 'reden', text: view.t.desk.cancelReasonRequired }] });
      return sendDesk(ctx, services, await callingPerson(services, booking.personId, view), { booking: shown }, 422);
    }
    try {
      const expectedVersion = Number(fieldOf(form, 'versie')) || booking.version;
      await transact(services.db, (tx) => cancelBooking(tx, booking.id, { reason, expectedVersion }, agent, view.now));
      goTo(ctx, link(base, { reservatie: booking.code, gelukt: 'geannuleerd' }));
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await tell(ctx, services, booking, thrown);
    }
  };

/** Refusals that say something about the booking on the table. */
const TOLD_HERE = new Set(['no-email-address', 'mail-not-resendable', 'too-many-requests', 'payment-not-needed', 'hold-lapsed', 'wrong-state', 'version-outdated', 'not-cancellable']);

async function tell(ctx: WebContext, services: WebServices, { code, personId }: { code: string; personId: Parameters<typeof callingPerson>[1] }, refusal: Refusal): Promise<void> {
  const { view } = ctx.state;
  const booking = await showBooking(services.db, code, view, { preview: 'not-wanted' });
  await sendDesk(ctx, services, await callingPerson(services, personId, view), { booking, notice: { tone: 'warning', text: sayRefusal(refusal, view.language) } }, 409);
}
