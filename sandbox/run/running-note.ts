import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { birthOf } from '../postgres/processes.ts';
import { SandboxProblem } from '../problem.ts';
import type { Addresses } from './addresses.ts';

/** What a city that runs leaves in its data directory, so that the demo and a second start find it. */
export interface RunningNote {
  readonly pid: number;
  /** Tells this process from a later one with the same number. */
  readonly birth: string;
  readonly urls: Addresses;
  readonly databaseUrl: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

/** The city that runs on these data now, if any: the note of a process that was killed counts for nothing. */
export async function findRunning(dataDir: string): Promise<RunningNote | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  const note = parse(text);
  return note && (await birthOf(note.pid)) === note.birth ? note : undefined;
}

/** @throws SandboxProblem that says where the city already runs */
export async function refuseSecondStart(dataDir: string): Promise<void> {
  const running = await findRunning(dataDir);
  if (!running) return;
  throw new SandboxProblem(
    `Openzaal already runs on the data in ${dataDir}: process ${running.pid}, ${running.urls.site}\n` +
      'Stop that one first, or set OPENZAAL_DATA to another directory (and other ports) for a second city.',
  );
}

/** Says that this process runs the city. Answers what to call when it no longer does. */
export async function noteRunning(dataDir: string, where: Pick<RunningNote, 'urls' | 'databaseUrl'>): Promise<() => Promise<void>> {
  const note: RunningNote = { pid: process.pid, birth: (await birthOf(process.pid)) ?? '', ...where };
  await writeFile(fileIn(dataDir), JSON.stringify(note, undefined, 2), { mode: 0o600 });
  return () => rm(fileIn(dataDir), { force: true });
}

function parse(text: string): RunningNote | undefined {
  try {
    const note: RunningNote = JSON.parse(text);
    return note;
  } catch {
    return undefined;
  }
}
