import type { Line } from './line.ts';

/** Sends answers and events in order, and keeps them while the line is down. Bounded: the oldest goes first. */
export interface Outbox {
  send(topic: string, message: object): void;
  /** The line is up: what waited goes out. */
  flush(): void;
  waiting(): number;
  dropped(): number;
}

const MOST = 10_000;

export function createOutbox(line: () => Line): Outbox {
  let queue: { topic: string; message: object }[] = [];
  let dropped = 0;
  const keep = (one: { topic: string; message: object }): void => {
    queue.push(one);
    if (queue.length > MOST) {
      queue.shift();
      dropped += 1;
    }
  };
  const attempt = (one: { topic: string; message: object }): void => {
    if (!line().isUp()) keep(one);
    else void line().publish(one.topic, one.message).catch(() => keep(one));
  };
  return {
    send: (topic, message) => attempt({ topic, message }),
    flush: () => {
      const waiting = queue;
      queue = [];
      for (const one of waiting) attempt(one);
    },
    waiting: () => queue.length,
    dropped: () => dropped,
  };
}
