import type { AccessWindow, Ack, AckStatus, CodeState, CommandFault, Evidence, ReportedCode } from './protocol.ts';

/** `until`: the end of the window that was written, on a lock that keeps but one. */
export interface Written {
  rev: number;
  mark: string | null;
  until?: number;
}

/** All that the gateway remembers of one code on one lock. Instants are epoch milliseconds; no digits. */
export interface CodeRecord {
  ref: string;
  /** The highest revision accepted; anything lower is stale. */
  rev: number;
  wanted: 'present' | 'absent';
  /** Who last decided that: a command, a manifest, or the lock itself held it when we first looked. */
  decidedBy: 'command' | 'manifest' | 'found';
  /** When the core issued that decision. */
  issuedAt: number;
  windows: AccessWindow[];
  /** The sealed digits, only while they must still be written. */
  pin: string | null;
  /** A keyed fingerprint of the digits: tells equal codes apart from different ones. */
  mark: string | null;
  slot: number | null;
  /** `unknown` from the moment a write or clear is decided until the lock has answered or been read. */
  onLock: 'yes' | 'no' | 'unknown';
  /** What was last put (or tried) on the lock. */
  written: Written | null;
  /** How we know what `onLock` says. */
  evidence: Evidence;
  fault: CommandFault | null;
  /** Failures in a row, and when to try again. */
  tries: number;
  retryAt: number;
  cmdId: string | null;
  /** Since when it is being tried to put it on the lock; nothing while it need not be, or is there. */
  tryingSince?: number | null;
  /** When this state began. */
  at: number;
  /** Until then the record guards against replayed commands, whatever its state. */
  keepUntil: number;
}

/** What of the lock decides how codes are handled. */
export interface LockTraits {
  /** The lock keeps codes shut outside their windows by itself. */
  windows: boolean;
  leadMs: number;
  /** It keeps one window of a code: the next one is written when the last is over. */
  oneWindow?: boolean;
}

export type Action = 'read' | 'clear' | 'write';

const start = (window: AccessWindow): number => Date.parse(window.from);
const end = (window: AccessWindow): number => Date.parse(window.until);

export const lastEnd = (windows: readonly AccessWindow[]): number => Math.max(0, ...windows.map(end));

/** When the next window that is not over opens; infinity when there is none. */
export const nextStart = (windows: readonly AccessWindow[], now: number): number =>
  Math.min(...windows.filter((window) => end(window) > now).map(start));

/** Found on a lock that tells no windows: ours, but only a manifest can say until when. */
const isStray = (record: CodeRecord): boolean => record.wanted === 'present' && record.decidedBy === 'found' && record.windows.length === 0 && record.onLock === 'yes';

/** Nothing is left to be done for it but to be gone. */
const isOver = (record: CodeRecord, now: number): boolean => record.wanted === 'absent' || (lastEnd(record.windows) <= now && !isStray(record));

/**
 * Whether the code belongs on the lock at this moment. A lock that knows windows holds it until the last one is over;
 * another holds it only around each window.
 */
export function belongsOnLock(record: CodeRecord, now: number, lock: LockTraits): boolean {
  if (isOver(record, now)) return false;
  return isStray(record) || lock.windows || nextStart(record.windows, now) - lock.leadMs <= now;
}

/** The window that is open or opens next. */
export const nextWindow = (windows: readonly AccessWindow[], now: number): AccessWindow | undefined =>
  windows.filter((window) => end(window) > now).toSorted((one, other) => start(one) - start(other))[0];

const isCurrent = (record: CodeRecord, now: number, lock: LockTraits): boolean =>
  lock.windows ? record.written?.rev === record.rev && (!lock.oneWindow || holdsNext(record, now)) : record.mark === null || record.written?.mark === record.mark;

export const isConfirming = (evidence: Evidence): boolean => evidence === 'read_back' || evidence === 'device_ack';

function holdsNext({ written, windows }: CodeRecord, now: number): boolean {
  const next = nextWindow(windows, now);
  return next === undefined || written?.until === end(next);
}

/** The next single step for a code, or nothing. A step that is not yet due for another try counts as nothing. */
export function actionFor(record: CodeRecord, now: number, lock: LockTraits): Action | undefined {
  if (record.retryAt > now) return undefined;
  if (record.onLock === 'unknown') return 'read';
  if (!belongsOnLock(record, now, lock)) return record.onLock === 'yes' ? 'clear' : undefined;
  const refused = record.fault !== null && record.fault.retry !== 'later';
  // An old revision whose successor the lock refuses would open the door at the wrong time.
  if (refused && record.onLock === 'yes' && !isCurrent(record, now, lock)) return 'clear';
  if (record.onLock === 'no' || !isCurrent(record, now, lock)) return record.pin !== null && !refused ? 'write' : undefined;
  return isConfirming(record.evidence) ? undefined : 'read';
}

/** Which code to see to first on a lock: whatever must go, then by the start of the next window. */
export function nextAction(records: readonly CodeRecord[], now: number, lock: LockTraits, actions: readonly Action[]): { record: CodeRecord; action: Action } | undefined {
  const due = records.flatMap((record) => {
    const action = actionFor(record, now, lock);
    return action && actions.includes(action) ? [{ record, action, order: belongsOnLock(record, now, lock) ? nextStart(record.windows, now) : 0 }] : [];
  });
  return due.toSorted((one, other) => one.order - other.order)[0];
}

/** The next instant after `now` at which some code may need a step, by the clock alone; infinity for never. */
export function wakeAt(records: readonly CodeRecord[], now: number, lock: LockTraits): number {
  const instants = records.flatMap(({ windows, retryAt }) => [retryAt, ...windows.flatMap((window) => [start(window) - lock.leadMs, end(window)])]);
  return Math.min(...instants.filter((instant) => instant > now));
}

/** The digits are needed and gone: only the core can help. */
export const needsDigits = (record: CodeRecord, now: number, lock: LockTraits): boolean =>
  record.pin === null && record.onLock !== 'unknown' && belongsOnLock(record, now, lock)
  && (record.onLock === 'no' || !isCurrent(record, now, lock));

/** True while the digits may have to be written (again): before that is confirmed, and for later windows of a lock that knows none. */
export function mustKeepDigits(record: CodeRecord, now: number, lock: LockTraits): boolean {
  if (isOver(record, now)) return false;
  const confirmed = record.onLock === 'yes' && isCurrent(record, now, lock) && isConfirming(record.evidence);
  return !confirmed || (!lock.windows && record.windows.some((window) => start(window) - lock.leadMs > now))
    || (lock.oneWindow === true && record.windows.filter((window) => end(window) > now).length > 1);
}

export function stateOf(record: CodeRecord, now: number, lock: LockTraits): CodeState {
  if (isOver(record, now)) return record.onLock === 'no' ? 'removed' : 'removing';
  if (needsDigits(record, now, lock)) return 'needed';
  if (record.onLock === 'yes' && isCurrent(record, now, lock)) return isConfirming(record.evidence) ? 'installed' : 'unconfirmed';
  if (record.onLock === 'unknown' && record.tries > 0) return 'unconfirmed';
  return record.fault ? 'failed' : 'accepted';
}

const ACK: Record<CodeState, AckStatus> = {
  accepted: 'accepted', removing: 'accepted', needed: 'accepted', installed: 'installed', unconfirmed: 'unconfirmed', removed: 'removed', failed: 'failed',
};

export function reportedCode(record: CodeRecord, now: number, lock: LockTraits): ReportedCode {
  const { ref, rev, slot, fault, at } = record;
  const state = stateOf(record, now, lock);
  const evidence = state === 'installed' || state === 'unconfirmed' || state === 'removed' ? record.evidence : 'none';
  const waits = state === 'accepted' && !lock.windows && !belongsOnLock(record, now, lock);
  return {
    ref, rev, state, evidence, at: new Date(at).toISOString(),
    ...(waits ? { installAt: new Date(nextStart(record.windows, now) - lock.leadMs).toISOString() } : {}),
    ...(slot === null ? {} : { slot }),
    ...(fault ? { error: fault } : {}),
  };
}

/** The answer to a command about this code, as things stand. */
export function ackOf(record: CodeRecord, cmdId: string, name: string, now: number, lock: LockTraits): Ack {
  const { state, evidence, error, ref, rev, at } = reportedCode(record, now, lock);
  return { v: 1, cmdId, lock: name, ref, rev, status: ACK[state], evidence, ...(error ? { error } : {}), at };
}
