import type { GatewayKey } from './envelope.ts';
import { countUp } from './health.ts';
import type { LockDesk, Voice } from './lock-desk.ts';
import type { LockKeeper } from './lock-keeper.ts';
import { readMessage, type Incoming } from './protocol.ts';
import { recall } from './recall.ts';
import { takeCommand } from './take-command.ts';
import { takeManifest } from './take-manifest.ts';

export interface ReceiverParts {
  gateway: string;
  keys: readonly GatewayKey[];
  desks: ReadonlyMap<string, LockDesk>;
  keepers: ReadonlyMap<string, LockKeeper>;
  drops: Record<string, number>;
  /** Locks of which nothing was remembered at the start. */
  forgotten: Set<string>;
  voice: Voice;
}

type ForUs = Extract<Incoming, { kind: 'cmd' | 'manifest' | 'reported' }>;
const isForUs = (incoming: Incoming): incoming is ForUs => incoming.kind === 'cmd' || incoming.kind === 'manifest' || incoming.kind === 'reported';

/** Takes whatever comes in from the city: commands and manifests for our locks, and what we ourselves last said of one. Anything else is counted and dropped. */
export function receiver({ gateway, keys, desks, keepers, drops, forgotten, voice }: ReceiverParts): (topic: string, payload: Buffer) => Promise<void> {
  return async (topic, payload) => {
    const read = readMessage(topic, payload);
    if (!read.ok) return countUp(drops, read.reason);
    const { incoming } = read;
    if (incoming.gateway !== gateway || !isForUs(incoming)) return countUp(drops, 'foreign_topic');
    const desk = desks.get(incoming.lock);
    const keeper = keepers.get(incoming.lock);
    if (!desk || !keeper) return countUp(drops, 'unknown_lock');
    if (incoming.kind === 'reported') return forgotten.delete(incoming.lock) ? recall(desk, incoming.message) : undefined;
    if (incoming.kind === 'cmd') return takeCommand({ gateway, keys, desk, keeper }, incoming.message);
    const fate = await takeManifest(desk, gateway, keys, incoming.message);
    if (fate !== 'taken') return countUp(drops, `${fate}_manifest`);
    return voice.changed(incoming.lock);
  };
}
