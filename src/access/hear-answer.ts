import { limits, type Ack, type LockEvent, type ReportedCode } from '../../lock-gateway/protocol.ts';
import type { Answer, AnswerStatus, LockCode } from './lock-code.ts';
import { isInHand } from './next-step.ts';

/** What a gateway says about one code, whichever way it came. */
export interface Heard {
  /** The command that it answers. */
  cmdId?: string;
  ref?: string;
  rev?: number;
  answer: Omit<Answer, 'rev'> & { at: Date };
}

export const heardFromAck = ({ cmdId, ref, rev, status, evidence, error, at }: Ack): Heard => ({
  cmdId, ...(ref === undefined ? {} : { ref }), ...(rev === undefined ? {} : { rev }),
  answer: { status, evidence, at: new Date(at), ...(error ? { error } : {}) },
});

const STATUS: Record<ReportedCode['state'], AnswerStatus> = {
  accepted: 'accepted', installed: 'installed', unconfirmed: 'unconfirmed', needed: 'needed', failed: 'failed', removing: 'accepted', removed: 'removed',
};

export const heardFromReport = ({ ref, rev, state, evidence, error, at }: ReportedCode): Heard =>
  ({ ref, rev, answer: { status: STATUS[state], evidence, at: new Date(at), ...(error ? { error } : {}) } });

export const heardFromNeed = ({ ref, rev, at }: Extract<LockEvent, { type: 'need' }>): Heard =>
  ({ ref, rev, answer: { status: 'needed', evidence: 'none', at: new Date(at) } });

/**
 * The code with what was heard about it, or `undefined` when that tells nothing new: messages come twice, late and out of order, and
 * answers to older revisions no longer count. A gateway that knows a higher revision than we do is overruled with one above it.
 */
export function hear(code: LockCode, heard: Heard): LockCode | undefined {
  const rev = heard.rev ?? (heard.cmdId === code.cmdId ? code.rev : undefined);
  if (rev === undefined || rev < code.rev) return undefined;
  if (rev > code.rev) return rev < limits.revision ? overrule(code, rev) : undefined;
  if (heard.answer.error?.code === 'stale_revision') return heard.cmdId === code.cmdId ? overrule(code, rev) : undefined;
  const answer: Answer = { ...heard.answer, rev };
  if (code.answer?.rev === rev && isOlder(answer, code.answer)) return undefined;
  const helped = isInHand(answer) || (answer.status === 'removed' && (code.desired === 'absent' || code.heldBackAt !== undefined));
  return { ...code, answer, attempts: helped ? 0 : code.attempts };
}

const overrule = ({ answer: _answer, ...code }: LockCode, rev: number): LockCode => ({ ...code, rev: rev + 1 });

/** Within one millisecond a lock accepts and installs: then the outcome is the newer one. */
function isOlder(answer: Answer, known: Answer): boolean {
  if (!known.at || !answer.at) return false;
  if (answer.at.getTime() !== known.at.getTime()) return answer.at < known.at;
  return answer.status === known.status ? answer.evidence === known.evidence && answer.error?.code === known.error?.code : answer.status === 'accepted';
}
