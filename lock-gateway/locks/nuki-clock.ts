import { randomInt } from 'node:crypto';
import { wallText, wallTime } from '../lock-clock.ts';
import { DriverFault } from './driver.ts';
import { nameOf, type KeypadEntry, type KeypadList } from './nuki-dialect.ts';
import { addEntry, removeEntry, type HubLock } from './nuki-lock.ts';

/** A window that was over before there was any keypad, in every zone. */
const LONG_AGO = { from: '2020-01-01 00:00:00', until: '2020-01-01 00:00:01' };
const PROOF = nameOf('proof', 1, undefined);
/** No two zones are nearer to each other. */
const ZONES_APART_SECONDS = 900;

const PROOF_HOLDS_MS = 24 * 3_600_000;

/**
 * Learns how the lock tells times before it is given a code: an entry that can never open says when it was made, by the lock's own clock, and goes again.
 * What cannot be learned so is learned from the first code.
 */
export async function proveClock(lock: HubLock, { entries, cut }: KeypadList): Promise<void> {
  const left = entries.find(({ name }) => name === PROOF);
  if (isProved(lock) || cut !== undefined || (!left && entries.length + 1 >= lock.config.entries)) return;
  try {
    await removeEntry(lock, left);
    const pin = Array.from({ length: 6 }, () => randomInt(3, 10)).join('');
    const sentAt = Date.now();
    const entry = await addEntry(lock, { name: PROOF, pin, window: LONG_AGO });
    if (entry instanceof DriverFault) return;
    learnClock(lock, entry, sentAt);
    await removeEntry(lock, entry);
  } catch (error) {
    if (!(error instanceof DriverFault)) throw error;
  }
}

/** Somebody may set the lock otherwise, but a hub that comes and goes shall not cost it an entry each time. */
const isProved = ({ provedAt }: HubLock): boolean => provedAt !== null && Date.now() - provedAt < PROOF_HOLDS_MS;

/** An entry was made between `sentAt` and now: how far the clock of the lock is off that, and whether so far that it must tell times in another zone. */
export function learnClock(lock: HubLock, { created }: KeypadEntry, sentAt: number): void {
  if (created === undefined) return;
  const { timeZone } = lock.config;
  const wallMs = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);
  const [earliest, latest] = [sentAt, Date.now()].map((at) => wallMs(wallText(wallTime(at, timeZone)))) as [number, number];
  const said = wallMs(created);
  const skewSeconds = (said - Math.min(Math.max(said, earliest), latest)) / 1_000;
  lock.condition.skewSeconds = skewSeconds;
  const right = Math.abs(skewSeconds) < ZONES_APART_SECONDS - 60;
  lock.provedAt = right ? Date.now() : null;
  if (right) delete lock.unfit.clock;
  else lock.unfit.clock = `the lock tells times ${Math.round(Math.abs(skewSeconds) / 60)} minutes ${skewSeconds > 0 ? 'after' : 'before'} those of ${timeZone}: set \`timeZone\` here as the lock has it, or its clock right in the Nuki app`;
}
