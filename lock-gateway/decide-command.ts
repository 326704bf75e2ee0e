import { lastEnd, needsDigits, type CodeRecord, type LockTraits } from './code.ts';
import type { CodePut, CodeRemove, CommandFault } from './protocol.ts';

const DAY_MS = 86_400_000;

export interface Sealed {
  pin: string;
  mark: string;
}

/** `same`: nothing to do but answer again. */
export type Decision = { kind: 'save'; record: CodeRecord } | { kind: 'same' } | { kind: 'reject'; fault: CommandFault };

const reject = (code: CommandFault['code'], retry: CommandFault['retry']): Decision => ({ kind: 'reject', fault: { code, retry } });

/** What a put means for a lock that holds these codes. `sealed` is the pin as it is to be kept. */
export function decidePut(put: CodePut, sealed: Sealed, codes: readonly CodeRecord[], expiresAt: number, now: number, lock: LockTraits): Decision {
  const known = codes.find(({ ref }) => ref === put.ref);
  const issuedAt = Date.parse(put.iat);
  if (known && put.rev < known.rev) return reject('stale_revision', 'never');
  if (known && put.rev === known.rev) {
    if (known.wanted === 'absent' && (known.decidedBy === 'command' || issuedAt <= known.issuedAt)) return reject('stale_revision', 'never');
    if (known.wanted === 'present' && !needsDigits(known, now, lock)) return { kind: 'same' };
  }
  if (put.windows.some(({ from, until }) => Date.parse(from) >= Date.parse(until)) || lastEnd(put.windows) <= now) return reject('invalid_window', 'never');
  if (put.pin.startsWith('0')) return reject('invalid_code', 'new_pin');
  const twin = codes.find((code) => code.ref !== put.ref && code.mark === sealed.mark && (code.wanted === 'present' || code.onLock !== 'no'));
  if (twin) return reject('duplicate_code', 'new_pin');
  return {
    kind: 'save',
    record: {
      ref: put.ref, rev: put.rev, wanted: 'present', decidedBy: 'command', issuedAt, windows: put.windows, pin: sealed.pin, mark: sealed.mark,
      slot: known?.slot ?? null, onLock: known?.onLock ?? 'no', written: known?.written ?? null, evidence: known?.evidence ?? 'none',
      fault: null, tries: 0, retryAt: 0, cmdId: null, at: now,
      keepUntil: Math.max(known?.keepUntil ?? 0, expiresAt + DAY_MS, lastEnd(put.windows) + DAY_MS),
    },
  };
}

/** What a removal means. A code never heard of may still be on the lock (our memory may be new), so it is looked for. */
export function decideRemove(remove: CodeRemove, codes: readonly CodeRecord[], expiresAt: number, now: number): Decision {
  const known = codes.find(({ ref }) => ref === remove.ref);
  if (known && remove.rev < known.rev) return reject('stale_revision', 'never');
  if (known?.wanted === 'absent' && known.decidedBy === 'command' && known.rev === remove.rev) return { kind: 'same' };
  const record: CodeRecord = known ?? {
    ref: remove.ref, rev: remove.rev, wanted: 'absent', decidedBy: 'command', issuedAt: 0, windows: [], pin: null, mark: null, slot: null,
    onLock: 'unknown', written: null, evidence: 'none', fault: null, tries: 0, retryAt: 0, cmdId: null, at: now, keepUntil: 0,
  };
  return {
    kind: 'save',
    record: {
      ...record, rev: remove.rev, wanted: 'absent', decidedBy: 'command', issuedAt: Date.parse(remove.iat), pin: null, fault: null, tries: 0, retryAt: 0, at: now,
      keepUntil: Math.max(record.keepUntil, expiresAt + DAY_MS),
    },
  };
}
