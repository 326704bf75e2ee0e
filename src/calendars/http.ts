import type { Operations } from '../contract/operation.ts';
import { signedIn } from '../identity/policies.ts';
import { signedIn as person } from '../bookings/policy.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { feedAddress, subscribeAddress } from './feed.ts';
import { makeFeed } from './make-feed.ts';
import { revokeFeed } from './revoke-feed.ts';
import { myFeeds } from './views.ts';

/** `own`, or the id of an organisation. */
const organisationIn = (whose: string): OrganisationId | undefined => (whose === 'own' ? undefined : (whose as OrganisationId));

export const calendarOperations = {
  listCalendarFeeds: {
    policy: signedIn,
    async handle({ db, actor, url }) {
      const feeds = await myFeeds(db, person(actor).personId);
      return {
        body: {
          items: feeds.map(({ organisationId, madeAt, readAt }) => ({ whose: organisationId ?? 'own', madeAt: madeAt.toISOString(), readAt: readAt?.toISOString() })),
          self: url,
        },
      };
    },
  },
  makeCalendarFeed: {
    policy: signedIn,
    async handle(call) {
      const { params, actor, language, now, origin } = call;
      return call.transact(async (tx) => {
        const url = feedAddress(origin, await makeFeed(tx, actor, organisationIn(params.whose), language, now));
        return { body: { whose: params.whose, url, subscribeUrl: subscribeAddress(url), madeAt: now.toISOString() } };
      });
    },
  },
  revokeCalendarFeed: {
    policy: signedIn,
    async handle(call) {
      return call.transact(async (tx) => {
        await revokeFeed(tx, call.actor, organisationIn(call.params.whose));
        return {};
      });
    },
  },
} satisfies Operations;
