import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Names under which secrets or personal data travel: their values never reach a log line, however deep they sit. */
const SECRET = ['pin', 'code', 'doorCode', 'password', 'token', 'secret', 'authorization', 'cookie', 'jwe', 'email', 'phone'];

const redact = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** JSON lines on standard output. `level` is pino's: trace, debug, info, warn, error, silent. */
export const createLog = (name: string, level = 'info'): Log =>
  pino({ name, level, redact: { paths: redact, censor: '[hidden]' }, base: { pid: process.pid } });
