import { commit, type LockDesk } from './lock-desk.ts';
import type { CodeRecord } from './code.ts';
import type { Reported } from './protocol.ts';

const DAY_MS = 86_400_000;
/** What may still be on the lock by our own last report; accepted ones that have a slot were just being written. */
const ON_LOCK = new Set(['accepted', 'installed', 'unconfirmed', 'removing', 'failed', 'needed']);

/**
 * Finds our codes again after the memory was lost, by the report that the broker kept of us: a lock that knows slots and nothing else
 * cannot say which of its codes are ours. They count as found: a reading shows whether they are there, the manifest whether they may stay.
 */
export async function recall(desk: LockDesk, reported: Reported): Promise<void> {
  const { codebook, lock } = desk;
  const now = Date.now();
  const known = new Set(codebook.codes(lock.id).map(({ ref }) => ref));
  const codes = reported.codes.flatMap(({ ref, rev, state, slot }): CodeRecord[] => (slot === undefined || known.has(ref) || !ON_LOCK.has(state) ? [] : [{
    ref, rev, wanted: 'present', decidedBy: 'found', issuedAt: 0, windows: [], pin: null, mark: null, slot, onLock: 'unknown', written: { rev, mark: null },
    evidence: 'none', fault: null, tries: 0, retryAt: 0, cmdId: null, at: now, keepUntil: now + DAY_MS,
  }]));
  if (codes.length > 0) await commit(desk, codes);
}
