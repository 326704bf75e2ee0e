import { randomUUID } from 'node:crypto';
import { Refusal, isRefusal, type RefusalCode } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import type { components } from '../contract/api.d.ts';
import { presentIssue } from '../contract/issue.ts';
import { incidentTitle, sayIncident } from '../contract/texts/incident.ts';
import { refusalTitle, sayRefusal } from '../contract/texts/refusal-texts.ts';
import { sqlState } from '../platform/db.ts';

/** RFC 9457. */
export type Problem = components['schemas']['Problem'];

const URN = 'urn:problem-type:openzaal:';

/** Each refusal's status. `stay-refused` and its like are 409: well asked, but not as things now stand. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  'not-signed-in': 401, 'not-allowed': 403, 'not-a-member': 403, 'too-many-requests': 429,
  'login-failed': 401, 'login-unavailable': 503, 'new-login-needed': 403,
  'not-found': 404, 'invalid-request': 400, 'body-too-large': 413, 'unsupported-media-type': 415, 'method-not-allowed': 405,
  'version-missing': 428, 'version-outdated': 412,
  'idempotency-key-missing': 400, 'idempotency-key-in-progress': 409, 'idempotency-key-reused': 422, busy: 503,
  'stay-refused': 409, 'wrong-state': 409, 'hold-lapsed': 409, 'terms-outdated': 409, 'not-cancellable': 409,
  'not-movable': 409, 'move-costs-more': 409, 'move-needs-manager': 409,
  'no-email-address': 409, 'mail-not-resendable': 409,
  'payment-not-needed': 409, 'payment-unavailable': 503,
  'too-many-saved': 409,
  'feedback-too-early': 409, 'feedback-too-late': 409,
  'code-not-yet-shown': 409, 'no-code-for-this-hall': 409, 'no-code-left': 409, 'too-many-openers': 409, 'no-new-code-needed': 409,
  'door-window-closed': 409, 'lock-not-reachable': 409, 'lock-not-openable': 409,
  'already-exists': 409, 'last-representative': 409, 'invitation-lapsed': 410,
  'last-administrator': 409, 'role-from-login': 409,
};

/** After how many seconds trying again makes sense, where it does. */
const RETRY_SECONDS: Partial<Record<RefusalCode, number>> = {
  'too-many-requests': 3_600, busy: 2, 'payment-unavailable': 10, 'login-unavailable': 30, 'idempotency-key-in-progress': 1,
};

export const statusOf = ({ code }: Pick<Refusal, 'code'>): number => STATUS[code];

/** Seconds for `Retry-After`; `undefined` when trying again the same way is no use. */
export const retryAfter = ({ code, facts }: Refusal): number | undefined =>
  code === 'too-many-requests' && typeof facts['seconds'] === 'number' ? facts['seconds'] : RETRY_SECONDS[code];

/** A refusal as the caller reads it: what, why, every violation, and what is possible instead. */
export function problemOf(refusal: Refusal, language: Language): Problem {
  const { code, facts, violations, help } = refusal;
  return {
    type: URN + code,
    title: refusalTitle(code, language),
    status: statusOf(refusal),
    detail: sayRefusal(refusal, language),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(violations.length > 0 ? { issues: violations.map((one) => presentIssue(one, language)) } : {}),
    ...help,
  };
}

/** A fault of ours: a new number, and nothing else. */
export function incidentProblem(language: Language): Problem & { incident: string } {
  const incident = randomUUID().slice(0, 8);
  return { type: `${URN}incident`, title: incidentTitle(language), status: 500, detail: sayIncident(incident, language), incident };
}

const STATUS_CODES: Readonly<Record<number, RefusalCode>> = {
  401: 'not-signed-in', 403: 'not-allowed', 404: 'not-found', 405: 'method-not-allowed', 501: 'method-not-allowed', 413: 'body-too-large', 415: 'unsupported-media-type',
};

/** Text that PostgreSQL cannot keep, such as a NUL from a form: whatever reached a statement unread was wrongly asked. */
const UNREADABLE = new Set(['22021', '22P05']);

/**
 * The refusal behind an error that Koa or its parts raised about the request (`status` 4xx), or PostgreSQL about its text;
 * `undefined` for any other error.
 */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (isRefusal(thrown)) return thrown;
  if (UNREADABLE.has(sqlState(thrown) ?? '')) return new Refusal('invalid-request');
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  return status >= 400 && status < 500 ? refusalFor(status) : undefined;
}

export const refusalFor = (status: number): Refusal => new Refusal(STATUS_CODES[status] ?? 'invalid-request');
