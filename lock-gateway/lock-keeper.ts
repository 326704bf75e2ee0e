import { mustKeepDigits, nextAction, wakeAt, type Action } from './code.ts';
import { commit, traitsOf, type LockDesk } from './lock-desk.ts';
import { exploreLock, isUnexplored } from './explore-lock.ts';
import { clearCode, readLock, STUCK, writeCode } from './lock-steps.ts';
import { DriverFault } from './locks/driver.ts';

/**
 * Brings one lock to what it should hold, one step and one request at a time, from whatever state it finds. Commands,
 * manifests and the lock's own words only change what is known, and wake it.
 */
export interface LockKeeper {
  /** Runs a request of its own between two steps. @throws DriverFault when the lock does not do it, or too many wait */
  errand<T>(work: () => Promise<T>): Promise<T>;
  /** Ends after the step in hand. */
  stop(): Promise<void>;
}

const IDLE_MS = 60_000;
const MAX_ERRANDS = 20;

/** Starts the loop; `desk.wake` makes it look again. */
export function startKeeper(desk: LockDesk): LockKeeper {
  const errands: (() => Promise<void>)[] = [];
  let stopping = false;
  let woken = false;
  let endSleep = (): void => {};
  desk.wake = () => {
    woken = true;
    endSleep();
  };

  const sleep = (waitMs: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    endSleep = () => {
      clearTimeout(timer);
      resolve();
    };
  });

  const run = async (): Promise<void> => {
    while (!stopping) {
      woken = false;
      const errand = errands.shift();
      const waitMs = errand ? await errand().then(() => 0) : await step(desk);
      if (waitMs > 0 && !woken && !stopping) await sleep(waitMs);
    }
  };
  const running = run();

  return {
    errand: (work) => new Promise((resolve, reject) => {
      if (errands.length >= MAX_ERRANDS || stopping) return reject(new DriverFault('device_busy', 'later', 'none'));
      errands.push(() => work().then(resolve, reject));
      desk.wake();
    }),
    stop: () => {
      stopping = true;
      desk.wake();
      return running;
    },
  };
}

/** One step; answers for how many milliseconds nothing else needs doing. */
async function step(desk: LockDesk): Promise<number> {
  const now = Date.now();
  const codes = desk.codebook.codes(desk.lock.id);
  const traits = traitsOf(desk);
  try {
    const spent = codes.filter((code) => code.pin !== null && !mustKeepDigits(code, now, traits));
    if (spent.length > 0) return await commit(desk, spent).then(() => 0);
    const { online, capabilities, unfit } = desk.driver.condition();
    if (!online || !capabilities) return Math.min(IDLE_MS, wakeAt(codes, now, traits) - now);
    if (desk.holdUntil > now) return desk.holdUntil - now;
    if (desk.readAt <= now) return await readLock(desk).then(() => 0);
    if (isUnexplored(desk)) return await exploreLock(desk).then(() => 0);
    const next = nextAction(codes, now, traits, unfit === undefined ? allowed(desk, now) : CLEARING);
    if (!next) return Math.min(IDLE_MS, desk.readAt - now, wakeAt(codes, now, traits) - now);
    if (next.action === 'read') await readLock(desk);
    if (next.action === 'write') await writeCode(desk, next.record);
    if (next.action === 'clear') await clearCode(desk, next.record);
    return 0;
  } catch (error) {
    desk.log.warn({ lock: desk.lock.id, fault: error instanceof DriverFault ? error.code : (error as Error).name }, 'step failed');
    return error instanceof DriverFault ? 0 : 1_000;
  }
}

/** A lock that is not fit for codes loses those that it has. */
const CLEARING: Action[] = ['read', 'clear'];

/** After three writes without an answer nothing more is written for a while; codes that must go still go. */
function allowed({ unconfirmedAt }: LockDesk, now: number): Action[] {
  const stuck = unconfirmedAt.filter((at) => now - at < STUCK.withinMs).length >= STUCK.writes;
  return stuck ? CLEARING : [...CLEARING, 'write'];
}
