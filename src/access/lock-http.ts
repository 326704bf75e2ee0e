import type { Operations, Success } from '../contract/operation.ts';
import { fromCursor, nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { manager, venueReader } from '../identity/policies.ts';
import type { LockId } from '../kernel/ids.ts';
import type { LocalDate } from '../kernel/time.ts';
import { isLockPosition, type LockSummary } from './lock-list.ts';
import { readSpares, setSpares } from './lock-spares.ts';
import { isMomentPosition, timelineSpan } from './lock-timeline.ts';
import { readLock, readLocks, readLockTimeline } from './read-locks.ts';

export const lockOperations = {
  listLocks: {
    policy: venueReader,
    async handle({ db, actor, query: { venue, troubled, limit, cursor }, url, now }) {
      const after = cursor === undefined ? undefined : fromCursor(cursor, isLockPosition);
      const { items, next } = await readLocks(db, actor, { limit, ...(venue === undefined ? {} : { venue }), ...(troubled ? { troubled } : {}), ...(after ? { after } : {}) }, now);
      return { body: { items: items.map(present), self: url, next: nextPage(url, next && toCursor(next)) } };
    },
  },
  getLock: {
    policy: venueReader,
    async handle({ db, actor, params, now }) {
      const { halls, coming, spares, ...lock } = await readLock(db, params.lockId as LockId, actor, now);
      return {
        body: {
          ...present(lock), halls, spares,
          coming: coming.map(({ windows, putOnLockAt, booking, ...code }) => ({ ...code, windows: windows.map(presentPeriod), putOnLockAt: putOnLockAt?.toISOString(), booking: booking?.code })),
        },
      };
    },
  },
  setSpares: {
    policy: manager,
    async handle({ params, body, actor, now, ...call }) {
      const id = params.lockId as LockId;
      return call.transact(async (tx) => {
        await setSpares(tx, id, body.spares, actor);
        return { body: await readSpares(tx, id, now) };
      });
    },
  },
  listLockMoments: {
    policy: venueReader,
    async handle({ db, actor, params, query: { day, limit, cursor }, url, now }) {
      const after = cursor === undefined ? undefined : fromCursor(cursor, isMomentPosition);
      const { items, next } = await readLockTimeline(db, params.lockId as LockId, actor, timelineSpan(day as LocalDate | undefined, now), { limit, ...(after ? { after } : {}) });
      return {
        body: {
          items: items.map(({ at, kind, alarm, details, booking }) => ({ at: at.toISOString(), kind, alarm, details, booking: booking?.code })),
          self: url, next: nextPage(url, next && toCursor(next)),
        },
      };
    },
  },
} satisfies Operations;

const present = ({ venue, lastSeenAt, capacity, ...lock }: LockSummary): Success<'listLocks'>['items'][number] => ({
  ...lock, venue: { slug: venue.slug, name: venue.name }, lastSeenAt: lastSeenAt?.toISOString(),
  capacity: capacity && { ...capacity, peak: capacity.peak && { ...capacity.peak, at: capacity.peak.at.toISOString() } },
});
