import { expect } from 'chai';
import fc from 'fast-check';
import { CODE_STATES, codeState, mostPressing } from '../../src/access/code-state.ts';
import { goneFrom, isConfirmed, isOff, lastEnd, restsUntil, windowBehind, type LockCode } from '../../src/access/lock-code.ts';
import { actAt, nextStep } from '../../src/access/next-step.ts';
import { addMinutes, includes } from '../../src/kernel/period.ts';
import { aCode, anyCode, at, installed, refused } from './codes.ts';

describe('the state of a code', () => {
  const states = (code: LockCode, ...minutes: number[]): string[] => minutes.map((minute) => codeState(code, at(minute)));

  it('runs from scheduled to removed when all goes well', () => {
    // Sent three hours before the window, which is from minute 0 to 60.
    const fresh = aCode({ sendAt: at(-180) });
    expect(states(fresh, -200, -180)).to.deep.equal(['scheduled', 'sending']);
    const sent = { ...fresh, sentRev: 1, attempts: 1 };
    expect(states({ ...sent, answer: { rev: 1, status: 'accepted', evidence: 'none' } }, -179)).to.deep.equal(['sending']);
    expect(states({ ...sent, answer: { rev: 1, status: 'installed', evidence: 'bridge_ack' } }, -178)).to.deep.equal(['unconfirmed']);
    const confirmed = { ...sent, answer: installed(1) };
    expect(states(confirmed, -177, -10, 0, 59, 60)).to.deep.equal(['confirmed', 'confirmed', 'active', 'active', 'ended']);
    expect(states({ ...confirmed, answer: { rev: 1, status: 'removed', evidence: 'device_ack' } }, 60, 600)).to.deep.equal(['removed', 'removed']);
    expect(states(confirmed, 69, 70)).to.deep.equal(['ended', 'removal-overdue']);
  });

  it('raises its voice half an hour and a quarter before the window, and is quiet once the lock confirms', () => {
    const silent = aCode({ sendAt: at(-180), sentRev: 1, attempts: 3 });
    expect(states(silent, -31, -30, -16, -15, 0, 59)).to.deep.equal(['sending', 'at-risk', 'at-risk', 'fallback', 'fallback', 'fallback']);
    expect(states({ ...silent, answer: installed(1) }, -30, -15, 0)).to.deep.equal(['confirmed', 'confirmed', 'active']);
  });

  it('gives a booking made at the last moment a moment', () => {
    const hasty = aCode({ sendAt: at(-10) });
    expect(states(hasty, -10, -9, -8)).to.deep.equal(['sending', 'at-risk', 'fallback']);
  });

  it('says failed when the lock refuses for good or never answers, but not for what passes', () => {
    const sent = aCode({ sendAt: at(-180), sentRev: 1, attempts: 1 });
    expect(states({ ...sent, answer: refused(1, 'not_supported', 'never') }, -100)).to.deep.equal(['failed']);
    expect(states({ ...sent, attempts: 8 }, -100)).to.deep.equal(['failed']);
    expect(states({ ...sent, answer: refused(1, 'expired', 'never') }, -100)).to.deep.equal(['sending']);
    expect(states({ ...sent, answer: refused(1, 'duplicate_code', 'new_pin') }, -100)).to.deep.equal(['sending']);
  });

  it('follows a code that was taken back until it is gone', () => {
    const revoked = aCode({ desired: 'absent', revokedAt: at(-100), rev: 2, sentRev: 1, answer: installed(1) });
    expect(states(revoked, -100, -91, -90)).to.deep.equal(['revoking', 'revoking', 'removal-overdue']);
    expect(states({ ...revoked, answer: { rev: 2, status: 'removed', evidence: 'none' } }, -99)).to.deep.equal(['removed']);
    expect(states({ ...revoked, answer: { rev: 1, status: 'removed', evidence: 'read_back' } }, -99), 'an older revision proves nothing').to.deep.equal(['revoking']);
    expect(states({ ...revoked, answer: { rev: 2, status: 'removed', evidence: 'bridge_ack' } }, -99)).to.deep.equal(['revoking']);
    expect(states(aCode({ desired: 'absent', revokedAt: at(-100) }), -100), 'it was never sent').to.deep.equal(['removed']);
  });

  it('never claims more than the lock proves, and never stays calm when somebody may stand before a shut door', () => {
    fc.assert(fc.property(anyCode(), fc.integer({ min: -400, max: 400 }), (code, minute) => {
      const now = at(minute);
      const state = codeState(code, now);
      const wanted = code.desired === 'present' && now < lastEnd(code);
      const between = restsUntil(code, now) !== undefined && windowBehind(code, now) !== undefined;
      expect(['confirmed', 'active'].includes(state)).to.equal(wanted && isConfirmed(code) && !between);
      if (wanted && isConfirmed(code) && between) expect(state, 'it opens when nobody has the hall').to.equal(addMinutes(windowBehind(code, now)!.end, 10) <= now ? 'removal-overdue' : 'scheduled');
      if (state === 'active') expect(code.windows.some((window) => includes(window, now))).to.equal(true);
      if (!wanted) expect(['removed', 'revoking', 'ended', 'removal-overdue']).to.include(state);
      if (!wanted && !isOff(code)) expect(state === 'removal-overdue').to.equal(addMinutes(goneFrom(code), 10) <= now);
      const opens = code.windows.find(({ end }) => end > now)?.start;
      const near = opens !== undefined && addMinutes(opens, -15) <= now && addMinutes(code.sendAt, 2) <= now;
      if (wanted && !isConfirmed(code) && near) expect(state).to.equal('fallback');
    }), { numRuns: 2_000 });
  });

  it('and the next step agree: what is settled is gone, what is not gone is worked on', () => {
    fc.assert(fc.property(anyCode(), fc.integer({ min: -400, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (code, minute, jitter) => {
      const now = at(minute);
      const step = nextStep(code, now);
      const when = actAt(code, now, jitter);
      expect(step.do === 'settle').to.equal(codeState(code, now) === 'removed');
      expect(when === undefined).to.equal(step.do === 'settle');
      if (when) expect(when >= now && when <= addMinutes(now, 20) || step.do === 'wait').to.equal(true);
      if (step.do === 'wait') expect(step.until > now, 'it waits for something to come').to.equal(true);
      if (code.desired === 'absent' && !isOff(code)) expect(step.do, 'what was taken back is never given up').to.equal('remove');
    }), { numRuns: 2_000 });
  });

  it('of several locks is the one that needs most attention', () => {
    expect(mostPressing(['active', 'sending', 'confirmed'])).to.equal('sending');
    expect(mostPressing(['removed', 'fallback', 'at-risk'])).to.equal('fallback');
    expect(mostPressing([])).to.equal(undefined);
    for (const state of CODE_STATES) expect(mostPressing([state])).to.equal(state);
  });
});
