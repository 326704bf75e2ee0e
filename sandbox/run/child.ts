import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listenForLines, type HearLine } from './lines.ts';

export interface Script {
  /** The file that is run, from the top of the checkout. */
  readonly entry: string;
  /** All that it finds in its environment, besides PATH and the like. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes all that it says. */
  readonly logFile: string;
  /** How Node runs it, where that differs from the usual. */
  readonly nodeFlags?: readonly string[];
}

/** One that goes on until it is stopped. */
export interface Program extends Script {
  /** As people call it: `lock gateway`. */
  readonly name: string;
  /** Answers when the program can do its work. Asked for once per life; aborted when that life ends. */
  readonly ready: (life: Life) => Promise<void>;
}

/** One run of a program, from its start to its end. */
export interface Life {
  readonly pid: number;
  readonly ended: AbortSignal;
  /** Hears every line that the program says. */
  readonly hear: (hearLine: HearLine) => void;
}

export interface Child extends Life {
  /** Resolves with how it ended: `exit code 1`, `killed by SIGKILL`. */
  readonly end: Promise<string>;
  /** The last lines it said, but for the frames of a stack. */
  lastWords(): string;
  /** Asks it to stop and, after a while, makes it. */
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PRELOAD = new URL('./stop-with-parent.mjs', import.meta.url).href;
/** The programs themselves drain for at most ten seconds. */
const PATIENCE_MS = 12_000;
const LAST_LINES = 8;
const STACK_FRAME = /^\s+at |^\s*$|^Node\.js v/;
/** What an ordinary program expects around it. Nothing else is handed on: a setting of the developer's shell must not change the city. */
const HANDED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'LOG_LEVEL'];

/**
 * Starts a program as a process of its own session (Ctrl-C must reach the sandbox alone, which stops things in order), tied to
 * this process by a channel: see stop-with-parent.mjs.
 */
export function startChild({ entry, env, logFile, nodeFlags = [] }: Script): Child {
  const child = spawn(process.execPath, [...nodeFlags, '--import', PRELOAD, '--import', 'tsx', entry], {
    cwd: ROOT, env: { ...handedOn(), ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true,
  });
  const hearers: HearLine[] = [];
  const last: string[] = [];
  const ended = new AbortController();
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  log.on('error', () => {});
  listenForLines(child, (line) => {
    log.write(`${line}\n`);
    if (!STACK_FRAME.test(line)) last.push(line);
    if (last.length > LAST_LINES) last.shift();
    for (const hear of hearers) hear(line);
  });
  const end = endOf(child).finally(() => {
    ended.abort();
    log.end();
  });
  return {
    pid: child.pid ?? 0, ended: ended.signal, end,
    hear: (hear) => void hearers.push(hear),
    lastWords: () => last.join('\n'),
    stop: () => stop(child, end),
  };
}

const handedOn = (): Record<string, string> =>
  Object.fromEntries(HANDED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

/** `close` comes after `exit`, once everything the program said has been read. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });

async function stop(child: ChildProcess, end: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await end;
  clearTimeout(force);
}
