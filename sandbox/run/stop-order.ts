/** What is stopped together, and in which order: first who uses, last what is used. */
const LAYERS = ['programs', 'services', 'brokers', 'database', 'note'] as const;

export type Layer = (typeof LAYERS)[number];
type Stop = () => Promise<unknown>;

/** Knows how to stop whatever was started or is still starting, so that a start which fails halfway leaves nothing behind. */
export interface StopOrder {
  /** Aborted when the stopping begins. */
  readonly begun: AbortSignal;
  add(layer: Layer, stop: Stop): void;
  /** Answers what is being started and will stop it; what is there only after the stopping began is stopped at once. */
  adopt<Started extends { stop(): Promise<unknown> }>(layer: Layer, starting: Promise<Started>): Promise<Started>;
  /** Stops everything, going on past what cannot be stopped; answers what went wrong. May be called again. */
  stopAll(): Promise<unknown[]>;
}

export function stopOrder(): StopOrder {
  const stops = new Map<Layer, Stop[]>(LAYERS.map((layer) => [layer, []]));
  const starting: Promise<unknown>[] = [];
  const begun = new AbortController();
  const add = (layer: Layer, stop: Stop): void => void stops.get(layer)?.push(stop);

  const stopAll = async (): Promise<unknown[]> => {
    begun.abort();
    const troubles: unknown[] = [];
    for (const layer of LAYERS) {
      const outcomes = await Promise.allSettled((stops.get(layer) ?? []).map((stop) => stop()));
      for (const outcome of outcomes) if (outcome.status === 'rejected') troubles.push(outcome.reason);
    }
    await Promise.allSettled(starting);
    return troubles;
  };
  const adopted = async <Started extends { stop(): Promise<unknown> }>(layer: Layer, awaited: Promise<Started>): Promise<Started> => {
    const started = await awaited;
    if (begun.signal.aborted) await started.stop();
    begun.signal.throwIfAborted();
    add(layer, () => started.stop());
    return started;
  };

  let stopped: Promise<unknown[]> | undefined;
  return {
    begun: begun.signal,
    add,
    adopt: (layer, awaited) => {
      const adopting = adopted(layer, awaited);
      starting.push(adopting.catch(() => undefined));
      return adopting;
    },
    stopAll: () => (stopped ??= stopAll()),
  };
}
