import { Refusal } from '../kernel/refusal.ts';
import { createMemory } from './memory.ts';
import { openStream, type Stream } from './stream.ts';
import { EVERYTHING, isSessionWord } from './topic.ts';

export interface StreamAsk {
  topics: readonly string[];
  /** Who asks: a session, or a network address. */
  caller: string;
  /** How many streams that caller may hold. */
  most: number;
  /** The word that ends it; `undefined` without a session. */
  session: string | undefined;
  /** How old what the reader looks at is: whatever was told since is told at once. */
  ageMs: number;
}

/** The open streams of this process, and what they are told. */
export interface Hub {
  /** Refuses `too-many-requests` beyond the limits, and `busy` while nothing can be heard here. */
  open(ask: StreamAsk): Stream;
  /** What the connection that listens brings. */
  hear: (word: string) => void;
  listening: () => void;
  lost: () => void;
  /** Ends every stream and opens no more. */
  close(): void;
  readonly size: number;
}

export interface HubOptions {
  clock: () => Date;
  mostStreams?: number;
  beatMs?: number;
  longestMs?: number;
}

const MOST_STREAMS = 2_000;
const BEAT_MS = 25_000;
/** A stream ends after a while, so that it is asked anew who may hear it. */
const LONGEST_MS = 15 * 60_000;
/** Words of one transaction come together: they are told together. */
const GATHER_MS = 20;
/** Readers of one topic look again one after the other: so long for each of them here, and in all no longer than so. */
const EACH_READER_MS = 20;
const LONGEST_SPREAD_MS = 20_000;

export function createHub({ clock, mostStreams = MOST_STREAMS, beatMs = BEAT_MS, longestMs = LONGEST_MS }: HubOptions): Hub {
  const streams = new Map<Stream, number>();
  const memory = createMemory(() => clock().getTime());
  let gathered = new Set<string>();
  let closed = false;

  const forget = (stream: Stream): void => void streams.delete(stream);
  const spreadOver = (readers: number): number => Math.min(readers * EACH_READER_MS, LONGEST_SPREAD_MS);
  const distribute = (): void => {
    const words = gathered;
    gathered = new Set();
    if (words.has(EVERYTHING)) return streams.forEach((_until, stream) => stream.tell([EVERYTHING], spreadOver(streams.size)));
    const readers = [...streams.keys()].flatMap((stream) => {
      const topics = [...stream.topics].filter((topic) => words.has(topic));
      return topics.length > 0 ? [{ stream, topics }] : [];
    });
    readers.forEach(({ stream, topics }) => stream.tell(topics, spreadOver(readers.length)));
  };
  const tell = (word: string): void => {
    if (gathered.size === 0) setTimeout(distribute, GATHER_MS).unref();
    gathered.add(word);
  };
  const endWhere = (ends: (stream: Stream, until: number) => boolean): void =>
    [...streams].filter(([stream, until]) => ends(stream, until)).forEach(([stream]) => stream.end());
  const pulse = setInterval(() => {
    endWhere((_stream, until) => until <= clock().getTime());
    streams.forEach((_until, stream) => stream.beat());
  }, beatMs).unref();

  return {
    open({ topics, caller, most, session, ageMs }) {
      if (closed || !memory.isListening() || streams.size >= mostStreams) throw new Refusal('busy');
      if ([...streams.keys()].filter((stream) => stream.caller === caller).length >= most) throw new Refusal('too-many-requests', { facts: { seconds: 60 } });
      const stream = openStream({ topics: new Set(topics), caller, session }, forget);
      streams.set(stream, clock().getTime() + longestMs * (0.9 + Math.random() / 5));
      const missed = memory.since(topics, ageMs);
      if (missed.length > 0) stream.tell(missed, missed.includes(EVERYTHING) ? spreadOver(streams.size) : 0);
      return stream;
    },
    hear(word) {
      if (isSessionWord(word)) endWhere((stream) => stream.session === word);
      else {
        memory.keep(word);
        tell(word);
      }
    },
    listening() {
      memory.begin();
      tell(EVERYTHING);
    },
    lost: () => memory.lose(),
    close() {
      closed = true;
      clearInterval(pulse);
      endWhere(() => true);
    },
    get size() {
      return streams.size;
    },
  };
}
