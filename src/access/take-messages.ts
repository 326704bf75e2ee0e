import type { Incoming, LockEvent, Reported } from '../../lock-gateway/protocol.ts';
import type { LockId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { codesNamed, saveCodes } from './code-store.ts';
import { hear, heardFromAck, heardFromNeed, heardFromReport, type Heard } from './hear-answer.ts';
import type { LockCode } from './lock-code.ts';
import { insertEvents, landCommand, lockNamed, saveCondition, saveInfo, type LockRow } from './lock-store.ts';
import { actAt } from './next-step.ts';

/** Something about one lock that its gateway said. */
export type LockMessage = Extract<Incoming, { kind: 'info' | 'reported' | 'ack' | 'event' }>;

export interface Taken {
  lockId: LockId;
  /** The gateway acts on another manifest than the newest. */
  manifestOutdated: boolean;
}

/** A manifest that was just published may not have arrived yet. */
const MANIFEST_ARRIVES_MS = 10_000;

/** Takes in what a gateway said of one of its locks, in the order in which it came. `undefined`: we have no such lock. */
export async function takeMessages(tx: Transaction, gateway: string, name: string, messages: readonly LockMessage[], now: Date): Promise<Taken | undefined> {
  const lock = await lockNamed(tx, gateway, name);
  if (!lock) return undefined;
  const info = messages.findLast((one) => one.kind === 'info')?.message;
  if (info && JSON.stringify(info) !== JSON.stringify(lock.info)) await saveInfo(tx, lock.id, info, now);
  const reported = messages.findLast((one) => one.kind === 'reported')?.message;
  if (reported) await saveCondition(tx, lock.id, reported);
  await takeAnswers(tx, lock, messages.flatMap(heardIn), now);
  await insertEvents(tx, lock.id, messages.flatMap((one) => (one.kind === 'event' && one.message.type !== 'need' ? [one.message] : [])), now);
  return { lockId: lock.id, manifestOutdated: reported !== undefined && isOutdated(reported, lock, now) };
}

function heardIn(one: LockMessage): Heard[] {
  if (one.kind === 'ack') return [heardFromAck(one.message)];
  if (one.kind === 'reported') return one.message.codes.map(heardFromReport);
  return one.kind === 'event' && isNeed(one.message) ? [heardFromNeed(one.message)] : [];
}

const isNeed = (event: LockEvent): event is Extract<LockEvent, { type: 'need' }> => event.type === 'need';

async function takeAnswers(tx: Transaction, lock: LockRow, all: readonly Heard[], now: Date): Promise<void> {
  if (all.length === 0) return;
  const refs = all.flatMap(({ ref }) => ref ?? []);
  const cmdIds = all.flatMap(({ ref, cmdId }) => (ref === undefined && cmdId !== undefined ? [cmdId] : []));
  const codes = await codesNamed(tx, lock.id, refs, cmdIds);
  const byRef = new Map(codes.map((code) => [code.ref, code]));
  const byCommand = new Map(codes.flatMap((code) => (code.cmdId === undefined ? [] : [[code.cmdId, code.ref] as const])));
  const changed = new Map<string, LockCode>();
  for (const heard of all) {
    const known = byRef.get(heard.ref ?? byCommand.get(heard.cmdId ?? '') ?? '');
    const after = known && hear(known, heard);
    if (!after) continue;
    byRef.set(after.ref, after);
    changed.set(after.ref, after);
  }
  await saveCodes(tx, [...changed.values()].map((code) => ({ code, actAt: actAt(code, now, Math.random()) })));
  if (all.some(({ cmdId }) => cmdId !== undefined && cmdId === lock.in_flight)) await landCommand(tx, lock.id);
}

/** Our revisions are the milliseconds at which manifests were drawn. */
const isOutdated = ({ manifestRev = 0 }: Reported, { manifest_rev: ours }: LockRow, now: Date): boolean =>
  manifestRev > ours || (manifestRev < ours && ours < now.getTime() - MANIFEST_ARRIVES_MS) || ours === 0;
