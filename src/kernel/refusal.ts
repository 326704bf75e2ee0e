/**
 * Why a well-formed request is declined. Thrown, so that the transaction around it rolls back; turned into an answer in one
 * place. Codes are part of the contract (`urn:problem-type:openzaal:<code>`): they are added, never renamed.
 */
export const REFUSALS = [
  // Who asks
  'not-signed-in', 'not-allowed', 'not-a-member', 'too-many-requests',
  // Logging in: refused or gone stale, the provider not reachable, and a membership that only a new login can prove
  'login-failed', 'login-unavailable', 'new-login-needed',
  // What is asked
  'not-found', 'invalid-request', 'body-too-large', 'unsupported-media-type', 'method-not-allowed',
  // Several people at once
  'version-missing', 'version-outdated', 'idempotency-key-missing', 'idempotency-key-in-progress', 'idempotency-key-reused', 'busy',
  // The course of a booking
  'stay-refused', 'wrong-state', 'hold-lapsed', 'terms-outdated', 'not-cancellable', 'not-movable', 'move-costs-more', 'move-needs-manager',
  'payment-not-needed', 'payment-unavailable',
  // Saved halls
  'too-many-saved',
  // What a booker says afterwards
  'feedback-too-early', 'feedback-too-late',
  // Mails
  'no-email-address', 'mail-not-resendable',
  // The door
  'code-not-yet-shown', 'no-code-for-this-hall', 'no-code-left', 'too-many-openers', 'no-new-code-needed',
  'door-window-closed', 'lock-not-reachable', 'lock-not-openable',
  // Organisations
  'already-exists', 'last-representative', 'invitation-lapsed',
  // Roles
  'last-administrator', 'role-from-login',
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** The rules that a stay may break. One request can break several: all of them are named. */
export const RULES = [
  'in-the-past', 'start-step', 'too-short', 'too-long', 'too-late', 'too-far-ahead', 'outside-opening-hours', 'closed', 'taken',
  'over-capacity', 'unknown-layout', 'unknown-extra', 'out-of-stock', 'over-quota', 'not-let-to-you', 'not-bookable',
  // What a regulation says of the price
  'not-let-for-this', 'unknown-purpose', 'between-part-days', 'too-many-units',
] as const;

export type RuleCode = (typeof RULES)[number];

/** One thing that is wrong, with the facts that a sentence about it needs, such as `{ minutes: 60 }`. */
export interface Violation {
  code: RuleCode | RefusalCode | 'schema';
  /** JSON pointer-like path of the field concerned: `body/attendance`, `query/from`. */
  field?: string;
  facts: Record<string, string | number>;
}

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Record<string, string | number>;
  readonly violations: readonly Violation[];
  /** What is possible instead, added by whoever knows. Goes into the answer as it is. */
  readonly help: Record<string, unknown>;

  constructor(
    code: RefusalCode,
    details: { facts?: Record<string, string | number>; violations?: readonly Violation[]; help?: Record<string, unknown> } = {},
  ) {
    super(details.violations?.length ? `${code}: ${details.violations.map((one) => one.code).join(', ')}` : code);
    this.name = 'Refusal';
    this.code = code;
    this.facts = details.facts ?? {};
    this.violations = details.violations ?? [];
    this.help = details.help ?? {};
  }

  /** The same refusal with what is possible instead. */
  with(help: Record<string, unknown>): Refusal {
    return new Refusal(this.code, { facts: this.facts, violations: this.violations, help: { ...this.help, ...help } });
  }
}

export const isRefusal = (thrown: unknown, code?: RefusalCode): thrown is Refusal =>
  thrown instanceof Refusal && (code === undefined || thrown.code === code);
