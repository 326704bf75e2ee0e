import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Names under which secrets or personal data travel: their values never reach a log line, however deep they sit. */
const SECRET = ['pin', 'code', 'doorCode', 'password', 'token', 'secret', 'authorization', 'cookie', 'jwe', 'email', 'phone'];

const redact = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * What of an error is written: where it came from and PostgreSQL's own codes for it, but not the values that PostgreSQL quotes in
 * `detail` and `where`, nor whatever else a library hung on it.
 */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const facts = Object.fromEntries(['constraint', 'table', 'syscall', 'status'].flatMap((key) => (key in error ? [[key, (error as never)[key]]] : [])));
  return { type: name, message, stack, ...('code' in error ? { state: error.code } : {}), ...facts, ...(cause === undefined ? {} : { cause: safeError(cause) }) };
}

/** JSON lines on standard output. `level` is pino's: trace, debug, info, warn, error, silent. */
export const createLog = (name: string, level = 'info'): Log =>
  pino({ name, level, serializers: { err: safeError }, redact: { paths: redact, censor: '[hidden]' }, base: { pid: process.pid } });
