import { hasOneOf, hasRole, roleAt, roleOf, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { BookingDetail } from '../bookings/views.ts';
import { managesVenue, signedIn, throughChannel } from '../bookings/policy.ts';
import { venueScope } from '../catalogue/venue-scope.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { contactOf, failedMails, mailsOfBooking, type FailedMail, type MailRecord } from './views.ts';

/** The mails about a booking, and how its booker can be reached when one of them fails. */
export interface BookingMails {
  mails: MailRecord[];
  contact: { email?: string; phone?: string };
}

/** Who deals with the mails about a booking: agents, and managers of its venue. */
export const dealsWithMails = (actor: Actor, { venue }: Pick<BookingDetail, 'venue'>): boolean => hasRole(actor, 'agent') || managesVenue(actor, venue);

/** What was mailed about a booking, for agents and managers of its venue; that somebody read it is logged. Refuses `not-found` to others. */
export async function readBookingMails(db: Database, booking: BookingDetail, actor: Actor): Promise<BookingMails> {
  if (!dealsWithMails(actor, booking)) throw new Refusal('not-found');
  const booker = { personId: booking.personId, ...(booking.organisation ? { organisationId: booking.organisation.id } : {}) };
  return transact(db, async (tx) => {
    await auditLook(tx, {
      actor: throughChannel(booker, actor), as: roleOf(actor, 'agent') ?? roleAt(actor, VENUE_MANAGERS, booking.venue), action: 'read-mails', subjectKind: 'booking', subjectId: booking.id,
      persons: [booking.personId],
    });
    return { mails: await mailsOfBooking(tx, booking.id), contact: await contactOf(tx, booking.id) };
  });
}

const MOST = 100;

/** Mails that reached nobody: an agent sees all of them, a manager those about their venues. That somebody read them is logged. Refuses `not-allowed`. */
export async function readFailedMails(db: Database, actor: Actor, now: Date): Promise<FailedMail[]> {
  const person = signedIn(actor);
  const isAgent = hasRole(person, 'agent');
  if (!isAgent && !hasOneOf(person, VENUE_MANAGERS)) throw new Refusal('not-allowed');
  return transact(db, async (tx) => {
    const found = await failedMails(tx, { ...(isAgent ? {} : { scope: venueScope(person, VENUE_MANAGERS) }), limit: MOST, now });
    const persons = [...new Set(found.flatMap(({ personId }) => personId ?? []))];
    if (persons.length > 0) await auditLook(tx, { actor: person, as: roleOf(person, 'agent'), action: 'read-failed-mails', subjectKind: 'mail', persons });
    return found;
  });
}
