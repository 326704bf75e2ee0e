import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HAS_PROC = process.platform === 'linux';

/** The words with which a process was started; empty when there is no such process or only its zombie is left. */
export async function commandOf(pid: number): Promise<string[]> {
  if (!HAS_PROC) return (await ps(pid, 'command=')).split(/\s+/).filter(Boolean);
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.split('\0').filter(Boolean);
}

/**
 * Tells this life of a process number from an earlier one: numbers are given out again, in containers within seconds.
 * Undefined when there is no such process or only its zombie is left.
 */
export async function birthOf(pid: number): Promise<string | undefined> {
  if (!HAS_PROC) return (await ps(pid, 'lstart=')).trim() || undefined;
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name stands in brackets and may hold anything, so count from the last one: state is the first field, start time the twentieth.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return line === '' || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

async function ps(pid: number, field: string): Promise<string> {
  const found = await run('ps', ['-o', `stat=,${field}`, '-p', String(pid)]).catch(() => ({ stdout: '' }));
  const [state = 'Z', ...rest] = found.stdout.trim().split(/\s+/);
  return state.startsWith('Z') ? '' : rest.join(' ');
}
