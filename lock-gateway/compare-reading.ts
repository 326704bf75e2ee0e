import { isConfirming, lastEnd, type CodeRecord } from './code.ts';
import type { LockReading } from './locks/driver.ts';

const DAY_MS = 86_400_000;

export interface Findings {
  /** Records that now stand differently. */
  changed: CodeRecord[];
  /** Slots taken by codes that are not ours: reported, never touched. */
  foreignSlots: number[];
}

const isLeaving = ({ wanted, windows, decidedBy }: CodeRecord, now: number): boolean => wanted === 'absent' || (decidedBy !== 'found' && lastEnd(windows) <= now);

/**
 * Compares what a whole reading of the lock shows with what we remember. The lock is right. A code that carries our
 * mark but is not in our memory (the memory is new) is ours again; its window still ends it, and a manifest may.
 */
export function compareReading(reading: LockReading, codes: readonly CodeRecord[], now: number): Findings {
  const ours = new Map(reading.codes.filter(({ owned }) => owned).map((code) => [code.ref, code]));
  const changed = codes.flatMap((record): CodeRecord[] => {
    const shown = ours.get(record.ref);
    if (!shown) return record.onLock === 'no' ? [] : [{ ...record, onLock: 'no', slot: null, written: null, evidence: 'read_back', at: now }];
    const until = shown.until === undefined ? {} : { until: shown.until };
    const sameWindow = record.written?.until === shown.until || shown.until === undefined;
    const settled = sameWindow && record.onLock === 'yes' && record.slot === shown.slot && record.written?.rev === shown.rev && isConfirming(record.evidence);
    if (settled) return [];
    const mark = record.written?.rev === shown.rev ? record.written.mark : null;
    // A code that should be gone and is still there: the tries count on, so that the lock is asked ever less often.
    const outcome = isLeaving(record, now) ? {} : { fault: null, tries: 0, retryAt: 0 };
    return [{ ...record, onLock: 'yes', slot: shown.slot, written: { rev: shown.rev, mark, ...until }, evidence: 'read_back', ...outcome, at: now }];
  });
  const known = new Set(codes.map(({ ref }) => ref));
  const found = [...ours.values()].filter(({ ref }) => !known.has(ref)).map(({ ref, rev, slot, windows }): CodeRecord => ({
    ref, rev, wanted: 'present', decidedBy: 'found', issuedAt: 0, windows, pin: null, mark: null, slot, onLock: 'yes', written: { rev, mark: null },
    evidence: 'read_back', fault: null, tries: 0, retryAt: 0, cmdId: null, at: now, keepUntil: now + DAY_MS,
  }));
  return { changed: [...changed, ...found], foreignSlots: reading.codes.filter(({ owned }) => !owned).map(({ slot }) => slot) };
}
