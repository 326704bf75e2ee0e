import { expect } from 'chai';
import fc from 'fast-check';
import { actionFor, belongsOnLock, mustKeepDigits, nextAction, reportedCode, stateOf, wakeAt, type CodeRecord, type LockTraits } from '../../lock-gateway/code.ts';

const NOW = Date.parse('2026-11-23T17:00:00Z');
const MINUTE = 60_000;
const smart: LockTraits = { windows: true, leadMs: 45 * MINUTE };
const plain: LockTraits = { windows: false, leadMs: 45 * MINUTE };

const window = (from: number, until: number) => ({ from: new Date(NOW + from * MINUTE).toISOString(), until: new Date(NOW + until * MINUTE).toISOString() });

const record = (change: Partial<CodeRecord> = {}): CodeRecord => ({
  ref: 'r', rev: 1, wanted: 'present', decidedBy: 'command', issuedAt: NOW, windows: [window(0, 60)], pin: 'sealed', mark: 'm', slot: null, onLock: 'no',
  written: null, evidence: 'none', fault: null, tries: 0, retryAt: 0, cmdId: null, at: NOW, keepUntil: 0, ...change,
});
const installed = (change: Partial<CodeRecord> = {}): CodeRecord =>
  record({ onLock: 'yes', slot: 1, pin: null, written: { rev: 1, mark: 'm' }, evidence: 'device_ack', ...change });

describe('code on a lock', () => {
  it('is written anew for each window where the lock keeps but one, with the digits kept until the last', () => {
    const single: LockTraits = { ...smart, oneWindow: true };
    const windows = [window(120, 180), window(0, 60)];
    const first = installed({ windows, pin: 'sealed', written: { rev: 1, mark: 'm', until: NOW + 60 * MINUTE } });
    expect(actionFor(first, NOW, single)).to.equal(undefined);
    expect(mustKeepDigits(first, NOW, single)).to.equal(true);
    expect(actionFor(first, NOW + 60 * MINUTE, single)).to.equal('write');
    const second = installed({ windows, written: { rev: 1, mark: 'm', until: NOW + 180 * MINUTE } });
    expect(actionFor(second, NOW + 60 * MINUTE, single)).to.equal(undefined);
    expect(mustKeepDigits(second, NOW + 60 * MINUTE, single)).to.equal(false);
    expect(actionFor(second, NOW + 180 * MINUTE, single)).to.equal('clear');
  });

  it('is written at once where the lock knows windows, and 45 minutes before where it does not', () => {
    const later = record({ windows: [window(300, 360)] });
    expect(actionFor(later, NOW, smart)).to.equal('write');
    expect(actionFor(later, NOW, plain)).to.equal(undefined);
    expect(actionFor(later, NOW + 254 * MINUTE, plain)).to.equal(undefined);
    expect(actionFor(later, NOW + 255 * MINUTE, plain)).to.equal('write');
    expect(reportedCode(later, NOW, plain).installAt).to.equal(new Date(NOW + 255 * MINUTE).toISOString());
  });

  it('is read, never written, while nobody knows whether it is there', () => {
    for (const change of [{}, { wanted: 'absent' as const }, { windows: [window(-60, -1)] }]) {
      expect(actionFor(record({ onLock: 'unknown', ...change }), NOW, smart)).to.equal('read');
    }
  });

  it('goes at the end of its last window, to the millisecond', () => {
    const code = installed({ windows: [window(-60, 0)] });
    expect(actionFor(code, NOW - 1, smart)).to.equal(undefined);
    expect(actionFor(code, NOW, smart)).to.equal('clear');
  });

  it('leaves a simple lock between two windows and keeps its digits for the next', () => {
    const series = installed({ pin: 'sealed', windows: [window(-120, -60), window(180, 240)] });
    expect(actionFor(series, NOW, plain)).to.equal('clear');
    expect(actionFor(series, NOW, smart)).to.equal(undefined);
    expect(mustKeepDigits(series, NOW, plain)).to.equal(true);
    expect(mustKeepDigits(series, NOW, smart)).to.equal(false);
  });

  it('replaces an old revision, and removes it when its successor is refused for good', () => {
    const moved = installed({ rev: 2, pin: 'sealed' });
    expect(actionFor(moved, NOW, smart)).to.equal('write');
    expect(actionFor({ ...moved, fault: { code: 'invalid_window', retry: 'never' } }, NOW, smart)).to.equal('clear');
    expect(actionFor(moved, NOW, plain), 'the same digits on a lock without windows').to.equal(undefined);
  });

  it('is confirmed by the lock or a reading, not by a bridge', () => {
    expect(stateOf(installed(), NOW, smart)).to.equal('installed');
    expect(stateOf(installed({ evidence: 'bridge_ack' }), NOW, smart)).to.equal('unconfirmed');
    expect(actionFor(installed({ evidence: 'bridge_ack' }), NOW, smart)).to.equal('read');
  });

  it('is asked for when its digits are gone, and not written', () => {
    const lost = record({ pin: null });
    expect(stateOf(lost, NOW, smart)).to.equal('needed');
    expect(actionFor(lost, NOW, smart)).to.equal(undefined);
  });

  it('waits its turn: what must go first, then the nearest start', () => {
    const soon = record({ ref: 'soon', windows: [window(10, 60)] });
    const later = record({ ref: 'later', windows: [window(200, 260)] });
    const gone = installed({ ref: 'gone', wanted: 'absent' });
    const order = [later, soon, gone];
    expect(nextAction(order, NOW, smart, ['read', 'write', 'clear'])?.record.ref).to.equal('gone');
    expect(nextAction([later, soon], NOW, smart, ['read', 'write', 'clear'])?.record.ref).to.equal('soon');
    expect(nextAction([later, soon], NOW, smart, ['read', 'clear'])).to.equal(undefined);
  });

  it('never needs a step between now and the instant it says to wake', () => {
    const minutes = fc.integer({ min: -300, max: 300 });
    const windows = fc.array(fc.tuple(minutes, fc.integer({ min: 1, max: 120 })).map(([from, length]) => window(from, from + length)), { minLength: 1, maxLength: 4 });
    const anything = fc.record({
      windows, wanted: fc.constantFrom('present' as const, 'absent' as const), onLock: fc.constantFrom('yes' as const, 'no' as const),
      retryAt: minutes.map((at) => NOW + at * MINUTE), pin: fc.constantFrom('sealed', null), rev: fc.constantFrom(1, 2),
    });
    fc.assert(fc.property(anything, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (change, knowsWindows, part) => {
      const lock = knowsWindows ? smart : plain;
      const code = change.onLock === 'yes' ? installed(change) : record(change);
      if (actionFor(code, NOW, lock)) return;
      const until = Math.min(wakeAt([code], NOW, lock), NOW + 1_000 * MINUTE);
      expect(actionFor(code, Math.floor(NOW + (until - NOW - 1) * part), lock)).to.equal(undefined);
    }));
  });

  it('belongs on no lock outside its windows by more than the lead', () => {
    fc.assert(fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 1, max: 200 }), (from, length) => {
      const code = record({ windows: [window(from, from + length)] });
      expect(belongsOnLock(code, NOW, plain)).to.equal(from - 45 <= 0 && 0 < from + length);
    }));
  });
});
