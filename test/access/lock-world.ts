import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { nextAction } from '../../lock-gateway/code.ts';
import { createCodebook } from '../../lock-gateway/codebook.ts';
import { gatewayKey, sealCommand } from '../../lock-gateway/envelope.ts';
import type { Journal } from '../../lock-gateway/journal.ts';
import { wallText, wallWindow } from '../../lock-gateway/lock-clock.ts';
import { openDesk, traitsOf, type LockDesk } from '../../lock-gateway/lock-desk.ts';
import { clearCode, readLock, writeCode } from '../../lock-gateway/lock-steps.ts';
import type { LockDriver } from '../../lock-gateway/locks/driver.ts';
import type { Ack } from '../../lock-gateway/protocol.ts';
import { reportedOf } from '../../lock-gateway/report.ts';
import { takeCommand } from '../../lock-gateway/take-command.ts';
import { clearSlot, newMemory, press, put, setSlot, type TwinKind, type TwinMemory } from '../../sandbox/locks/twin.ts';
import { hear, heardFromAck, heardFromReport } from '../../src/access/hear-answer.ts';
import type { LockCode } from '../../src/access/lock-code.ts';
import { actAt, nextStep } from '../../src/access/next-step.ts';

/** What a lock keeps of a code: all of its windows, one at a time, or none. */
export type Keeps = 'windows' | 'one-window' | 'nothing';

/** A code, the gateway and a lock in a world whose clock the test turns. Nothing in it is simulated but the clock, the line and the lock. */
export interface LockWorld {
  /** Turns the clock and lets everybody do what is due then. */
  turn(now: Date): Promise<void>;
  opens(digits?: string): boolean;
  code(): LockCode;
  /** Changes what is desired. */
  want(change: Partial<LockCode>): void;
  /** Commands sent. */
  sent(): number;
  /** The gateway stands still until told otherwise. */
  freeze(state: 'frozen' | 'running'): void;
  close(): void;
}

const ZONE = 'Europe/Brussels';
const NAME = 'deur';
const LEAD_MINUTES = 45;

export function openLockWorld(keeps: Keeps, first: LockCode, digits: string): LockWorld {
  const real = Date.now;
  let code = first;
  let due: Date | undefined = first.sendAt;
  let sent = 0;
  let frozen = false;
  const kind: TwinKind = { slots: 10, windows: keeps === 'windows' };
  const memory = newMemory();
  const key = gatewayKey(randomBytes(32).toString('base64'));
  const hearAck = (ack: Ack): void => {
    code = hear(code, heardFromAck(ack)) ?? code;
  };
  const desk = openDesk({
    lock: { id: NAME, address: NAME, driver: 'native', leadMinutes: LEAD_MINUTES }, driver: driverOf(keeps, kind, memory), log: pino({ level: 'silent' }),
    codebook: createCodebook(memoryJournal(), [key]), voice: { ack: hearAck, event: () => {}, changed: () => {} },
  });
  void desk.codebook.save(NAME, { facts: { capabilities: desk.driver.condition().capabilities, manifestRev: 0 } });
  const keeper = { errand: <T>(work: () => Promise<T>): Promise<T> => work(), stop: async () => {} };

  const send = async (now: Date): Promise<void> => {
    sent += 1;
    const cmdId = randomUUID();
    code = { ...code, sentRev: code.rev, cmdId, sentAt: now, attempts: code.attempts + 1 };
    const iat = now.toISOString();
    const windows = code.windows.map(({ start, end }) => ({ from: start.toISOString(), until: end.toISOString() }));
    const command = code.desired === 'present' && windows.some(({ until }) => until > iat)
      ? { op: 'code.put' as const, ref: code.ref, rev: code.rev, pin: digits, windows, iat } : { op: 'code.remove' as const, ref: code.ref, rev: code.rev, iat };
    const message = await sealCommand(key, { gateway: 'leuven', lock: NAME, cmdId, expiresAt: new Date(now.getTime() + 3_600_000) }, command);
    if (!frozen) await takeCommand({ gateway: 'leuven', keys: [key], desk, keeper }, message);
  };

  return {
    turn: async (now) => {
      Date.now = () => now.getTime();
      if (!frozen) await settleLock(desk, now);
      const step = nextStep(code, now);
      if ((step.do === 'put' || step.do === 'remove') && due && due <= now) await send(now);
      if (!frozen) {
        await settleLock(desk, now);
        for (const one of reportedOf(desk, now.getTime()).codes) code = hear(code, heardFromReport(one)) ?? code;
      }
      due = actAt(code, now, 0.5);
    },
    opens: (typed = digits) => press(kind, { ...memory, wrongPresses: 0 }, typed, Date.now()).opened,
    code: () => code,
    want: (change) => {
      code = { ...code, ...change, attempts: 0 };
      due = new Date(0);
    },
    sent: () => sent,
    freeze: (state) => {
      frozen = state === 'frozen';
    },
    close: () => {
      Date.now = real;
    },
  };
}

/** Lets the gateway do all that is due on the lock. */
async function settleLock(desk: LockDesk, now: Date): Promise<void> {
  for (let steps = 0; steps < 20; steps += 1) {
    const next = nextAction(desk.codebook.codes(NAME), now.getTime(), traitsOf(desk), ['read', 'clear', 'write']);
    if (!next) return;
    if (next.action === 'read') await readLock(desk);
    if (next.action === 'write') await writeCode(desk, next.record);
    if (next.action === 'clear') await clearCode(desk, next.record);
  }
  throw new Error('the gateway goes round in circles');
}

function driverOf(keeps: Keeps, kind: TwinKind, memory: TwinMemory): LockDriver {
  const capabilities = { slots: kind.slots, windows: keeps !== 'nothing', clock: true, battery: true };
  return {
    oneWindow: keeps === 'one-window',
    condition: () => ({ online: true, lastSeenAt: null, capabilities, battery: null, skewSeconds: null }),
    write: async ({ slot, ref, rev, pin, windows }) => {
      if (keeps === 'windows') put(kind, memory, { slot, ref, rev, owner: 'leuven', pin, windows: [...windows] });
      else setSlot(kind, memory, { slot, pin, owner: 'leuven', name: ref, ...(keeps === 'one-window' ? { wall: onTheWall(windows) } : {}) });
      return 'device_ack';
    },
    clear: async (slot) => {
      clearSlot(memory, slot);
      return 'device_ack';
    },
    read: async (known) => ({ codes: known.filter(({ slot }) => memory.codes.some((code) => code.slot === slot)).map((one) => ({ ...one, owned: true, windows: [...one.windows] })) }),
    unlock: async () => 'device_ack',
  };
}

function onTheWall(windows: readonly { from: string; until: string }[]): { from: string; until: string; zone: string } {
  const { from, until } = wallWindow(windows[0]!, ZONE, 60_000);
  return { from: wallText(from), until: wallText(until), zone: ZONE };
}

/** A memory that no disk keeps. */
export function memoryJournal(): Journal {
  const map = new Map<string, unknown>();
  return {
    damaged: 0,
    get: (key) => map.get(key),
    entries: (prefix) => [...map].filter(([key]) => key.startsWith(prefix)),
    set: async (changes) => {
      for (const [key, value] of Object.entries(changes)) map.set(key, value);
    },
    close: async () => {},
  };
}
