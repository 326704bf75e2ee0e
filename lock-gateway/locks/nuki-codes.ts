import { wallText, wallWindow } from '../lock-clock.ts';
import { DriverFault, type CodeToWrite, type KnownCode, type ShownCode } from './driver.ts';
import { afterClearing } from './ear.ts';
import { learnClock } from './nuki-clock.ts';
import { isOurName, nameOf, type KeypadEntry, type KeypadList } from './nuki-dialect.ts';
import { addEntry, listNow, removeEntry, type HubLock } from './nuki-lock.ts';

const SECOND_MS = 1_000;

/**
 * A changed code is a new entry beside the old one, which goes when the new one is there: to update an entry would take its window away.
 * Where both have the same digits the keypad refuses the new one, so the old one goes first.
 */
export async function writeCode(lock: HubLock, { ref, rev, pin, windows: [window] }: CodeToWrite): Promise<void> {
  if (!window) throw new DriverFault('invalid_window', 'never', 'none');
  const name = nameOf(ref, rev, Date.parse(window.until));
  const wall = wallWindow(window, lock.config.timeZone, SECOND_MS);
  const added = { name, pin, window: { from: wallText(wall.from), until: wallText(wall.until) } };
  const before = await listNow(lock);
  if (before.cut !== undefined) throw new DriverFault('not_supported', 'later', 'none');
  const old = before.entries.find((entry) => entry.codeId === lock.places.get(ref) && entry.name !== name && isOurName(entry.name));
  const same = before.entries.find((entry) => entry.name === name);
  const there = same?.window?.until === added.window.until ? same : undefined;
  if (same && !there) await removeEntry(lock, same);
  const sentAt = Date.now();
  const found = there ?? (await addEntry(lock, added));
  if (found instanceof DriverFault && !old) throw found;
  if (old) await removeEntry(lock, old);
  const entry = found instanceof DriverFault ? await addEntry(lock, added) : found;
  if (entry instanceof DriverFault) throw afterClearing(entry);
  if (!there) await keepClock(lock, entry, sentAt);
  lock.places.set(ref, entry.codeId);
  lock.refusals.applied();
}

/** A code that the lock would take for the time of another zone does not stay. */
async function keepClock(lock: HubLock, entry: KeypadEntry, sentAt: number): Promise<void> {
  learnClock(lock, entry, sentAt);
  if (lock.unfit.clock === undefined) return;
  await removeEntry(lock, entry);
  throw new DriverFault('clock_skew', 'later', 'unknown');
}

/** A code of ours that memory does not know goes by its name, and so does one that has no window any more: the manifest decides about it. */
export function shownCodes(lock: HubLock, { entries, cut }: KeypadList, known: readonly KnownCode[]): ShownCode[] {
  const windowed = entries.filter(({ window }) => window !== undefined);
  const matched = new Map(known.flatMap((code) => {
    const name = nameOf(code.ref, code.rev, code.until);
    const entry = windowed.find((one) => one.name === name) ?? windowed.find((one) => code.until === undefined && one.codeId === code.slot && isOurName(one.name));
    return entry ? [[entry.codeId, code] as const] : [];
  }));
  // In a cut list nothing proves that a code is gone.
  if (cut !== undefined && matched.size < known.length) throw new DriverFault('not_supported', 'later', 'unknown');
  lock.places.clear();
  return entries.map(({ codeId, name }): ShownCode => {
    const code = matched.get(codeId);
    if (!code) return { slot: codeId, owned: isOurName(name), ref: isOurName(name) ? name : '', rev: 1, windows: [] };
    lock.places.set(code.ref, codeId);
    return { slot: codeId, owned: true, ref: code.ref, rev: code.rev, windows: [...code.windows], ...(code.until === undefined ? {} : { until: code.until }) };
  });
}
