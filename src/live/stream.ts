import { Readable } from 'node:stream';
import { EVERYTHING } from './topic.ts';

/** One open stream of server-sent events. */
export interface Stream {
  readonly body: Readable;
  /** Who holds it, for the limits. */
  readonly caller: string;
  /** The word at which it ends: that of its session. */
  readonly session: string | undefined;
  readonly topics: ReadonlySet<string>;
  /** Says that these topics changed, as soon as the reader takes it; the reader looks again at a moment of its own within so many milliseconds. */
  tell(topics: Iterable<string>, withinMs: number): void;
  /** A sign of life. Breaks off when the reader has taken nothing since the one before. */
  beat(): void;
  end(): void;
}

/** What waits for a slow reader: a few lines at most, since topics that wait are kept once and not as text. */
const BUFFER_BYTES = 1_024;

/** A reader who does not even take the end is left behind. */
const LONGEST_GOODBYE_MS = 3_000;

/** Makes a stream and says to it which topics it hears. `onEnd` is told once, whoever ended it. */
export function openStream(keys: Pick<Stream, 'caller' | 'session' | 'topics'>, onEnd: (stream: Stream) => void): Stream {
  const waiting = new Set<string>();
  let wanted = false;
  let takenSinceBeat = true;
  let within = 0;
  let ended = false;
  const push = (event: string, data: string): void => {
    wanted = false;
    if (!ended) body.push(`event: ${event}\ndata: ${data}\n\n`);
  };
  const flush = (): void => {
    if (!wanted || waiting.size === 0) return;
    const topics = waiting.has(EVERYTHING) ? [EVERYTHING] : [...waiting];
    waiting.clear();
    push('changed', JSON.stringify({ topics, withinMs: within }));
    within = 0;
  };
  const body = new Readable({
    highWaterMark: BUFFER_BYTES,
    read() {
      wanted = true;
      takenSinceBeat = true;
      flush();
    },
    destroy(error, done) {
      onEnd(stream);
      done(error);
    },
  });
  const stream: Stream = {
    ...keys,
    body,
    tell(topics, withinMs) {
      for (const topic of topics) waiting.add(topic);
      within = Math.max(within, withinMs);
      flush();
    },
    beat() {
      if (!takenSinceBeat) return void body.destroy();
      takenSinceBeat = wanted;
      if (wanted) push('beat', '1');
    },
    end() {
      onEnd(stream);
      if (body.destroyed || ended) return;
      ended = true;
      body.push(null);
      setTimeout(() => body.destroy(), LONGEST_GOODBYE_MS).unref();
    },
  };
  body.push(`event: heard\ndata: ${JSON.stringify({ topics: [...keys.topics] })}\n\n`);
  return stream;
}
