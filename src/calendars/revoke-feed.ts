import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { signedIn } from '../bookings/policy.ts';
import type { Transaction } from '../platform/db.ts';
import { deleteFeed } from './store.ts';

/** Ends an address of the actor: it opens nothing from now on. Also after leaving the organisation. Refuses `not-found`. */
export async function revokeFeed(tx: Transaction, actor: Actor, organisationId: OrganisationId | undefined): Promise<void> {
  if (!(await deleteFeed(tx, signedIn(actor).personId, organisationId))) throw new Refusal('not-found');
}
