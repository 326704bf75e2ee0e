import { signManifest } from '../../lock-gateway/envelope.ts';
import { limits, lockTopic, type AccessWindow } from '../../lock-gateway/protocol.ts';
import type { LockId } from '../kernel/ids.ts';
import { transact, type Database, type Transaction } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { fromMultirange } from '../platform/range.ts';
import type { BrokerLine } from './broker-line.ts';
import type { DoorKeys } from './door-keys.ts';
import { startLoop } from './loop.ts';

/** Tells gateways what should exist on their locks, whenever that may have changed. */
export interface Manifests {
  due: (lockIds: readonly LockId[]) => void;
  stop: () => Promise<void>;
}

interface DrawnManifest {
  lockId: LockId;
  gateway: string;
  lock_name: string;
  rev: number;
  codes: { ref: string; rev: number; windows: AccessWindow[] }[];
}

const AT_ONCE = 100;
/** Of all codes on a lock together, so that a manifest fits its bytes. */
const MOST_WINDOWS = 12_000;
/** Changes within this time share one manifest. */
const GATHER_MS = 1_000;
const IDLE_MS = 60_000;

export function startManifests(db: Database, line: BrokerLine, keys: DoorKeys, clock: () => Date, log: Log): Manifests {
  const due = new Set<LockId>();
  const publishSome = async (): Promise<void> => {
    if (due.size === 0 || !line.isUp()) return;
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    const some = [...due].slice(0, AT_ONCE).toSorted();
    for (const id of some) due.delete(id);
    try {
      const now = clock();
      const drawn = await transact(db, (tx) => drawManifests(tx, some, now));
      await Promise.all(drawn.map((manifest) => publish(line, keys, manifest, now)));
    } catch (error) {
      for (const id of some) due.add(id);
      throw error;
    }
    if (due.size > 0) loop.wake();
  };
  const loop = startLoop('manifests', IDLE_MS, publishSome, log);
  return {
    due: (lockIds) => {
      for (const id of lockIds) due.add(id);
      if (lockIds.length > 0) loop.wake();
    },
    stop: loop.stop,
  };
}

/**
 * What should exist on each of these locks now, under a revision higher than any before. Lists every code that may have been sent, also
 * when that is not so yet: a gateway takes off what is ours and not listed.
 */
export async function drawManifests(tx: Transaction, lockIds: readonly LockId[], now: Date): Promise<DrawnManifest[]> {
  const { rows: locks } = await tx.raw<{ rows: { id: LockId; gateway: string; lock_name: string; rev: number }[] }>(
    `UPDATE locks SET manifest_rev = greatest(manifest_rev + 1, ?::bigint)
     WHERE id IN (SELECT id FROM locks WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE)
     RETURNING id, gateway, lock_name, manifest_rev AS rev`, [now.getTime(), [...lockIds]]);
  const { rows: codes } = await tx.raw<{ rows: { lock_id: LockId; ref: string; rev: number; windows: string }[] }>(
    `SELECT lock_id, ref, rev, windows FROM lock_codes
     WHERE lock_id = ANY(?::uuid[]) AND act_at IS NOT NULL AND desired = 'present' AND held_back_at IS NULL AND send_at <= ? AND upper(windows) > ? ORDER BY lower(windows), id`,
    [[...lockIds], now, now]);
  return locks.map(({ id, ...lock }) => {
    const own = codes.filter(({ lock_id }) => lock_id === id).slice(0, limits.codesPerLock);
    const most = Math.floor(MOST_WINDOWS / Math.max(1, own.length));
    return { ...lock, lockId: id, codes: own.map(({ ref, rev, windows }) => ({ ref, rev, windows: comingWindows(windows, now).slice(0, most) })) };
  });
}

/** A gateway takes the windows from here only when it lost its memory, and then the next ones do until a newer manifest comes. */
const comingWindows = (windows: string, now: Date): AccessWindow[] =>
  fromMultirange(windows).filter(({ end }) => end > now).map(({ start, end }) => ({ from: start.toISOString(), until: end.toISOString() }));

async function publish(line: BrokerLine, keys: DoorKeys, { gateway, lock_name: lock, rev, codes }: DrawnManifest, now: Date): Promise<void> {
  const [key] = keys.gateways.get(gateway) ?? [];
  if (!key) return;
  const manifest = signManifest(key, gateway, { v: 1, lock, rev, at: now.toISOString(), codes });
  await line.publish(lockTopic(gateway, lock, 'manifest'), manifest, 'retain');
}
