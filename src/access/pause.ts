/** A wait that somebody may cut short. */
export interface Pause {
  wait: (ms: number) => Promise<void>;
  end: () => void;
}

export function createPause(): Pause {
  let endWait: (() => void) | undefined;
  return {
    wait: (ms) => new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    }),
    end: () => endWait?.(),
  };
}
