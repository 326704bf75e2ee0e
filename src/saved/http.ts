import type { Operations } from '../contract/operation.ts';
import { signedIn } from '../identity/policies.ts';
import { bookerOf, type Actor } from '../kernel/actor.ts';
import type { HallId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { presentHit } from '../search/http.ts';
import { forgetHall } from './forget-hall.ts';
import { saveHall } from './save-hall.ts';
import { savedHalls } from './views.ts';

export const savedOperations = {
  listSavedHalls: {
    policy: signedIn,
    async handle({ db, actor, now }) {
      const halls = await savedHalls(db, personOf(actor), bookerOf(actor).bookerKind, now);
      return { body: { items: halls.map(({ savedAt, ...hit }) => ({ ...presentHit(hit), savedAt: savedAt.toISOString() })) } };
    },
  },
  saveHall: {
    policy: signedIn,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await saveHall(tx, personOf(actor), params.hallId as HallId, now);
      return {};
    }),
  },
  forgetHall: {
    policy: signedIn,
    handle: ({ params, actor, ...call }) => call.transact(async (tx) => {
      await forgetHall(tx, personOf(actor), params.hallId as HallId);
      return {};
    }),
  },
} satisfies Operations;

function personOf(actor: Actor): PersonId {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  return actor.personId;
}
