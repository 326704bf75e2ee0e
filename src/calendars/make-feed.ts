import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import { signedIn } from '../bookings/policy.ts';
import { hashToken, newToken } from '../identity/session.ts';
import type { Transaction } from '../platform/db.ts';
import { putFeed } from './store.ts';

/**
 * Makes the address of the actor's own bookings, or of an organisation's, anew: an older one of the same opens nothing from now on. Answers
 * its secret, which is kept nowhere. Refuses `not-a-member`.
 */
export async function makeFeed(tx: Transaction, actor: Actor, organisationId: OrganisationId | undefined, language: Language, now: Date): Promise<string> {
  const { personId, memberOf } = signedIn(actor);
  if (organisationId && !memberOf.includes(organisationId)) throw new Refusal('not-a-member');
  const secret = newToken();
  await putFeed(tx, { personId, organisationId, secretHash: hashToken(secret), language }, now);
  return secret;
}
