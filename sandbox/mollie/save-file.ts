import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Answers a function that writes the newest text to a file, replacing it in one step, and resolves once what was there
 * at the time of the call is on disk. Calls that arrive during a write share the next one.
 */
export function saver(file: string | undefined, text: () => string): () => Promise<void> {
  if (!file) return () => Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text(), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  return () =>
    (next ??= writing.catch(() => {}).then(() => {
      next = undefined;
      writing = write();
      return writing;
    }));
}
