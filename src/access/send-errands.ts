import { sealCommand } from '../../lock-gateway/envelope.ts';
import { lockTopic } from '../../lock-gateway/protocol.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { BrokerLine } from './broker-line.ts';
import type { DoorKeys } from './door-keys.ts';
import { claimErrands } from './errand-store.ts';

/** Sends what staff ask of locks: each once, with the instant after which no gateway does it any more. */
export async function sendErrands(db: Database, line: BrokerLine, keys: DoorKeys, now: Date, log: Log): Promise<void> {
  const errands = await transact(db, (tx) => claimErrands(tx, [...keys.gateways.keys()], now));
  await Promise.all(errands.map(async ({ id, kind, gateway, lock_name: lock, expires_at: expiresAt }) => {
    try {
      const op = kind === 'unlock' ? 'lock.unlock' as const : 'codes.read' as const;
      const command = await sealCommand(keys.gateways.get(gateway)![0], { gateway, lock, cmdId: id, expiresAt }, { op, iat: now.toISOString() });
      await line.publish(lockTopic(gateway, lock, 'cmd'), command);
    } catch (error) {
      log.warn({ err: error, errand: id }, 'what was asked of a lock was perhaps not sent; it is not sent again');
    }
  }));
}
