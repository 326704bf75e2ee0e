import type { Ack, Incoming, LockEvent, Reported } from '../../lock-gateway/protocol.ts';
import type { LockId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { codesNamed, codesSentWith, saveCodes } from './code-store.ts';
import { saveErrandAnswers } from './errand-store.ts';
import { endTrials } from './commission-lock.ts';
import { hear, heardFromAck, heardFromNeed, heardFromReport, type Heard } from './hear-answer.ts';
import { isOff, type LockCode } from './lock-code.ts';
import { askAnew, insertEvents, locksNamed, saveInfo, saveLocks, type LockRow } from './lock-store.ts';
import { actAt } from './next-step.ts';
import { lookForRoom } from './slot-store.ts';
import { saveUnclaimed } from './unclaimed-locks.ts';

/** Something about one lock that its gateway said. */
export type LockMessage = Extract<Incoming, { kind: 'info' | 'reported' | 'ack' | 'event' }>;

/** What came about one lock, in the order in which it came. */
export interface LockMessages {
  gateway: string;
  /** As in topics. */
  name: string;
  messages: readonly LockMessage[];
}

export interface Taken {
  /** Messages about locks that we do not have. */
  unknown: number;
  /** Locks whose gateway acts on another manifest than the newest. */
  outdated: LockId[];
  /** A lock is free for its next command, or a code is due. */
  due: boolean;
}

interface Desk {
  lock: LockRow;
  messages: readonly LockMessage[];
}

/** A manifest that was just published may not have arrived yet. On a slow line each late report would otherwise draw another one, and each of those another report. */
const MANIFEST_ARRIVES_MS = 60_000;

/** Takes in what gateways said of their locks: answers, reports, abilities and events. A gateway can speak of its own locks only. */
export async function takeMessages(tx: Transaction, batch: readonly LockMessages[], now: Date): Promise<Taken> {
  const locks = await locksNamed(tx, batch);
  const desks = batch.flatMap(({ gateway, name, messages }): Desk[] => {
    const lock = locks.find((one) => one.gateway === gateway && one.lock_name === name);
    return lock ? [{ lock, messages }] : [];
  });
  for (const { lock, messages } of desks) {
    const info = messages.findLast((one) => one.kind === 'info')?.message;
    if (info && !isSameInfo(info, lock.info)) await saveInfo(tx, lock.id, info, now);
    if (info && info.unfit === undefined && lock.info.unfit !== undefined) await askAnew(tx, lock.id, now);
  }
  await saveErrandAnswers(tx, desks.flatMap(acksWithoutCode), now);
  const due = await takeAnswers(tx, desks, now);
  await saveLocks(tx, desks.map(({ lock, messages }) => ({ id: lock.id, reported: lastReport(messages, now), landed: hasLanded(lock, messages) })), now);
  await insertEvents(tx, desks.flatMap(({ lock, messages }) => eventsIn(messages).map((event) => ({ lockId: lock.id, event }))), now);
  const refs = desks.flatMap(({ messages }) => eventsIn(messages).flatMap((event) => (event.type === 'entry' && event.ref !== undefined ? [event.ref] : [])));
  await endTrials(tx, refs, now);
  const unknown = batch.filter(({ gateway, name }) => !locks.some((one) => one.gateway === gateway && one.lock_name === name));
  await saveUnclaimed(tx, unknown.map(({ gateway, name, messages }) => ({ gateway, name, info: messages.findLast((one) => one.kind === 'info')?.message, reported: lastReport(messages, now) })), now);
  return {
    due: due || desks.some(({ lock, messages }) => hasLanded(lock, messages)),
    unknown: unknown.length,
    outdated: desks.filter(({ lock, messages }) => isOutdated(lastReport(messages, now), lock, now)).map(({ lock }) => lock.id),
  };
}

/** Keys in one order: the database has its own. */
const isSameInfo = (a: object, b: object): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown => (typeof value === 'object' && value !== null
  ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]: [string, unknown]) => [key, sorted(inner)]) : value);

/** How far a clock may be off that drew a manifest: ours, before a restore. */
const FUTURE_MS = 86_400_000;

/** The newest report; a manifest that nobody can have drawn yet counts as none, else nothing that we draw would ever be newer. */
function lastReport(messages: readonly LockMessage[], now: Date): Reported | undefined {
  const reported = messages.findLast((one) => one.kind === 'reported')?.message;
  if (!reported || (reported.manifestRev ?? 0) <= now.getTime() + FUTURE_MS) return reported;
  const { manifestRev: _manifestRev, ...believable } = reported;
  return believable;
}

const hasLanded = ({ in_flight: inFlight }: LockRow, messages: readonly LockMessage[]): boolean =>
  messages.some((one) => one.kind === 'ack' && one.message.cmdId === inFlight);

/** A need is no event of the door. */
const eventsIn = (messages: readonly LockMessage[]): LockEvent[] =>
  messages.flatMap((one) => (one.kind === 'event' && !isNeed(one.message) ? [one.message] : []));

const isNeed = (event: LockEvent): event is Extract<LockEvent, { type: 'need' }> => event.type === 'need';

/** Our revisions are the milliseconds at which manifests were drawn. */
const isOutdated = (reported: Reported | undefined, { manifest_rev: ours }: LockRow, now: Date): boolean => {
  if (!reported) return false;
  const theirs = reported.manifestRev ?? 0;
  return theirs > ours || ours === 0 || (theirs < ours && ours < now.getTime() - MANIFEST_ARRIVES_MS);
};

/** Somebody set codes there without us, or took them away. */
const hasOtherRoom = ({ foreign }: LockRow, reported: Reported | undefined): boolean => reported !== undefined && reported.slots.foreign !== foreign;

/** An answer that names no code may be about something that staff asked. */
const acksWithoutCode = ({ lock, messages }: Desk): { lockId: LockId; ack: Ack }[] =>
  messages.flatMap((one) => (one.kind === 'ack' && one.message.ref === undefined ? [{ lockId: lock.id, ack: one.message }] : []));

type HeardOfLock = Heard & { lockId: LockId };

/** Of several reports the last one holds all that the others do. */
function heardIn({ lock, messages }: Desk): HeardOfLock[] {
  const last = messages.findLast((one) => one.kind === 'reported');
  return messages.flatMap((one): Heard[] => {
    if (one.kind === 'ack') return [heardFromAck(one.message)];
    if (one.kind === 'event') return isNeed(one.message) ? [heardFromNeed(one.message)] : [];
    return one === last ? last.message.codes.map(heardFromReport) : [];
  }).map((heard) => ({ ...heard, lockId: lock.id }));
}

/** Answers whether a code is due now. */
async function takeAnswers(tx: Transaction, desks: readonly Desk[], now: Date): Promise<boolean> {
  const all = desks.flatMap(heardIn);
  const named = all.flatMap(({ lockId, ref }) => (ref === undefined ? [] : [{ lockId, ref }]));
  const nameless = all.flatMap(({ lockId, ref, cmdId }) => (ref !== undefined || cmdId === undefined ? [] : [{ lockId, cmdId }]));
  const codes = [...await codesNamed(tx, named), ...await codesSentWith(tx, nameless)];
  const known = new Map(codes.map((code) => [code.id, code]));
  const changed = new Map<string, LockCode>();
  const byName = new Map(codes.flatMap(({ id, lockId, ref, cmdId }) => [[`${lockId}/${ref}`, id] as const, [`${lockId}/${cmdId}`, id] as const]));
  for (const heard of all) {
    const code = known.get(byName.get(`${heard.lockId}/${heard.ref ?? heard.cmdId}`) ?? '');
    const after = code && hear(code, heard);
    if (!after) continue;
    known.set(after.id, after);
    changed.set(after.id, after);
  }
  const saved = [...changed.values()].map((code) => ({ code, actAt: actAt(code, now, Math.random()) }));
  await saveCodes(tx, saved);
  const gone = saved.filter(({ code }) => isOff(code)).map(({ code }) => code.lockId);
  const another = desks.filter(({ lock, messages }) => hasOtherRoom(lock, lastReport(messages, now))).map(({ lock }) => lock.id);
  const sought = await lookForRoom(tx, [...gone, ...another], now);
  return sought || saved.some((one) => one.actAt !== undefined && one.actAt <= now);
}
