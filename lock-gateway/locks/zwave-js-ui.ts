import { wallWindow } from '../lock-clock.ts';
import { DriverFault, type LockDriver, type LockFamily } from './driver.ts';
import { afterClearing } from './ear.ts';
import { APIS, gatewayTopic, hear, newZwaveLock, setReach, type ZwaveOne } from './zwave-lock.ts';
import { empty, MINUTE_MS, readSlots, requireOnline, schedule, setCode, statusOf } from './zwave-slots.ts';

const DOOR_LOCK_CLASS = 98;

/** Locks behind Z-Wave JS UI, asked through its MQTT API. Its answers say what the controller made of a request; what counts is what the lock shows. */
export function zwaveLocks(): LockFamily {
  const locks: ZwaveOne[] = [];
  return {
    filters: () => [...new Set(locks.flatMap(({ config }) => [
      `${gatewayTopic(config, '_CLIENTS')}/status`, `${gatewayTopic(config, '_EVENTS')}/node/+`, ...APIS.map((api) => `${gatewayTopic(config, '_CLIENTS')}/api/${api}`),
    ]))],
    onMessage: (topic, payload, age) => {
      for (const lock of locks) hear(lock, topic, payload, age);
    },
    onDown: () => {
      for (const lock of locks) setReach(lock, { bridge: false });
    },
    driver: (config, line, notify) => {
      const lock = newZwaveLock(config, notify, (topic, message) => line().publish(topic, message));
      locks.push(lock);
      return driverOf(lock);
    },
  };
}

function driverOf(lock: ZwaveOne): LockDriver {
  const { config, condition, ours, foreign } = lock;
  return {
    condition: () => ({ ...condition }),
    oneWindow: config.schedules,
    lookAt: async (slot) => {
      const status = await statusOf(lock, slot);
      foreign[status === 'taken' ? 'add' : 'delete'](slot);
      return status === 'taken' ? 'foreign' : status;
    },
    write: async ({ slot, ref, rev, pin, windows }) => {
      const status = await statusOf(lock, slot);
      if (status === 'absent') throw new DriverFault('no_space', 'later', 'none');
      if (status === 'taken' && !ours.has(slot)) {
        foreign.add(slot);
        throw new DriverFault('device_busy', 'later', 'none');
      }
      const [window] = windows;
      if (config.schedules && window) wallWindow(window, config.timeZone, MINUTE_MS);
      // Only a slot that was empty shows by being taken that the new digits are in it.
      if (status === 'taken') await empty(lock, slot);
      ours.add(slot);
      try {
        await setCode(lock, slot, pin, () => lock.refusals.refused(ref, rev));
        if (config.schedules && window) await schedule(lock, slot, window);
      } catch (error) {
        throw status === 'taken' ? afterClearing(error) : error;
      }
      lock.refusals.applied();
      return 'read_back';
    },
    clear: async (slot) => {
      if ((await statusOf(lock, slot)) === 'taken') await empty(lock, slot);
      ours.delete(slot);
      return 'read_back';
    },
    read: async (known) => ({ codes: await readSlots(lock, known) }),
    unlock: async () => {
      requireOnline(lock);
      await lock.call('writeValue', [{ nodeId: config.node, commandClass: DOOR_LOCK_CLASS, endpoint: 0, property: 'targetMode' }, 0]);
      return 'bridge_ack';
    },
  };
}
