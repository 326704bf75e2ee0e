import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createCodebook } from './codebook.ts';
import type { GatewayConfig } from './config.ts';
import { createVoice } from './core-voice.ts';
import { hearLock } from './hear-lock.ts';
import { openJournal } from './journal.ts';
import { openLine, type Line } from './line.ts';
import { openDesk, type LockDesk } from './lock-desk.ts';
import { startKeeper } from './lock-keeper.ts';
import { openFamilies } from './locks/families.ts';
import { createOutbox } from './outbox.ts';
import { gatewayFilters, lockTopic, statusTopic, type Status } from './protocol.ts';
import { countUp, healthOf, type Health } from './health.ts';
import { receiver } from './receive.ts';

const SOFTWARE = 'openzaal-lock-gateway/1';
const HEARTBEAT_MS = 60_000;
const PRUNE_MS = 3_600_000;

export interface Gateway {
  health(): Health;
  /** Finishes what is in hand, says goodbye to the core and closes. */
  stop(): Promise<void>;
}

/**
 * Starts the gateway: the city's broker on one side, the building's on the other, and between them a small durable
 * memory that survives a kill at any instant. Needs neither broker to be there yet.
 * @param onFault called when the memory can no longer be written; the process should end and be started again
 */
export async function startGateway(config: GatewayConfig, log: Logger, onFault: (error: Error) => void): Promise<Gateway> {
  const { gateway, keys } = config;
  const journal = await openJournal(join(config.stateDir, 'codebook.jsonl'), onFault);
  if (journal.damaged > 0) log.error({ lines: journal.damaged }, 'codebook has damaged lines, they were left out');
  const codebook = createCodebook(journal, keys);
  const desks = new Map<string, LockDesk>();
  const drops: Record<string, number> = {};
  /** What goes wrong with one message must not stop the others. */
  const failed = (error: Error): void => {
    countUp(drops, 'internal');
    log.error({ fault: error.name, at: error.stack?.split('\n')[1]?.trim() }, 'failed');
  };

  /** Work that messages began. Once stopping, no more is taken on: whoever sent it says it again. */
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  const attend = (begin: () => Promise<void>): void => {
    if (stopping) return;
    const work: Promise<void> = begin().catch(failed).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  // Drivers and voice are made before the lines they use; nobody speaks until both stand.
  const outbox = createOutbox(() => city);
  const voice = createVoice({ gateway, line: () => city, outbox, desks });
  const families = openFamilies(gateway, config.locks.map(({ driver }) => driver));
  for (const lock of config.locks) {
    const driver = families.get(lock.driver)!.driver(lock, () => building, (notice) => attend(() => hearLock(desk, notice)));
    const desk: LockDesk = openDesk({ lock, driver, codebook, voice, log });
    desks.set(lock.id, desk);
  }
  const keepers = new Map([...desks].map(([id, desk]) => [id, startKeeper(desk)]));

  const forgotten = new Set([...desks.keys()].filter((id) => codebook.codes(id).length === 0 && codebook.facts(id).capabilities === null));
  const receive = receiver({ gateway, keys, desks, keepers, drops, forgotten, voice });
  const building = openLine(config.building, {
    clientId: `lock-gateway-${gateway}-building`, session: 'fresh', filters: [...families.values()].flatMap((family) => family.filters()), log: log.child({ line: 'building' }),
    onMessage: (...message) => families.forEach((family) => family.onMessage(...message)),
    onDown: () => families.forEach((family) => family.onDown()),
  });
  const status = gatewayStatus(gateway, () => city);
  const city: Line = openLine(config.city, {
    clientId: `lock-gateway-${gateway}`, session: 'durable', log: log.child({ line: 'city' }),
    filters: [...gatewayFilters(gateway), ...[...forgotten].map((id) => lockTopic(gateway, id, 'reported'))],
    onMessage: (topic, payload) => attend(() => receive(topic, payload)),
    onUp: () => {
      log.info('city line up');
      voice.sayAll();
      void status.say('online');
    },
    onDown: () => log.warn('city line down; codes are kept and removed as agreed'),
    will: { topic: statusTopic(gateway), message: status.now('offline') },
  });

  const timers = [
    setInterval(() => void status.say('online'), HEARTBEAT_MS),
    setInterval(() => void codebook.prune(Date.now()).catch(failed), PRUNE_MS),
  ];
  return {
    health: () => healthOf({ gateway, bootId: status.bootId, city: city.isUp(), building: building.isUp(), desks: [...desks.values()], drops, outbox, reportedAt: (lock) => voice.reportedAt(lock) }),
    stop: async () => {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...keepers.values()].map((keeper) => keeper.stop()));
      voice.stop();
      await status.say('offline');
      await Promise.all([city.close(), building.close()]);
      await Promise.all(underWay);
      await journal.close();
    },
  };
}

interface GatewayStatus {
  bootId: string;
  now(status: Status['status']): Status;
  /** Said when the line is up; a lost one follows with the next heartbeat. */
  say(status: Status['status']): Promise<void>;
}

function gatewayStatus(gateway: string, line: () => Line): GatewayStatus {
  const bootId = randomUUID();
  const now = (status: Status['status']): Status => ({ v: 1, status, bootId, software: SOFTWARE, at: new Date().toISOString() });
  return { bootId, now, say: (status) => line().publish(statusTopic(gateway), now(status), 'retain').catch(() => {}) };
}
