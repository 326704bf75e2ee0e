import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A small durable map: memory in front of an append-only file. */
export interface Journal {
  get(key: string): unknown;
  entries(prefix: string): [key: string, value: unknown][];
  /**
   * Changes memory at once and answers when the change is on disk. Writers that wait together share one fsync.
   * `undefined` deletes.
   */
  set(changes: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
  /** Lines of the file that could not be read at start, the torn last line of a crash aside. */
  readonly damaged: number;
}

const COMPACT_BYTES = 4_194_304;

/**
 * Opens (or makes) the journal and rewrites it compactly. Readable by its owner only.
 * @param onFault told when the file can no longer be written: memory and disk then differ, and the process should end
 * @throws when the directory cannot be written
 */
export async function openJournal(path: string, onFault: (error: Error) => void = () => {}): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { map, damaged } = await load(path);
  let file = await rewrite(path, map);
  let appended = 0;
  let waiting: { lines: string; settle: (error?: Error) => void }[] = [];
  let running: Promise<void> | undefined;

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const lines = batch.map((one) => one.lines).join('');
      const failure = await append(lines).then(() => undefined, (error: Error) => error);
      if (failure) onFault(failure);
      for (const { settle } of batch) settle(failure);
    }
    running = undefined;
  };

  const append = async (lines: string): Promise<void> => {
    if (appended > COMPACT_BYTES) {
      await file.close();
      file = await rewrite(path, map);
      appended = 0;
      return;
    }
    await file.appendFile(lines);
    await file.datasync();
    appended += lines.length;
  };

  return {
    damaged,
    get: (key) => map.get(key),
    entries: (prefix) => [...map].filter(([key]) => key.startsWith(prefix)),
    set: (changes) => new Promise((resolve, reject) => {
      for (const [key, value] of Object.entries(changes)) remember(map, key, value);
      const lines = Object.entries(changes).map(lineOf).join('');
      waiting.push({ lines, settle: (error) => (error ? reject(error) : resolve()) });
      running ??= flush();
    }),
    close: async () => {
      await running;
      await file.close();
    },
  };
}

const lineOf = ([key, value]: [string, unknown]): string => `${JSON.stringify(value === undefined ? [key] : [key, value])}\n`;

function remember(map: Map<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

async function load(path: string): Promise<{ map: Map<string, unknown>; damaged: number }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const map = new Map<string, unknown>();
  const lines = text.split('\n');
  let damaged = 0;
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line);
    if (entry) remember(map, entry[0], entry[1]);
    else if (line !== '' && index < lines.length - 1) damaged += 1;
  }
  return { map, damaged };
}

function parseLine(line: string): [string, unknown] | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return Array.isArray(entry) && typeof entry[0] === 'string' ? [entry[0], entry[1]] : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a whole new file beside the old one and swaps them: a crash leaves either, never half of one. */
async function rewrite(path: string, map: Map<string, unknown>): Promise<FileHandle> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  await file.writeFile([...map].map(lineOf).join(''));
  await file.sync();
  await file.close();
  await rename(fresh, path);
  const directory = await open(dirname(path), 'r');
  await directory.sync();
  await directory.close();
  return open(path, 'a', 0o600);
}
