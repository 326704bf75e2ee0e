import type { Operations } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { bookingIdOf } from '../bookings/load-booking.ts';
import { readBooking } from '../bookings/read-booking.ts';
import { agent, helper, signedIn } from '../identity/policies.ts';
import type { LockId, OpenerId } from '../kernel/ids.ts';
import { transact } from '../platform/db.ts';
import { readDoorHelp } from './door-help.ts';
import type { DoorKeys } from './door-keys.ts';
import { doorStatus } from './door-status.ts';
import { nameOpener } from './name-opener.ts';
import type { Opener } from './opener.ts';
import { openersOf } from './opener-store.ts';
import { readOpeners } from './read-openers.ts';
import { reissueCode } from './reissue-code.ts';
import { repairBooking } from './repair-door.ts';
import { readCodeAloud, revealCode } from './reveal-code.ts';
import { unlockForBooking } from './unlock-door.ts';
import { replaceKnownCode, withdrawOpener } from './withdraw-opener.ts';

/** The operations of the door and of whoever opens it, with the keys that open codes at rest. */
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
      const { windows, ...shown } = await revealCode(tx, keys, await bookingIdOf(tx, params.bookingId), actor, now);
      return { body: { ...shown, windows: windows.map(presentPeriod) }, headers: { 'Cache-Control': 'no-store' } };
    }),
  },
  // As above: no answer with digits is kept.
  readDoorCodeAloud: {
    policy: agent,
    handle: ({ db, params, body, actor, now }) => transact(db, async (tx) => {
      const { windows, ...shown } = await readCodeAloud(tx, keys, await bookingIdOf(tx, params.bookingId), body, actor, now);
      return { body: { ...shown, windows: windows.map(presentPeriod) }, headers: { 'Cache-Control': 'no-store' } };
    }),
  },
  replaceDoorCode: {
    policy: signedIn,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await replaceKnownCode(tx, keys, await bookingIdOf(tx, params.bookingId), actor, now);
      return {};
    }),
  },
  reissueDoorCode: {
    policy: helper,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      await reissueCode(tx, keys, await bookingIdOf(tx, params.bookingId), body, actor, now);
      return {};
    }),
  },
  repairDoor: {
    policy: helper,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      await repairBooking(tx, await bookingIdOf(tx, params.bookingId), body, actor, now);
      return {};
    }),
  },
  unlockDoor: {
    policy: helper,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      await unlockForBooking(tx, await bookingIdOf(tx, params.bookingId), { lockId: body.lockId as LockId, reason: body.reason }, actor, now);
      return {};
    }),
  },
  listDoorActs: {
    policy: helper,
    handle: ({ db, params, actor, now }) => transact(db, async (tx) => {
      const { locks, acts } = await readDoorHelp(tx, await bookingIdOf(tx, params.bookingId), [], actor, now);
      return { body: { locks, acts: acts.map((act) => ({ ...act, at: act.at.toISOString() })) } };
    }),
  },
  listOpeners: {
    policy: signedIn,
    async handle({ db, params, actor, now, url }) {
      const { openers, knowOutside } = await readOpeners(db, await bookingIdOf(db, params.bookingId), actor, now);
      return { body: { items: openers.map(presentOpener), codeKnownOutside: knowOutside.length > 0, self: url } };
    },
  },
  nameOpener: {
    policy: signedIn,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      const bookingId = await bookingIdOf(tx, params.bookingId);
      const id = await nameOpener(tx, bookingId, body, actor, now);
      return { body: presentOpener((await openersOf(tx, bookingId)).find((one) => one.id === id)!) };
    }),
  },
  withdrawOpener: {
    policy: signedIn,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await withdrawOpener(tx, await bookingIdOf(tx, params.bookingId), params.openerId as OpenerId, actor, now);
      return {};
    }),
  },
}) satisfies Operations;

const presentOpener = ({ namedAt, withdrawnAt, sawCodeAt, ...opener }: Opener) =>
  ({ ...opener, namedAt: namedAt.toISOString(), withdrawnAt: withdrawnAt?.toISOString(), sawCodeAt: sawCodeAt?.toISOString() });
