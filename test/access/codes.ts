import fc from 'fast-check';
import type { ErrorCode, Retry } from '../../lock-gateway/protocol.ts';
import type { Answer, AnswerStatus, LockCode } from '../../src/access/lock-code.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';

const noon = new Date('2027-02-03T12:00:00Z');

/** Minutes from when the window of `aCode` opens. */
export const at = (minutes: number): Date => addMinutes(noon, minutes);

/** A code with one window from minute 0 to 60, not sent yet. */
export const aCode = (own: Partial<LockCode> = {}): LockCode => ({
  id: newId(), grantId: newId(), lockId: newId(), ref: 'c-1', rev: 1, desired: 'present', windows: [{ start: at(0), end: at(60) }], sendAt: at(-72 * 60), leadMinutes: 72 * 60, attempts: 0, ...own,
});

export const installed = (rev: number): Answer => ({ rev, status: 'installed', evidence: 'device_ack', at: at(-120) });

export const refused = (rev: number, code: ErrorCode, retry: Retry): Answer => ({ rev, status: 'rejected', evidence: 'none', error: { code, retry }, at: at(-120) });

const anyAnswer = (): fc.Arbitrary<Answer> => fc.record({
  rev: fc.integer({ min: 1, max: 3 }),
  status: fc.constantFrom<AnswerStatus>('accepted', 'installed', 'removed', 'unconfirmed', 'rejected', 'failed', 'needed'),
  evidence: fc.constantFrom('read_back' as const, 'device_ack' as const, 'bridge_ack' as const, 'none' as const),
  at: fc.integer({ min: -300, max: 300 }).map(at),
  error: fc.record({
    code: fc.constantFrom<ErrorCode>('duplicate_code', 'no_space', 'expired', 'not_supported', 'timeout'), retry: fc.constantFrom<Retry>('never', 'later', 'new_pin'),
  }),
}, { requiredKeys: ['rev', 'status', 'evidence'] });

/** Any state that a code may be in, with one to three windows in order. */
export const anyCode = (): fc.Arbitrary<LockCode> => fc.record({
  rev: fc.integer({ min: 1, max: 3 }),
  desired: fc.constantFrom('present' as const, 'absent' as const),
  cuts: fc.uniqueArray(fc.integer({ min: -300, max: 300 }), { minLength: 2, maxLength: 6 }).map((cuts) => cuts.toSorted((a, b) => a - b)),
  sendAt: fc.integer({ min: -400, max: 0 }),
  leadMinutes: fc.constantFrom(72 * 60, 45),
  revokedAt: fc.integer({ min: -300, max: 300 }),
  sent: fc.option(fc.integer({ min: 1, max: 3 })),
  attempts: fc.integer({ min: 0, max: 12 }),
  answer: fc.option(anyAnswer()),
}).map(({ rev, desired, cuts, sendAt, leadMinutes, revokedAt, sent, attempts, answer }) => {
  const windows = Array.from({ length: Math.floor(cuts.length / 2) }, (_, index) => ({ start: at(cuts[2 * index]!), end: at(cuts[2 * index + 1]!) }));
  return aCode({
    rev, desired, windows, attempts, leadMinutes, sendAt: addMinutes(windows[0]!.start, sendAt),
    ...(desired === 'absent' ? { revokedAt: at(revokedAt) } : {}),
    ...(sent === null ? {} : { sentRev: Math.min(sent, rev) }),
    ...(answer === null ? {} : { answer }),
  });
});
