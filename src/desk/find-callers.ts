import { roleOf, type Actor, type SignedIn } from '../kernel/actor.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead } from '../identity/audit.ts';
import { findOrganisations, type FoundOrganisation } from '../identity/find-organisations.ts';
import { findPersons, type FoundPerson } from '../identity/find-persons.ts';
import { mustBeAgent } from '../identity/standing.ts';
import { bookingDetail, type BookingSummary } from '../bookings/views.ts';
import { readBookingCode } from './booking-code.ts';

export interface FoundCallers {
  persons: FoundPerson[];
  organisations: FoundOrganisation[];
  /** At most one: people name a booking by its code. */
  bookings: BookingSummary[];
}

/** As many as one reads at a glance; whoever is not among them is better found with another word. */
const MOST_OF_A_KIND = 6;

/**
 * Whoever may be on the line, by one text: a name with typos, a phone number in any spelling, an address, a KBO number or the code of a
 * booking. Who was found is logged. Refuses `not-signed-in` and `not-allowed` to anybody but an agent.
 */
export async function findCallers(tx: Transaction, text: string, actor: Actor): Promise<FoundCallers> {
  const agent = mustBeAgent(actor);
  return {
    bookings: await findByCode(tx, text, agent),
    persons: await findPersons(tx, text, agent, MOST_OF_A_KIND),
    organisations: await findOrganisations(tx, text, agent, MOST_OF_A_KIND),
  };
}

async function findByCode(tx: Transaction, text: string, agent: SignedIn): Promise<BookingSummary[]> {
  const code = readBookingCode(text);
  const booking = code && await bookingDetail(tx, code);
  if (!booking) return [];
  await auditRead(tx, { actor: agent, as: roleOf(agent, 'agent'), action: 'find-bookings', subjectKind: 'booking', subjectId: booking.id, persons: [booking.personId] });
  return [booking];
}
