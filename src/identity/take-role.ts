import type { Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { isRefusal, Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { lockWhole, mustAdminister, type Whole } from './administer.ts';
import { audit } from './audit.ts';
import type { StaffRoleId, StaffRoleRow } from './role.ts';

/**
 * An administrator takes a role that was given here; it stops counting at once, also for sessions that are open. Answers
 * whose it was.
 * Refuses `not-signed-in`, `not-allowed` to whoever administers nothing, `not-found` for a role outside what they administer, `role-from-login` for one
 * that the government login gives, and `last-administrator`: somebody must be left to give roles.
 */
export async function takeRole(tx: Transaction, id: StaffRoleId, actor: Actor, now: Date): Promise<PersonId> {
  const found = await tx<StaffRoleRow>('staff_roles').where({ id }).first('organisation_id');
  if (!found) throw new Refusal('not-found');
  const organisation = (await lockWhole(tx, found.organisation_id))!;
  const held = await tx<StaffRoleRow>('staff_roles').where({ id }).first();
  if (!held || (held.ends_at !== null && held.ends_at <= now)) throw new Refusal('not-found');
  const scope = { organisationId: held.organisation_id, ...(held.venue_id === null ? {} : { venueId: held.venue_id }) };
  const taker = await mustAdminister(tx, scope, actor).catch((thrown: unknown) => {
    throw isRefusal(thrown, 'not-allowed') ? new Refusal('not-found') : thrown;
  });
  if (held.source === 'login') throw new Refusal('role-from-login');
  if (held.role === 'administrator' && held.venue_id === null && await isLast(tx, held, organisation)) throw new Refusal('last-administrator');
  await tx<StaffRoleRow>('staff_roles').where({ id }).delete();
  await audit(tx, {
    actor: taker, as: { role: 'administrator', organisationId: held.organisation_id }, action: 'take-role', subjectKind: 'person', subjectId: held.person_id,
    persons: [held.person_id], details: { role: held.role, ...scope },
  });
  return held.person_id;
}

/** Whether nobody else administers this organisation for good, here or at the whole that it is part of. */
async function isLast(tx: Transaction, { id }: StaffRoleRow, organisation: Whole): Promise<boolean> {
  const others = await tx<StaffRoleRow>('staff_roles').where('role', 'administrator').whereNull('venue_id').whereNull('ends_at')
    .whereIn('organisation_id', [organisation.id, organisation.wholeId]).whereNot({ id }).limit(1).select('id');
  return others.length === 0;
}
