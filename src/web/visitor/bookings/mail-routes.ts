import { readBooking } from '../../../bookings/read-booking.ts';
import { isId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { resendMail } from '../../../notifications/resend-mail.ts';
import { mailsOfBooking } from '../../../notifications/views.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import { link } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';

/** `POST /reservaties/{code}/berichten`: sends a mail about this booking once more, for staff; what stands in the way is said on its page. */
export const resend =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const booking = await readBooking(db, ctx.params['code'] ?? '', view.actor);
    const mailId = fieldOf(formOf(ctx), 'mail');
    const known = isId(mailId) && (await mailsOfBooking(db, booking.id)).some(({ id }) => id === mailId);
    if (!known) throw new Refusal('not-found');
    const became = await transact(db, (tx) => resendMail(tx, { mailId }, view.actor, view.now)).then(() => ({ gelukt: 'bericht' }), (thrown: unknown) => {
      if (!isRefusal(thrown) || !TOLD_THERE.has(thrown.code)) throw thrown;
      return { fout: thrown.code };
    });
    goTo(ctx, `${link(`/reservaties/${booking.code}`, became)}#berichten`);
  };

/** Refusals that the page of the booking says in its own place. */
export const TOLD_THERE: ReadonlySet<string> = new Set(['no-email-address', 'mail-not-resendable', 'too-many-requests']);
