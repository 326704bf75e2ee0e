export interface StopSignals {
  /** Aborted by the first signal. */
  readonly asked: AbortSignal;
  /** Resolves at the first signal. */
  readonly received: Promise<undefined>;
}

/** npm passes on the Ctrl-C that the terminal gave to both of us: within this time it is the same one. */
const SAME_KEY_MS = 1_000;

/**
 * Listens for Ctrl-C, a closed terminal and `kill`. A second one, later, ends this process at once; what it started then stops by
 * itself (see stop-with-parent.mjs), and the next start takes over PostgreSQL as it is.
 * @param onAsked told of the first signal
 */
export function stopSignals(onAsked: () => void): StopSignals {
  const controller = new AbortController();
  let askedAt: number | undefined;
  const received = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (askedAt !== undefined && Date.now() - askedAt < SAME_KEY_MS) return;
        if (askedAt !== undefined) process.exit(1);
        askedAt = Date.now();
        onAsked();
        controller.abort();
        resolve(undefined);
      });
    }
  });
  return { asked: controller.signal, received };
}
