import type { Operations } from '../contract/operation.ts';
import { fromCursor, nextPage, toCursor } from '../contract/paging.ts';
import { signedIn } from '../identity/policies.ts';
import { isDataReadPosition, listMyDataReads } from './list-data-reads.ts';
import { myData } from './my-data.ts';

export const privacyOperations = {
  getMyData: {
    policy: signedIn,
    async handle({ db, actor, now }) {
      const { exportedAt, ...data } = await myData(db, actor, now);
      return { body: { exportedAt: exportedAt.toISOString(), ...data } };
    },
  },
  listMyDataReads: {
    policy: signedIn,
    async handle({ db, actor, query, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isDataReadPosition);
      const page = await listMyDataReads(db, actor, { limit: query.limit, ...(after ? { after } : {}) });
      const items = page.items.map(({ id: _id, at, ...read }) => ({ at: at.toISOString(), ...read }));
      return { body: { items, self: url, next: nextPage(url, page.next && toCursor(page.next)) } };
    },
  },
} satisfies Operations;
