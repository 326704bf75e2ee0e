import { nextWindow, type CodeRecord } from './code.ts';
import { commit, type LockDesk } from './lock-desk.ts';
import { DriverFault, type KnownCode } from './locks/driver.ts';
import { compareReading } from './compare-reading.ts';
import { applyManifest } from './take-manifest.ts';

const READ_EVERY_MS = 15 * 60_000;
const BACK_OFF_MS = { first: 500, most: 300_000 };
/** Each look at a slot costs a lock some of its battery. */
const MAX_LOOKS = 8;
export const STUCK = { writes: 3, withinMs: 300_000 };

/** Reads the whole lock and settles whatever was unknown. @throws DriverFault, after which the lock is left alone for a while */
export async function readLock(desk: LockDesk): Promise<void> {
  const { codebook, driver, lock, voice } = desk;
  try {
    const findings = compareReading(await driver.read(codebook.codes(lock.id).flatMap(knownCode)), codebook.codes(lock.id), Date.now());
    noteForeign(desk, findings.foreignSlots);
    Object.assign(desk, { absentSlots: [], failedReads: 0, readAt: Date.now() + READ_EVERY_MS });
    if (findings.changed.length > 0) await commit(desk, findings.changed);
    await applyManifest(desk);
    voice.changed(lock.id);
  } catch (error) {
    desk.failedReads += 1;
    voice.changed(lock.id);
    desk.holdUntil = Date.now() + backOffMs(desk.failedReads);
    throw error;
  }
}

/** Where we last knew a code to be, or were putting it. */
const knownCode = ({ slot, ref, rev, written, windows, onLock }: CodeRecord): KnownCode[] =>
  (slot === null || onLock === 'no' ? [] : [{ slot, ref, rev: written?.rev ?? rev, windows, ...(written?.until === undefined ? {} : { until: written.until }) }]);

/** Puts a code on the lock, in the slot it has or a free one. */
export async function writeCode(desk: LockDesk, record: CodeRecord): Promise<void> {
  const pin = digitsOf(desk, record);
  if (pin === undefined) return commit(desk, [{ ...record, pin: null }]);
  const slot = record.slot ?? (await findSlot(desk).catch(faultOf));
  if (slot instanceof DriverFault) return settle(desk, record, {}, trouble(record, slot));
  const { ref, rev, mark } = record;
  const next = desk.driver.oneWindow ? nextWindow(record.windows, Date.now()) : undefined;
  const windows = next ? [next] : record.windows;
  const written = { rev, mark, ...(next ? { until: Date.parse(next.until) } : {}) };
  // The intent is on disk before anything is sent: after a crash we read the lock instead of writing blindly.
  await commit(desk, [{ ...record, slot, onLock: 'unknown', written, evidence: 'none', tryingSince: record.tryingSince ?? Date.now() }]);
  try {
    const evidence = await desk.driver.write({ slot, ref, rev, pin, windows });
    await settle(desk, record, { slot: desk.driver.slotOf?.(ref) ?? slot, onLock: 'yes', written, evidence }, { fault: null, tries: 0, retryAt: 0 });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.effect === 'unknown') countUnconfirmed(desk);
    if (fault.code === 'device_busy' || fault.code === 'no_space') desk.readAt = 0;
    const asBefore = { slot: record.onLock === 'yes' ? slot : null, onLock: record.onLock, written: record.written, evidence: record.evidence };
    await settle(desk, record, fault.effect === 'unknown' ? {} : asBefore, trouble(record, fault));
  }
}

/** Takes a code off the lock. */
export async function clearCode(desk: LockDesk, record: CodeRecord): Promise<void> {
  await commit(desk, [{ ...record, onLock: 'unknown', evidence: 'none' }]);
  try {
    const evidence = await desk.driver.clear(record.slot ?? 0, record.ref);
    const fault = record.wanted === 'absent' ? null : record.fault;
    await settle(desk, record, { slot: null, onLock: 'no', written: null, evidence, tryingSince: null }, { fault, tries: 0, retryAt: 0 });
    await tryForRoom(desk);
  } catch (error) {
    await settle(desk, record, {}, trouble(record, faultOf(error)));
  }
}

/** There is room again: who found none need not wait for the next try. */
async function tryForRoom(desk: LockDesk): Promise<void> {
  const waiting = desk.codebook.codes(desk.lock.id).filter(({ fault, retryAt }) => fault?.code === 'no_space' && retryAt > Date.now());
  if (waiting.length > 0) await commit(desk, waiting.map((code) => ({ ...code, retryAt: 0 })));
}

type Outcome = Pick<CodeRecord, 'fault' | 'tries' | 'retryAt'>;

/** Saves what came of a request. What the lock did always counts; the outcome only if no newer command changed what is asked. */
function settle(desk: LockDesk, asked: CodeRecord, lockSide: Partial<CodeRecord>, outcome: Outcome): Promise<void> {
  const latest = desk.codebook.code(desk.lock.id, asked.ref) ?? asked;
  const same = latest.rev === asked.rev && latest.wanted === asked.wanted;
  return commit(desk, [{ ...latest, ...lockSide, ...(same ? outcome : {}), at: Date.now() }]);
}

/** A slot that is free by what the lock shows of it, where it shows that. @throws DriverFault */
async function findSlot(desk: LockDesk): Promise<number> {
  const { driver } = desk;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const slot = freeSlot(desk);
    if (slot === undefined) throw new DriverFault('no_space', 'later', 'none');
    const look = (await driver.lookAt?.(slot)) ?? 'free';
    if (look === 'free') return slot;
    if (look === 'foreign') noteForeign(desk, [...desk.foreignSlots, slot]);
    else desk.absentSlots = [...desk.absentSlots, slot];
  }
  throw new DriverFault('device_busy', 'later', 'none');
}

function freeSlot({ foreignSlots, absentSlots, codebook, driver, lock }: LockDesk): number | undefined {
  const taken = new Set([...foreignSlots, ...absentSlots, ...codebook.codes(lock.id).flatMap(({ slot }) => slot ?? [])]);
  const total = driver.condition().capabilities?.slots ?? 0;
  if (taken.size >= total) return undefined;
  const first = 'slots' in lock ? lock.slots.first : 1;
  for (let slot = first; slot < first + total; slot += 1) if (!taken.has(slot)) return slot;
  return undefined;
}

export function noteForeign(desk: LockDesk, slots: number[]): void {
  const before = desk.foreignSlots.length;
  desk.foreignSlots = slots;
  if (slots.length !== before) desk.voice.event(desk.lock.id, { type: 'foreign', count: slots.length }, Date.now());
  desk.voice.changed(desk.lock.id);
}

function digitsOf({ codebook, lock, log }: LockDesk, { ref, pin }: CodeRecord): string | undefined {
  try {
    return pin === null ? undefined : codebook.unseal(lock.id, ref, pin);
  } catch {
    log.warn({ lock: lock.id, ref }, 'digits sealed with a key that is gone; asking the core for them');
    return undefined;
  }
}

function countUnconfirmed(desk: LockDesk): void {
  const now = Date.now();
  desk.unconfirmedAt = [...desk.unconfirmedAt.filter((at) => now - at < STUCK.withinMs), now];
  if (desk.unconfirmedAt.length === STUCK.writes) desk.voice.event(desk.lock.id, { type: 'stuck' }, now);
}

/** Doubles with each failure in a row, and varies by a fifth so that many locks do not try together. */
export const backOffMs = (tries: number): number => Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** Math.min(tries, 12)) * (0.8 + Math.random() * 0.4);

const trouble = (record: CodeRecord, { code, retry }: DriverFault): Outcome =>
  ({ fault: { code, retry }, tries: record.tries + 1, retryAt: Date.now() + backOffMs(record.tries) });

const faultOf = (error: unknown): DriverFault => (error instanceof DriverFault ? error : new DriverFault('internal', 'later', 'unknown'));
