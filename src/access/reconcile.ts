import type { GrantId } from '../kernel/ids.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { BrokerLine } from './broker-line.ts';
import { claimWork, type Claimed } from './claim-work.ts';
import type { DoorKeys } from './door-keys.ts';
import { startLoop, type Loop } from './loop.ts';
import type { Manifests } from './manifests.ts';
import { renewCode } from './renew-code.ts';
import { sendCommand } from './send-command.ts';
import { sendErrands } from './send-errands.ts';

export interface ReconcilerParts {
  db: Database;
  keys: DoorKeys;
  log: Log;
  clock: () => Date;
  line: BrokerLine;
  manifests: Manifests;
}

/** Codes become due by the clock alone; everything else wakes the loop. */
const LOOK_EVERY_MS = 2_000;
/** A lock that another transaction has in hand is free again in a moment. */
const LOOK_AGAIN_MS = 10;

/** Starts the loop that sends, for every lock, the next single step towards what should be on it. Rests while the broker is away. */
export function startReconciler({ db, keys, log, clock, line, manifests }: ReconcilerParts): Loop {
  const gateways = [...keys.gateways.keys()];

  const takeSome = async (): Promise<Pick<Claimed, 'more' | 'missed'>> => {
    await sendErrands(db, line, keys, clock(), log);
    const { work, toRenew, ...left } = await transact(db, (tx) => claimWork(tx, gateways, clock()));
    const results = await Promise.allSettled(work.map((one) => sendCommand(line, keys, one, clock())));
    for (const [index, result] of results.entries()) {
      if (result.status === 'rejected') log.warn({ err: result.reason as unknown, ref: work[index]!.code.ref }, 'a command was not sent; it is due again');
    }
    manifests.due(work.map(({ lock }) => lock.id));
    for (const grantId of toRenew) await renew(grantId);
    return left;
  };

  /** Somebody else may have one of its doors in hand; it is looked at again in a minute. */
  const renew = (grantId: GrantId): Promise<void> => transact(db, (tx) => renewCode(tx, keys, grantId, clock()))
    .catch((error: unknown) => log.warn({ err: error, grantId }, 'a code that a lock refuses was not replaced yet'));

  return startLoop('reconcile', LOOK_EVERY_MS, async (signal) => {
    while (line.isUp() && !signal.aborted) {
      const { more, missed } = await takeSome();
      if (!more && !missed) return;
      if (!more) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }, log);
}
