import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { bookingsOf, type BookingSummary } from '../bookings/views.ts';
import { listMembers, type Member } from '../identity/list-members.ts';
import { readOrganisation } from '../identity/read-organisation.ts';
import { readPerson } from '../identity/read-person.ts';
import { myOrganisations, type Organisation, type OwnOrganisation, type Person } from '../identity/views.ts';
import { openMatters, type Matter } from './matters.ts';

interface Card {
  /** Coming first. */
  upcoming: BookingSummary[];
  past: BookingSummary[];
  /** What somebody should do something about, the most pressing first. */
  matters: Matter[];
}

export interface PersonCard extends Card {
  person: Person;
  /** For which they may act. */
  organisations: OwnOrganisation[];
}

export interface OrganisationCard extends Card {
  organisation: Organisation;
  members: Member[];
}

const MOST_COMING = 25;
const MOST_PAST = 5;
const MOST_MEMBERS = 25;

/** All that an agent needs to see of who is on the line; that they looked is logged. Refuses `not-signed-in`, `not-allowed`, `not-found`. */
export async function readPersonCard(tx: Transaction, id: PersonId, actor: Actor, now: Date): Promise<PersonCard> {
  const person = await readPerson(tx, id, actor);
  const organisations = await myOrganisations(tx, id);
  const whose = { callerId: id, organisationIds: organisations.map((one) => one.id), including: 'call-holds' as const };
  return { person, organisations, ...await bookingsAndMatters(tx, whose, now) };
}

/** The same for an organisation, with who may speak for it. */
export async function readOrganisationCard(tx: Transaction, id: OrganisationId, actor: Actor, now: Date): Promise<OrganisationCard> {
  const organisation = await readOrganisation(tx, id, actor);
  const { items: members } = await listMembers(tx, { organisationId: id, limit: MOST_MEMBERS }, actor);
  return { organisation, members, ...await bookingsAndMatters(tx, { organisationIds: [id], including: 'call-holds' }, now) };
}

async function bookingsAndMatters(tx: Transaction, whose: { callerId?: PersonId; organisationIds: readonly OrganisationId[]; including: 'call-holds' }, now: Date): Promise<Card> {
  const { items: upcoming } = await bookingsOf(tx, whose, { list: 'upcoming', limit: MOST_COMING }, now);
  const { items: past } = await bookingsOf(tx, whose, { list: 'past', limit: MOST_PAST }, now);
  return { upcoming, past, matters: await openMatters(tx, whose, now) };
}
