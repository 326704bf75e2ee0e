/** The way to a lock: slow, lossy, and with an end that sleeps. */
export interface Radio {
  /** Waits as long as a request takes; answers whether it arrives. */
  reach(): Promise<'reached' | 'lost'>;
  latencyMs(): number;
  setLatency(ms: number): void;
  /** The next so many requests get lost. */
  lose(requests: number): void;
  /** From now on requests wait until `wake`. */
  sleep(): void;
  wake(): void;
  asleep(): boolean;
}

export function openRadio(): Radio {
  let latencyMs = 0;
  let losing = 0;
  let sleeping: Promise<void> | undefined;
  let end = (): void => {};
  return {
    reach: async () => {
      await sleeping;
      if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (losing === 0) return 'reached';
      losing -= 1;
      return 'lost';
    },
    latencyMs: () => latencyMs,
    setLatency: (ms) => {
      latencyMs = ms;
    },
    lose: (requests) => {
      losing = requests;
    },
    sleep: () => {
      sleeping ??= new Promise((resolve) => {
        end = resolve;
      });
    },
    wake: () => {
      end();
      sleeping = undefined;
    },
    asleep: () => sleeping !== undefined,
  };
}
