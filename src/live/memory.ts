import { EVERYTHING } from './topic.ts';

/** What was told lately, for a reader whose page is older than its stream. */
export interface Memory {
  begin(): void;
  lose(): void;
  isListening(): boolean;
  keep(word: string): void;
  /** Which of these topics were told in the last so many milliseconds; everything, when we cannot know. */
  since(topics: readonly string[], ageMs: number): string[];
}

const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 20_000;
/** A change is told after it is visible: a page that was made in between has it already, but better once too often than never. */
const SLACK_MS = 500;

/** Remembers each topic's last time, five minutes back and twenty thousand topics at most; what is forgotten counts as not heard. */
export function createMemory(now: () => number): Memory {
  const toldAt = new Map<string, number>();
  let knownSince: number | undefined;
  const forgetOld = (): void => {
    for (const [word, at] of toldAt) {
      if (at > now() - KEPT_MS && toldAt.size <= MOST_KEPT) break;
      toldAt.delete(word);
      knownSince = Math.max(knownSince ?? 0, at + 1);
    }
  };
  return {
    begin: () => void (knownSince = now()),
    lose: () => void (knownSince = undefined),
    isListening: () => knownSince !== undefined,
    keep(word) {
      toldAt.delete(word);
      toldAt.set(word, now());
      forgetOld();
    },
    since(topics, ageMs) {
      const from = now() - ageMs - SLACK_MS;
      if (knownSince === undefined || from < Math.max(knownSince, now() - KEPT_MS)) return [EVERYTHING];
      return [EVERYTHING, ...topics].filter((word) => (toldAt.get(word) ?? 0) >= from);
    },
  };
}
