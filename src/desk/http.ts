import { presentSummary } from '../bookings/present.ts';
import type { Operations } from '../contract/operation.ts';
import { agent } from '../identity/policies.ts';
import { transact } from '../platform/db.ts';
import { findCallers } from './find-callers.ts';

export const deskOperations = {
  findCallers: {
    policy: agent,
    async handle({ db, query, actor, url }) {
      const { persons, organisations, bookings } = await transact(db, (tx) => findCallers(tx, query.q, actor));
      return { body: { persons, organisations, bookings: bookings.map(presentSummary), self: url } };
    },
  },
} satisfies Operations;
