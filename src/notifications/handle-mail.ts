import { hasRole, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { signedIn, throughChannel } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import type { MailRow } from './mail.ts';
import { mustTell } from './resend-mail.ts';

/**
 * Somebody reached these people another way: a mail that failed is done with. For agents, and managers of the venue that it is about; it is logged.
 * Refuses `not-signed-in`, and `not-found` for any mail that did not fail or is not theirs. A second time changes nothing.
 */
export async function handleMail(tx: Transaction, mailId: string, actor: Actor, now: Date): Promise<void> {
  const person = signedIn(actor);
  const mail = await tx<MailRow>('mails').where({ id: mailId, status: 'failed' }).forUpdate().first();
  if (!mail) throw new Refusal('not-found');
  const booking = mail.booking_id === null ? undefined : await loadBooking(tx, mail.booking_id);
  const role = booking ? await mustTell(tx, booking, person, now) : mustBeAgent(person);
  if (mail.handled_at) return;
  await tx<MailRow>('mails').where({ id: mailId }).update({ handled_at: now });
  await audit(tx, {
    actor: booking ? throughChannel(booking, person) : person, as: role, action: 'handle-mail', subjectKind: 'mail', subjectId: mailId,
    persons: mail.person_id === null ? [] : [mail.person_id],
  });
}

function mustBeAgent(actor: Actor): undefined {
  if (!hasRole(actor, 'agent')) throw new Refusal('not-found');
}
