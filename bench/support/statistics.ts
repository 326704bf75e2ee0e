/** How long things took, in milliseconds. */
export interface Spread {
  count: number;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
}

/** The value below which lies this part of all values (nearest rank): one that was really measured, never one in between. */
export function percentile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}

export const spreadOf = (milliseconds: readonly number[]): Spread => ({
  count: milliseconds.length,
  p50: round(percentile(milliseconds, 0.5)),
  p90: round(percentile(milliseconds, 0.9)),
  p95: round(percentile(milliseconds, 0.95)),
  p99: round(percentile(milliseconds, 0.99)),
  max: round(percentile(milliseconds, 1)),
});

/** Two decimals say all that a shared machine can. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export const ratio = (one: number, other: number): number => round(one / other);

export interface Timed<Result> {
  results: Result[];
  /** Of each piece of work, from when it was begun. */
  milliseconds: number[];
  /** From the first begun to the last done. */
  elapsed: number;
}

/** Does all the work, so many pieces at a time, and looks at the clock. What is thrown ends it. */
export async function timed<Result>(work: readonly (() => Promise<Result>)[], atOnce: number): Promise<Timed<Result>> {
  const results: Result[] = [];
  const milliseconds: number[] = [];
  let next = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    while (next < work.length) {
      const index = next++;
      const begun = performance.now();
      results[index] = await work[index]!();
      milliseconds[index] = performance.now() - begun;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, oneAfterTheOther));
  return { results, milliseconds, elapsed: performance.now() - begun };
}

export const perSecond = (parts: readonly Pick<Timed<unknown>, 'milliseconds' | 'elapsed'>[]): number =>
  round(parts.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0) / parts.reduce((sum, { elapsed }) => sum + elapsed, 0) * 1_000);

/**
 * Lets two sides take turns, so that both see the same machine, whatever else it is doing: the one that goes first changes every
 * round. The first round warms up and is not counted.
 */
export async function takeTurns<Result>(rounds: number, ours: () => Promise<Result>, bare: () => Promise<Result>): Promise<{ ours: Result[]; bare: Result[] }> {
  const counted = { ours: [] as Result[], bare: [] as Result[] };
  for (let turn = 0; turn <= rounds; turn += 1) {
    const sides = [['ours', ours], ['bare', bare]] as const;
    for (const [side, measure] of turn % 2 === 0 ? sides : sides.toReversed()) {
      const result = await measure();
      if (turn > 0) counted[side].push(result);
    }
  }
  return counted;
}
