/** How one step went. */
export interface StepResult {
  readonly chapter: string;
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
}

/** Does one step and tells how it went; a failure ends its chapter. */
export type Tell = <Result>(step: string, work: () => Promise<Result>) => Promise<Result>;

export interface Story {
  /** Plays the steps of a chapter; undefined when one went wrong. */
  chapter<Result>(title: string, play: (tell: Tell) => Promise<Result>): Promise<Result | undefined>;
  readonly results: readonly StepResult[];
}

/** Tells, step by step and with the duration of each, what is played. */
export function newStory(say: (line: string) => void): Story {
  const results: StepResult[] = [];
  const tellIn = (chapter: string): Tell => async (step, work) => {
    const started = performance.now();
    const note = (ok: boolean): number => {
      const ms = Math.round(performance.now() - started);
      results.push({ chapter, step, ok, ms });
      return ms;
    };
    try {
      const result = await work();
      say(`  ✓ ${step} (${note(true)} ms)`);
      return result;
    } catch (thrown) {
      say(`  ✗ ${step} (${note(false)} ms)\n      ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      throw new ChapterEnded();
    }
  };
  return {
    results,
    chapter: async (title, play) => {
      say(`\n${title}`);
      try {
        return await play(tellIn(title));
      } catch (thrown) {
        if (thrown instanceof ChapterEnded) return undefined;
        throw thrown;
      }
    },
  };
}

class ChapterEnded extends Error {}

/** @throws an Error with this message unless it is so */
export function expect(it: boolean, message: string): asserts it {
  if (!it) throw new Error(message);
}
