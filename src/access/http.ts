import type { Operations } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { bookingIdOf } from '../bookings/load-booking.ts';
import { readBooking } from '../bookings/read-booking.ts';
import { signedIn } from '../identity/policies.ts';
import { transact } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { doorStatus } from './door-status.ts';
import { revealCode } from './reveal-code.ts';

/** The door operations, with the keys that open codes at rest. */
export const accessOperations = (keys: Pick<DoorKeys, 'codes'>) => ({
  getDoor: {
    policy: signedIn,
    async handle({ db, params, actor, now }) {
      const { id } = await readBooking(db, params.bookingId, actor);
      const door = await doorStatus(db, id, now);
      return {
        body: {
          ...door,
          windows: door.windows.map(presentPeriod),
          shownFrom: door.shownFrom?.toISOString(),
          locks: door.locks.map((lock) => ({ ...lock, putOnLockAt: lock.putOnLockAt?.toISOString(), onLockSince: lock.onLockSince?.toISOString() })),
        },
      };
    },
  },
  revealDoorCode: {
    policy: signedIn,
    // A transaction of its own: the call's would keep the answer, digits and all, under an Idempotency-Key.
    handle: ({ db, params, actor, now }) => transact(db, async (tx) => {
      const { code, state, windows } = await revealCode(tx, keys, await bookingIdOf(tx, params.bookingId), actor, now);
      return { body: { code, state, windows: windows.map(presentPeriod) }, headers: { 'Cache-Control': 'no-store' } };
    }),
  },
}) satisfies Operations;
