import type { Log } from '../platform/log.ts';
import { createPause } from './pause.ts';

/** Something that is done over and over, one turn at a time: when woken, and at least every so often. */
export interface Loop {
  wake: () => void;
  /** Ends after the turn in hand. */
  stop: () => Promise<void>;
}

const PAUSE_AFTER_FAULT_MS = 1_000;

/**
 * A turn that fails is logged and tried again a second later.
 * @param turn should end soon once the signal says that the loop stops
 */
export function startLoop(name: string, everyMs: number, turn: (signal: AbortSignal) => Promise<void>, log: Log): Loop {
  const stopping = new AbortController();
  const pause = createPause();
  let woken = false;

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        await turn(stopping.signal);
        if (!woken) await pause.wait(everyMs);
      } catch (error) {
        log.warn({ err: error, loop: name }, 'a turn failed');
        if (!stopping.signal.aborted) await pause.wait(PAUSE_AFTER_FAULT_MS);
      }
    }
  };
  const running = run();

  const wake = (): void => {
    woken = true;
    pause.end();
  };
  return {
    wake,
    stop: () => {
      stopping.abort();
      wake();
      return running;
    },
  };
}
