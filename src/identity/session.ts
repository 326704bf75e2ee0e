import { createHash, randomBytes } from 'node:crypto';
import { addMinutes } from '../kernel/period.ts';
import type { LoginAttempt } from './login.ts';

/** A session ends after so long without a request … */
export const IDLE_MINUTES = 8 * 60;
/** … and so long after logging in, however busy it is. */
export const LONGEST_MINUTES = 12 * 60;
/** A visitor who is away at the government login has so long to come back. */
export const LOGIN_MINUTES = 30;
/** More logins under way at once are more tabs than anybody has open: the oldest gives way. */
const LOGINS_AT_ONCE = 5;

const TOKEN_BYTES = 32;

/** A random token for the browser's cookie. Only its hash is kept, so that a copy of the database opens no session. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Long random tokens need no salt and no slow hash. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** When a session that was used now ends. */
export function sessionEnds(createdAt: Date, now: Date): Date {
  const idle = addMinutes(now, IDLE_MINUTES);
  const longest = addMinutes(createdAt, LONGEST_MINUTES);
  return idle < longest ? idle : longest;
}

/** A login that has begun: what its answer must match, and where the visitor then goes on. */
export interface LoginUnderWay extends LoginAttempt {
  returnTo: string;
  begunAt: string;
}

/** What somebody typed and would otherwise lose on the way to the login and back. */
export interface Draft {
  id: string;
  fields: Readonly<Record<string, string>>;
  keptAt: string;
}

/** What a session keeps on the server. */
export interface SessionData {
  logins?: readonly LoginUnderWay[];
  drafts?: readonly Draft[];
}

/** More forms half filled in than these nobody comes back to: the oldest gives way. */
const DRAFTS_AT_ONCE = 4;

export const withDraft = (data: SessionData, draft: Draft): SessionData => ({ ...data, drafts: [...(data.drafts ?? []), draft].slice(-DRAFTS_AT_ONCE) });

export const withLogin = (data: SessionData, login: LoginUnderWay): SessionData =>
  ({ ...data, logins: [...(data.logins ?? []), login].slice(-LOGINS_AT_ONCE) });

/** The login with this state, unless it took too long, and the data without it: an answer counts once. */
export function takeLogin(data: SessionData, state: string, now: Date): { login?: LoginUnderWay; rest: SessionData } {
  const logins = data.logins ?? [];
  const found = logins.find((one) => one.state === state && now < addMinutes(new Date(one.begunAt), LOGIN_MINUTES));
  const rest = { ...data, logins: logins.filter((one) => one.state !== state) };
  return found ? { login: found, rest } : { rest };
}
