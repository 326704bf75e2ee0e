import { expect } from 'chai';
import fc from 'fast-check';
import type { Ack } from '../../lock-gateway/protocol.ts';
import { hear, heardFromAck } from '../../src/access/hear-answer.ts';
import { isConfirmed, isOff, type LockCode } from '../../src/access/lock-code.ts';
import { actAt, nextStep, retryDelayMs } from '../../src/access/next-step.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { aCode, at } from './codes.ts';

const ack = (own: Partial<Ack>): Ack => ({ v: 1, cmdId: 'cmd-1', lock: 'deur', ref: 'c-1', rev: 1, status: 'installed', evidence: 'device_ack', at: at(-60).toISOString(), ...own });
const sent = (own: Partial<LockCode> = {}): LockCode => aCode({ sentRev: 1, cmdId: 'cmd-1', attempts: 3, ...own });

describe('what a gateway answers', () => {
  const after = (code: LockCode, ...acks: Ack[]): LockCode => acks.reduce((known, one) => hear(known, heardFromAck(one)) ?? known, code);

  it('counts for the revision it is about, and no longer once there is a newer one', () => {
    const code = after(sent(), ack({}));
    expect(isConfirmed(code)).to.equal(true);
    expect(code.attempts).to.equal(0);
    const changed = { ...code, rev: 2 };
    expect(isConfirmed(changed)).to.equal(false);
    expect(hear(changed, heardFromAck(ack({ at: at(-50).toISOString() })))).to.equal(undefined);
  });

  it('tells nothing new the second time, and nothing at all when something later is known', () => {
    const accepted = ack({ status: 'accepted', evidence: 'none', at: at(-61).toISOString() });
    for (const order of [[accepted, ack({})], [ack({}), accepted], [ack({}), ack({}), accepted, accepted]]) expect(isConfirmed(after(sent(), ...order))).to.equal(true);
    expect(hear(after(sent(), ack({})), heardFromAck(ack({})))).to.equal(undefined);
    const sameInstant = ack({ status: 'accepted', evidence: 'none' });
    expect(isConfirmed(after(sent(), ack({}), sameInstant))).to.equal(true);
    expect(isConfirmed(after(sent(), sameInstant, ack({})))).to.equal(true);
  });

  it('is taken from a clock that was set back once a new command is on its way', () => {
    const lost = after(sent(), ack({ status: 'failed', evidence: 'none', error: { code: 'timeout', retry: 'later' }, at: at(500).toISOString() }));
    expect(isConfirmed(after(lost, ack({})))).to.equal(false);
    const { at: _at, ...known } = lost.answer!;
    expect(isConfirmed(after({ ...lost, answer: known }, ack({})))).to.equal(true);
  });

  it('without a name is told by its command', () => {
    const { ref: _ref, rev: _rev, ...nameless } = ack({ status: 'rejected', evidence: 'none', error: { code: 'decrypt_failed', retry: 'never' } });
    expect(after(sent(), nameless).answer?.error?.code).to.equal('decrypt_failed');
    expect(hear(sent({ cmdId: 'cmd-2' }), heardFromAck(nameless))).to.equal(undefined);
  });

  it('that knows a higher revision than ours is overruled with one above it', () => {
    expect(hear(sent(), heardFromAck(ack({ rev: 7 })))!.rev).to.equal(8);
    const stale = ack({ status: 'rejected', evidence: 'none', error: { code: 'stale_revision', retry: 'never' } });
    expect(hear(sent(), heardFromAck(stale))!.rev).to.equal(2);
    expect(hear(sent({ cmdId: 'cmd-2' }), heardFromAck(stale)), 'an older command went stale by itself').to.equal(undefined);
  });

  it('is waited for twice as long each time, then slowly for ever', () => {
    expect([1, 2, 3, 7, 8, 50].map((attempts) => retryDelayMs(attempts, 0.5) / 1_000)).to.deep.equal([2, 4, 8, 128, 900, 900]);
    expect(retryDelayMs(1, 0)).to.equal(1_600);
    expect(retryDelayMs(1, 1)).to.equal(2_400);
  });

  /** A gateway that keeps to the profile, with a memory of one code. */
  interface Gateway {
    rev: number;
    holds: boolean;
  }
  type Fault = 'lose-command' | 'lose-answer' | 'repeat-answers' | 'forget' | 'revoke' | 'move' | 'nothing';

  it('leads to the desired end whatever is lost, repeated, forgotten or changed on the way', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom<Fault>('lose-command', 'lose-answer', 'repeat-answers', 'forget', 'revoke', 'move', 'nothing'), { maxLength: 25 }), (faults) => {
      let code = aCode({ sendAt: at(-180) });
      let gateway: Gateway = { rev: 0, holds: false };
      let now = at(-180);
      let look: Date | undefined = now;
      let clock = 0;
      const answers: Ack[] = [];
      const listen = (one: Ack): void => {
        const heard = hear(code, heardFromAck(one));
        if (!heard) return;
        code = heard;
        look = actAt(code, now, 0.5);
      };
      const turn = (fault: Fault): void => {
        if (fault === 'revoke') {
          code = { ...code, desired: 'absent', revokedAt: code.revokedAt ?? now, rev: code.rev + 1, attempts: 0 };
          look = code.sentRev === undefined ? undefined : now;
        }
        if (fault === 'move' && code.desired === 'present') {
          code = { ...code, rev: code.rev + 1, attempts: 0 };
          look = now;
        }
        if (fault === 'forget') gateway = { rev: 0, holds: false };
        if (fault === 'repeat-answers') answers.toReversed().forEach(listen);
        if (!look || look > now) return;
        const step = nextStep(code, now);
        if (step.do !== 'put' && step.do !== 'remove') return void (look = actAt(code, now, 0.5));
        const { at: _at, ...known } = code.answer ?? { at: undefined, rev: 0, status: 'accepted' as const, evidence: 'none' as const };
        code = { ...code, sentRev: code.rev, cmdId: `cmd-${(clock += 1)}`, attempts: code.attempts + 1, ...(code.answer ? { answer: known } : {}) };
        look = new Date(now.getTime() + retryDelayMs(code.attempts, 0.5));
        if (fault === 'lose-command') return;
        if (code.rev >= gateway.rev) gateway = { rev: code.rev, holds: step.do === 'put' };
        const answer = ack({ cmdId: code.cmdId!, rev: code.rev, status: step.do === 'put' ? 'installed' : 'removed', at: new Date(at(-200).getTime() + clock).toISOString() });
        answers.push(answer);
        if (fault !== 'lose-answer') listen(answer);
      };
      for (const fault of faults) {
        turn(fault);
        now = addMinutes(now, 1);
      }
      // A gateway that forgot asks by itself, because the manifest names the code.
      if (code.desired === 'present' && code.sentRev !== undefined && !gateway.holds) {
        listen({ ...ack({ status: 'accepted', evidence: 'none' }), rev: code.rev, at: now.toISOString() });
        look = now;
        code = { ...code, answer: { rev: code.rev, status: 'needed', evidence: 'none' } };
      }
      for (let minute = 0; minute < 60 && now < at(-1); minute += 1) {
        now = addMinutes(now, 1);
        turn('nothing');
      }
      if (code.desired === 'present') expect([isConfirmed(code), gateway.holds]).to.deep.equal([true, true]);
      else expect([isOff(code), gateway.holds, look]).to.deep.equal([true, false, undefined]);
    }), { numRuns: 500 });
  });
});
