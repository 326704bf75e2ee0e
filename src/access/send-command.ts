import { sealCommand } from '../../lock-gateway/envelope.ts';
import { lockTopic, type Command } from '../../lock-gateway/protocol.ts';
import type { BrokerLine } from './broker-line.ts';
import type { Work } from './claim-work.ts';
import type { DoorKeys } from './door-keys.ts';
import { unsealCode } from './seal-code.ts';

/** A gateway whose clock is hours off still takes it; a replay after a day does not work. */
const GOOD_FOR_MS = 6 * 3_600_000;

/** Seals a command for its gateway and publishes it. @throws when a key is missing or the broker does not take it */
export async function sendCommand(line: BrokerLine, keys: DoorKeys, { lock, code, order }: Work, now: Date): Promise<void> {
  const { gateway, lock_name: name } = lock;
  const ring = keys.gateways.get(gateway);
  if (!ring) throw new Error(`LOCK_KEYS has no key for gateway ${gateway}`);
  // A gateway that is still at its previous key says so: then its next command is sealed with that one.
  const turn = code.answer?.error?.code === 'decrypt_failed' ? code.attempts - 1 : 0;
  const address = { gateway, lock: name, cmdId: code.cmdId, expiresAt: new Date(now.getTime() + GOOD_FOR_MS) };
  const command = await sealCommand(ring[turn % ring.length]!, address, commandFor(keys, code, order, now));
  await line.publish(lockTopic(gateway, name, 'cmd'), command);
}

function commandFor(keys: DoorKeys, code: Work['code'], order: Work['order'], now: Date): Command {
  const { ref, rev } = code;
  const iat = now.toISOString();
  if (order.op === 'remove') return { op: 'code.remove', ref, rev, iat };
  const windows = code.windows.map(({ start, end }) => ({ from: start.toISOString(), until: end.toISOString() }));
  return { op: 'code.put', ref, rev, pin: unsealCode(keys.codes, code.grantId, order.sealed), windows, iat };
}
