import { DriverFault, type LockDriver, type LockFamily } from './driver.ts';
import { afterClearing, ask } from './ear.ts';
import { isOnline, zigbeeState, zigbeeTrouble } from './zigbee-dialect.ts';
import { conditionOf, hearState, isReachable, newZigbeeLock, setOnline, type ZigbeeOne } from './zigbee-lock.ts';
import { empty, lookAt, readSlots, requireOnline, setCode, statusOf, type Send } from './zigbee-slots.ts';

const REVIEW_MS = 60_000;

/**
 * Locks behind Zigbee2MQTT: slots without windows. Nothing acknowledges a code, and the state is told whole from a cache, so only a state that
 * the lock itself just caused counts.
 */
export function zigbeeLocks(): LockFamily {
  const locks = new Map<string, ZigbeeOne>();
  const bridges = new Map<string, boolean>();
  const review = (lock: ZigbeeOne): void => setOnline(lock, isReachable(lock, bridges.get(lock.config.base) === true));
  setInterval(() => locks.forEach(review), REVIEW_MS).unref();
  return {
    filters: () => {
      const bases = new Set([...locks.values()].map(({ config }) => config.base));
      return [
        ...[...bases].flatMap((base) => [`${base}/bridge/state`, `${base}/bridge/logging`]), ...[...locks.keys()].flatMap((topic) => [topic, `${topic}/availability`]),
      ];
    },
    onMessage: (topic, payload, age) => {
      const own = locks.get(topic);
      if (own) hearState(own, zigbeeState(payload), age);
      for (const lock of locks.values()) {
        const { base, address } = lock.config;
        if (topic === `${base}/bridge/state`) bridges.set(base, isOnline(payload));
        if (topic === `${base}/${address}/availability`) lock.availability = isOnline(payload) ? 'online' : 'offline';
        if (topic === `${base}/bridge/logging` && age === 'fresh' && lock.inHand) lock.inHand.trouble ??= zigbeeTrouble(payload, address, lock.inHand.slot);
        review(lock);
      }
    },
    onDown: () => {
      bridges.clear();
      locks.forEach(review);
    },
    driver: (config, line, notify) => {
      const lock = newZigbeeLock(config, notify);
      const topic = `${lock.config.base}/${lock.config.address}`;
      locks.set(topic, lock);
      return driverOf(lock, (leaf, message) => line().publish(`${topic}/${leaf}`, message));
    },
  };
}

function driverOf(lock: ZigbeeOne, send: Send): LockDriver {
  const { ear, config, ours, foreign } = lock;
  return {
    condition: () => conditionOf(lock),
    lookAt: (slot) => lookAt(lock, send, slot),
    write: async ({ slot, ref, rev, pin }) => {
      if (foreign.has(slot) || (!ours.has(slot) && (await statusOf(lock, send, slot)) !== 'available')) {
        foreign.add(slot);
        throw new DriverFault('device_busy', 'later', 'none');
      }
      // Only a slot that was empty shows by being taken that the new digits are in it.
      const cleared = await empty(lock, send, slot);
      ours.add(slot);
      try {
        await setCode(lock, send, slot, pin, () => lock.refusals.refused(ref, rev));
      } catch (error) {
        throw cleared === 'cleared' ? afterClearing(error) : error;
      }
      lock.refusals.applied();
      return 'read_back';
    },
    clear: async (slot) => {
      await empty(lock, send, slot);
      ours.delete(slot);
      return 'read_back';
    },
    read: async (known) => ({ codes: await readSlots(lock, send, known) }),
    unlock: async () => {
      requireOnline(lock);
      await ask(ear.expect(config.answerMs, ({ state }) => (state === 'UNLOCK' ? state : undefined)), send('set', { state: 'UNLOCK' }));
      return 'device_ack';
    },
  };
}
