export const SIZES = ['city', 'country'] as const;
/** How much there is to search in: 600 halls with 0.25 million claims, or 10,000 spaces with 8 million. */
export type Size = (typeof SIZES)[number];

/** What we would like a figure to be. Missing it is a finding, not a fault: a machine may be busy with something else. */
export interface Aim {
  aim: string;
  measured: number;
  limit: number;
  met: boolean;
}

export interface Findings {
  figures: Readonly<Record<string, unknown>>;
  aims: readonly Aim[];
  /** What must never happen, such as two winners: makes the run fail. */
  wrong: readonly string[];
}

export interface BenchmarkRun {
  size: Size;
  /** The server to measure on; absent: an embedded one. A database of our own is made there and dropped again. */
  databaseUrl?: string;
  /** Tells a person at the terminal what goes on. */
  say: (line: string) => void;
}

/** Something that can be measured: `npm run bench -- name`. */
export interface Benchmark {
  sizes: readonly Size[];
  run(run: BenchmarkRun): Promise<Findings>;
}

export const atMost = (aim: string, measured: number, limit: number): Aim => ({ aim, measured, limit, met: measured <= limit });
export const atLeast = (aim: string, measured: number, limit: number): Aim => ({ aim, measured, limit, met: measured >= limit });
