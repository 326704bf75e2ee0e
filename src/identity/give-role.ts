import type { Actor, StaffRole } from '../kernel/actor.ts';
import { newId, type PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { addDays, localDate, startOfDay, type LocalDate } from '../kernel/time.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { lockWhole, mustAdminister, type Whole } from './administer.ts';
import { audit } from './audit.ts';
import type { RoleScope, StaffRoleId } from './role.ts';
import { insertRole, type PersonRow } from './store.ts';

export interface RoleAsk extends RoleScope {
  personId: PersonId;
  role: StaffRole;
  /** The last day on which it counts; absent: until it is taken. */
  lastDay?: LocalDate | undefined;
}

const MOST_DAYS = 3_660;

/**
 * An administrator gives somebody a role within what they administer themselves; it counts from the person's next request on. An agent serves every caller
 * of the installation, so only an administrator of the city gives that role, for the city.
 * Refuses `not-signed-in`, `not-allowed`, `not-found` (organisation, or venue in it), `invalid-request` (naming `email` for somebody who has never
 * logged in, `lastDay` for a day that is over), and `already-exists`.
 */
export async function giveRole(tx: Transaction, ask: RoleAsk, actor: Actor, now: Date): Promise<StaffRoleId> {
  const organisation = await lockWhole(tx, ask.organisationId);
  const giver = await mustAdminister(tx, ask, actor);
  if (!organisation || !(await isVenueOf(tx, ask))) throw new Refusal('not-found');
  if (ask.role === 'agent' && !isCity(organisation, ask)) throw new Refusal('not-allowed');
  if (!(await tx<PersonRow>('persons').where('id', ask.personId).whereNotNull('subject').first('id'))) throw invalid(fault('body/email', 'unknown-value'));
  const id = newId<'staff-role'>(now);
  const given = await insertRole(tx, { ...ask, id, givenBy: giver.personId, endsAt: endOf(ask.lastDay, now) }, now);
  if (!given) throw new Refusal('already-exists');
  const { role, organisationId, venueId, lastDay } = ask;
  await audit(tx, {
    actor: giver, as: { role: 'administrator', organisationId }, action: 'give-role', subjectKind: 'person', subjectId: ask.personId, persons: [ask.personId],
    details: { role, organisationId, venueId, lastDay },
  });
  await announce(tx, { type: 'role-given', staffRoleId: id, personId: ask.personId });
  return id;
}

/** The city itself: of our own services, the one that is part of nothing. */
const isCity = ({ id, kind, wholeId }: Whole, { venueId }: RoleScope): boolean => id === wholeId && kind === 'directorate' && venueId === undefined;

async function isVenueOf(tx: Transaction, { organisationId, venueId }: RoleScope): Promise<boolean> {
  if (venueId === undefined) return true;
  return (await tx<{ id: string; organisation_id: string }>('venues').where('id', venueId).where('organisation_id', organisationId).first('id')) !== undefined;
}

/** A role ends at the midnight after its last day. */
function endOf(lastDay: LocalDate | undefined, now: Date): Date | null {
  if (lastDay === undefined) return null;
  const today = localDate(now);
  if (lastDay < today) throw invalid(fault('body/lastDay', 'later-than', { other: addDays(today, -1) }));
  if (lastDay > addDays(today, MOST_DAYS)) throw invalid(fault('body/lastDay', 'too-many-days', { limit: MOST_DAYS, other: today }));
  return startOfDay(addDays(lastDay, 1));
}
