import type { Logger } from 'pino';
import { ackOf, mustKeepDigits, type CodeRecord, type LockTraits } from './code.ts';
import type { Codebook, TakenCommand } from './codebook.ts';
import { leadMinutesOf, measureConfirming } from './lead-time.ts';
import type { LockConfig } from './lock-settings.ts';
import type { LockDriver } from './locks/driver.ts';
import type { Ack, Happening, Manifest } from './protocol.ts';

/** How a lock's keeper tells the core; none of it waits. */
export interface Voice {
  ack(ack: Ack): void;
  event(lock: string, happening: Happening, at: number): void;
  /** The lock's reported state is no longer what was published. */
  changed(lock: string): void;
}

/** Everything that is known and used about one lock. */
export interface LockDesk {
  readonly lock: LockConfig;
  readonly driver: LockDriver;
  readonly codebook: Codebook;
  readonly voice: Voice;
  readonly log: Logger;
  /** What the core last said should exist here; absent until it has spoken. */
  manifest?: Manifest;
  /** Slots that hold codes of somebody else. */
  foreignSlots: number[];
  /** Slots that the configuration gives us and the lock has not got. */
  absentSlots: number[];
  /** When the whole lock is to be read next. */
  readAt: number;
  failedReads: number;
  /** Nothing is asked of the lock before this instant. */
  holdUntil: number;
  /** When writes went unanswered, lately. */
  unconfirmedAt: number[];
  /** Which of its conditions the core has been told of. */
  told: { skewed: boolean; lowBattery: boolean; info: string };
  wake: () => void;
}

export const openDesk = (parts: Pick<LockDesk, 'lock' | 'driver' | 'codebook' | 'voice' | 'log'>): LockDesk => ({
  ...parts, foreignSlots: [], absentSlots: [], readAt: 0, failedReads: 0, holdUntil: 0, unconfirmedAt: [], told: { skewed: false, lowBattery: false, info: '' }, wake: () => {},
});

/** A lock of which we do not know yet what it can do gets nothing, so the assumption about windows harms nobody. */
export const traitsOf = ({ codebook, driver, lock }: LockDesk): LockTraits => {
  const facts = codebook.facts(lock.id);
  return { windows: facts.capabilities?.windows ?? true, leadMs: leadMinutesOf(lock.leadMinutes, facts) * 60_000, oneWindow: driver.oneWindow === true };
};

/** Saves codes (and the command that changed them), tells the core of every answer that changed, and wakes the keeper. */
export async function commit(desk: LockDesk, codes: readonly CodeRecord[], command?: [cmdId: string, taken: TakenCommand]): Promise<void> {
  const { codebook, lock } = desk;
  const now = Date.now();
  const traits = traitsOf(desk);
  const before = codes.map(({ ref }) => codebook.code(lock.id, ref));
  const measured = measureConfirming(codebook.facts(lock.id), codes, now);
  const kept = measured.codes.map((code) => (mustKeepDigits(code, now, traits) ? code : { ...code, pin: null }));
  await codebook.save(lock.id, { codes: kept, ...(measured.facts ? { facts: measured.facts } : {}), ...(command ? { command } : {}) });
  for (const [index, code] of kept.entries()) tellAnswer(desk, before[index], code, now);
  desk.voice.changed(lock.id);
  desk.wake();
}

function tellAnswer(desk: LockDesk, before: CodeRecord | undefined, after: CodeRecord, now: number): void {
  const { cmdId } = after;
  if (cmdId === null) return;
  const answerTo = (record: CodeRecord): Ack => ackOf(record, cmdId, desk.lock.id, now, traitsOf(desk));
  const answer = answerTo(after);
  const earlier = before?.cmdId === cmdId ? answerTo(before) : undefined;
  const same = answer.status === earlier?.status && answer.evidence === earlier.evidence && answer.error?.code === earlier.error?.code;
  if (!same) desk.voice.ack(answer);
}
