import { newId, type BookingId } from '../kernel/ids.ts';
import { hasRole, roleAt, roleOf, VENUE_MANAGERS, type Actor, type RoleGiven } from '../kernel/actor.ts';
import { addMinutes } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lockBooking } from '../bookings/load-booking.ts';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { managesVenue, signedIn, throughChannel } from '../bookings/policy.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { audit } from '../identity/audit.ts';
import { addJob } from '../platform/jobs.ts';
import type { Transaction } from '../platform/db.ts';
import type { BookingTemplate, MailRow, Template } from './mail.ts';
import { SEND_MAIL } from './queue-mail.ts';
import { bookerOf } from './views.ts';

/** One mail, or what is to be said of a booking as it is now. */
export type ToResend = { mailId: string } | { bookingId: BookingId };

const MOST_AN_HOUR = 3;
const HOUR_MINUTES = 60;
const STATES: Record<BookingStatus, BookingTemplate> = {
  requested: 'booking-requested', held: 'booking-held', confirmed: 'booking-confirmed', declined: 'booking-declined', cancelled: 'booking-cancelled', expired: 'booking-expired',
};
/** These go to others than the booker: to the address they had. */
const NOT_TO_BOOKER: readonly Template[] = [
  'approval-asked', 'manager-told', 'alarm', 'alarm-escalated', 'alarm-cleared', 'poor-feedback', 'opener-named', 'opener-reminder', 'opener-moved', 'opener-ended', 'opener-code-changed', 'opener-at-risk',
];

/**
 * Sends a mail about a booking once more, as a record of its own and to the address that the booker has now; what it says is written anew from how
 * things are. For agents, and managers of the venue; it is logged. Answers the new mail's id.
 *
 * Refuses `not-signed-in`, `not-found` (none, about no booking, or not theirs), `mail-not-resendable` (still waiting, or no longer true),
 * `no-email-address`, and `too-many-requests` (`seconds`) after three about one booking within an hour.
 */
export async function resendMail(tx: Transaction, what: ToResend, actor: Actor, now: Date): Promise<{ mailId: string }> {
  const person = signedIn(actor);
  const mail = 'mailId' in what ? await tx<MailRow>('mails').where({ id: what.mailId }).first() : undefined;
  const bookingId = 'bookingId' in what ? what.bookingId : mail?.booking_id;
  if (!bookingId) throw new Refusal('not-found');
  const booking = await lockBooking(tx, bookingId);
  const role = await mustTell(tx, booking, person, now);
  if (mail && ((mail.status !== 'sent' && mail.status !== 'failed') || mail.recipient === '')) throw new Refusal('mail-not-resendable');
  await mustBeCalm(tx, bookingId, now);
  const again = await toSend(tx, booking, mail);
  const id = newId<'mail'>(now);
  await tx('mails').insert({ id, dedupe_key: `resend:${id}`, booking_id: bookingId, resent_of: mail?.id ?? null, created_at: now, ...again, facts: JSON.stringify(again.facts) });
  await addJob(tx, SEND_MAIL, { mailId: id }, { key: `mail:${id}` });
  await audit(tx, {
    actor: throughChannel(booking, person), as: role, action: 'resend-mail', subjectKind: 'booking', subjectId: bookingId, persons: [booking.personId],
    details: { mailId: id, template: again.template },
  });
  return { mailId: id };
}

/** In which role the actor deals with mails about a booking. Refuses `not-found` to whoever is neither an agent nor a manager of its venue. */
export async function mustTell(tx: Transaction, booking: Pick<Booking, 'hallId'>, actor: Actor, now: Date): Promise<RoleGiven | undefined> {
  const hall = await loadHall(tx, booking.hallId, now);
  if (!hall || !(hasRole(actor, 'agent') || managesVenue(actor, hall.venue))) throw new Refusal('not-found');
  return roleOf(actor, 'agent') ?? roleAt(actor, VENUE_MANAGERS, hall.venue);
}

/** Nobody's mailbox is filled by a button that is pressed in doubt. The booking is locked, so that presses count one another. */
async function mustBeCalm(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  const since = addMinutes(now, -HOUR_MINUTES);
  const { rows: [lately] } = await tx.raw<{ rows: [{ waiting: number; count: number; oldest: Date | null }] }>(
    `SELECT count(*) AS count, count(*) FILTER (WHERE status = 'waiting') AS waiting, min(created_at) AS oldest FROM mails
     WHERE booking_id = ? AND created_at > ? AND dedupe_key LIKE 'resend:%'`, [bookingId, since]);
  if (lately.waiting > 0) throw new Refusal('mail-not-resendable');
  if (lately.oldest && lately.count >= MOST_AN_HOUR) {
    throw new Refusal('too-many-requests', { facts: { seconds: Math.ceil((lately.oldest.getTime() - since.getTime()) / 1_000) } });
  }
}

async function toSend(tx: Transaction, booking: Booking, mail: MailRow | undefined): Promise<Pick<MailRow, 'template' | 'facts' | 'recipient' | 'language' | 'person_id' | 'opener_id'>> {
  if (mail && NOT_TO_BOOKER.includes(mail.template)) {
    return { template: mail.template, facts: mail.facts, recipient: mail.recipient, language: mail.language, person_id: mail.person_id, opener_id: mail.opener_id };
  }
  const booker = await bookerOf(tx, booking.id);
  if (!booker) throw new Refusal('no-email-address');
  const { template, facts } = mail ?? { template: STATES[booking.status], facts: {} };
  return { template, facts, recipient: booker.email, language: booker.language, person_id: booker.personId, opener_id: null };
}
