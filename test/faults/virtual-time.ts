import type { Knex } from 'knex';

/** A clock of our own under the real code of both sides: nothing passes by itself, and hours pass as fast as the work in them is done. */
export interface VirtualTime {
  now(): number;
  /** Runs once, so long from now: exactly then, for messages on their way. */
  after(ms: number, run: () => void): void;
  /** Lets so much time pass; each timer that falls due runs at its time, and the next one only when all that it began has come to rest. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until this is done. */
  until<Result>(work: Promise<Result>): Promise<Result>;
  /** Gives the real clock back. */
  restore(): void;
}

interface Timer {
  due: number;
  order: number;
  run: () => void;
  everyMs?: number;
}

/** Timers of two seconds and more fire at whole minutes, so late: as on a machine that is busy. */
const GRID_MS = 60_000;
const COARSE_MS = 2_000;
/** Connections, queries and the tests themselves are real. */
const REAL = /node_modules|src\/platform\/|test\/|^node:/;
const QUIET_TURNS = 3;

const real = { Date, setTimeout, setInterval, clearTimeout, clearInterval, performanceNow: performance.now.bind(performance), setImmediate };

/** @param pools whose queries count as work in hand */
export function startVirtualTime(start: Date, pools: () => readonly Knex[]): VirtualTime {
  let now = start.getTime();
  let order = 0;
  let inHand = 0;
  const timers = new Map<object, Timer>();

  const add = (ms: number, run: () => void, everyMs?: number): object => {
    const exact = now + Math.max(1, ms);
    const handle = { unref: () => handle, ref: () => handle, hasRef: () => true, refresh: () => handle, [Symbol.dispose]: () => void timers.delete(handle) };
    timers.set(handle, { due: ms < COARSE_MS ? exact : Math.ceil(exact / GRID_MS) * GRID_MS, order: (order += 1), run, ...(everyMs === undefined ? {} : { everyMs }) });
    return handle;
  };
  const undo = patch(() => now, add, timers, (change) => (inHand += change));

  const busy = (): boolean => inHand > 0 || process.getActiveResourcesInfo().some((kind) => kind.startsWith('FSReq'))
    || pools().some(({ client }) => isWorking((client as { pool?: Pool }).pool));
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await new Promise((resolve) => void real.setImmediate(resolve));
      for (; busy(); quiet = 0) await new Promise((resolve) => real.setTimeout(resolve, 1));
    }
  };
  const fireNext = (limit: number): boolean => {
    const due = Math.min(...[...timers.values()].map((timer) => timer.due));
    if (due > limit) return false;
    now = Math.max(now, due);
    for (const [handle, timer] of [...timers].filter(([, one]) => one.due === due).toSorted(([, a], [, b]) => a.order - b.order)) {
      if (!timers.delete(handle)) continue;
      if (timer.everyMs !== undefined) timers.set(handle, { ...timer, due: Math.ceil((now + timer.everyMs) / GRID_MS) * GRID_MS });
      timer.run();
    }
    return true;
  };

  return {
    now: () => now,
    after: (ms, run) => void timers.set({}, { due: now + ms, order: (order += 1), run }),
    pass: async (ms) => {
      const end = now + ms;
      do await settle(); while (fireNext(end));
      now = end;
    },
    until: async (work) => {
      let done = false;
      const end = (): void => void (done = true);
      work.then(end, end);
      for (;;) {
        await settle();
        if (done) return work;
        if (!fireNext(now + 3_600_000)) await new Promise((resolve) => real.setTimeout(resolve, 1));
      }
    },
    restore: undo,
  };
}

interface Pool {
  numUsed(): number;
  numPendingAcquires(): number;
}
const isWorking = (pool: Pool | undefined): boolean => pool !== undefined && pool.numUsed() + pool.numPendingAcquires() > 0;

/** Whose timer it is, by the file that sets it. */
function callerIsReal(set: 'setTimeout' | 'setInterval'): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites;
    const holder: { stack?: NodeJS.CallSite[] } = {};
    Error.captureStackTrace(holder, globalThis[set]);
    return REAL.test(holder.stack?.[0]?.getFileName() ?? 'node:');
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

type Run = (...args: unknown[]) => void;

/** Puts our clock, timers and a count of cryptography in hand in the place of the real ones. */
function patch(now: () => number, add: (ms: number, run: () => void, everyMs?: number) => object, timers: Map<object, Timer>, count: (change: 1 | -1) => void): () => void {
  const subtle = Object.getPrototypeOf(crypto.subtle) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const originals = Object.fromEntries(['encrypt', 'decrypt', 'importKey'].map((name) => [name, subtle[name]!]));
  for (const [name, original] of Object.entries(originals)) {
    subtle[name] = function counted(this: unknown, ...args: unknown[]) {
      count(1);
      return original.apply(this, args).finally(() => count(-1));
    };
  }
  const clear = (handle: unknown): void => {
    if (typeof handle === 'object' && handle !== null && timers.delete(handle)) return;
    real.clearTimeout(handle as NodeJS.Timeout);
  };
  const setTimeout = (run: Run, ms?: number, ...args: unknown[]): unknown => (callerIsReal('setTimeout') ? real.setTimeout(run, ms, ...args) : add(ms ?? 0, () => run(...args)));
  const setInterval = (run: Run, ms?: number, ...args: unknown[]): unknown => (callerIsReal('setInterval') ? real.setInterval(run, ms, ...args) : add(ms ?? 0, () => run(...args), ms ?? 0));
  const OurDate: DateConstructor = new Proxy(real.Date, {
    construct: (target, args: [], type: NewableFunction): Date => Reflect.construct(target, args.length === 0 ? [now()] : args, Object.is(type, OurDate) ? target : type) as Date,
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key) as unknown),
  });
  Object.assign(globalThis, { Date: OurDate, setTimeout, setInterval, clearTimeout: clear, clearInterval: clear });
  performance.now = now;
  return () => {
    Object.assign(globalThis, { Date: real.Date, setTimeout: real.setTimeout, setInterval: real.setInterval, clearTimeout: real.clearTimeout, clearInterval: real.clearInterval });
    performance.now = real.performanceNow;
    Object.assign(subtle, originals);
  };
}
