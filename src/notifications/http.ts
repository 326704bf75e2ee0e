import type { Operations, Success } from '../contract/operation.ts';
import { bookingIdOf } from '../bookings/load-booking.ts';
import { readBooking } from '../bookings/read-booking.ts';
import { signedIn, staff } from '../identity/policies.ts';
import type { OpenerId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { mailOpenerAgain } from './mail-opener-again.ts';
import { readBookingMails } from './read-mails.ts';
import { resendMail } from './resend-mail.ts';
import { mailsOfBooking, type MailRecord } from './views.ts';

export const mailOperations = {
  listBookingMails: {
    policy: staff,
    async handle({ db, params, actor, url }) {
      const { mails, contact } = await readBookingMails(db, await readBooking(db, params.bookingId, actor), actor);
      return { body: { items: mails.map(present), contact, self: url } };
    },
  },
  resendBookingMail: {
    policy: staff,
    async handle({ params, body, actor, now, db, ...call }) {
      const bookingId = await bookingIdOf(db, params.bookingId);
      return call.transact(async (tx) => {
        const known = body.mailId === undefined ? undefined : (await mailsOfBooking(tx, bookingId)).find(({ id }) => id === body.mailId);
        if (body.mailId !== undefined && !known) throw new Refusal('not-found');
        const { mailId } = await resendMail(tx, known ? { mailId: known.id } : { bookingId }, actor, now);
        const fresh = (await mailsOfBooking(tx, bookingId)).find(({ id }) => id === mailId);
        if (!fresh) throw new Refusal('not-found');
        return { body: present(fresh) };
      });
    },
  },
  mailOpenerAgain: {
    policy: signedIn,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await mailOpenerAgain(tx, await bookingIdOf(tx, params.bookingId), params.openerId as OpenerId, actor, now);
      return {};
    }),
  },
} satisfies Operations;

const present = ({ lastError, createdAt, sentAt, resentOf, ...mail }: MailRecord): Success<'resendBookingMail'> => ({
  ...mail, createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString(), error: lastError ?? undefined, resentOf: resentOf ?? undefined,
});
