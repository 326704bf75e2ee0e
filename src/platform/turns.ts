import { Refusal } from '../kernel/refusal.ts';

export interface TurnOptions {
  /** How many may be at work for one key at the same time. */
  atOnce: number;
  /** Whoever waits longer is refused. */
  patienceMs?: number;
}

interface Place {
  inside: number;
  /** Who waits, in the order in which they came. */
  waiting: (() => void)[];
}

/** Well below the time after which a request is answered without us: nobody is let in who has been sent away. */
const PATIENCE_MS = 10_000;

/**
 * Lets those who want the same thing in a few at a time, first come, first served; the others wait without a connection in
 * their hands. It decides nothing: what the database locks it still locks, also against other processes.
 * Refuses `busy` to whoever waits too long.
 */
export function createTurns<Key>({ atOnce, patienceMs = PATIENCE_MS }: TurnOptions): <Result>(key: Key, work: () => Promise<Result>) => Promise<Result> {
  const places = new Map<Key, Place>();
  return async (key, work) => {
    const place = places.get(key) ?? { inside: 0, waiting: [] };
    places.set(key, place);
    if (place.inside < atOnce) place.inside += 1;
    else await turnAt(place, patienceMs);
    try {
      return await work();
    } finally {
      const next = place.waiting.shift();
      if (next) next();
      else place.inside -= 1;
      if (place.inside === 0) places.delete(key);
    }
  };
}

/** Resolves when somebody who leaves hands over their turn. */
const turnAt = ({ waiting }: Place, patienceMs: number): Promise<void> => new Promise((resolve, reject) => {
  const take = (): void => {
    clearTimeout(timer);
    resolve();
  };
  const timer = setTimeout(() => {
    waiting.splice(waiting.indexOf(take), 1);
    reject(new Refusal('busy'));
  }, patienceMs);
  waiting.push(take);
});
