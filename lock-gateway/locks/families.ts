import type { DriverKind } from '../lock-settings.ts';
import type { LockFamily } from './driver.ts';
import { nativeLocks } from './native.ts';
import { nukiLocks } from './nuki-hub.ts';
import { zigbeeLocks } from './zigbee2mqtt.ts';
import { zwaveLocks } from './zwave-js-ui.ts';

const FAMILIES: Readonly<Record<DriverKind, (gateway: string) => LockFamily>> = {
  native: nativeLocks,
  zigbee2mqtt: zigbeeLocks,
  'zwave-js-ui': zwaveLocks,
  nuki_hub: nukiLocks,
};

/** The families of locks that a building has, each made once. */
export function openFamilies(gateway: string, kinds: readonly DriverKind[]): ReadonlyMap<DriverKind, LockFamily> {
  return new Map([...new Set(kinds)].map((kind) => [kind, FAMILIES[kind](gateway)]));
}
