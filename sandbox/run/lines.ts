import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export type HearLine = (line: string) => void;

/** Hears what a process says, on both its outputs, line by line. */
export function listenForLines({ stdout, stderr }: ChildProcess, hear: HearLine): void {
  for (const output of [stdout, stderr]) if (output) createInterface({ input: output }).on('line', hear);
}

interface LogLine {
  level?: unknown;
  msg?: unknown;
  err?: { message?: unknown };
}

const ERROR = 50;

/** The message of a log line at level error or worse; undefined for any other line. */
export function errorIn(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err }: LogLine = JSON.parse(line);
    if (typeof level !== 'number' || level < ERROR) return undefined;
    return [msg, err?.message].filter((part, place, all) => typeof part === 'string' && all.indexOf(part) === place).join(': ') || line;
  } catch {
    return undefined;
  }
}
