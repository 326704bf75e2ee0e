import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { pino } from 'pino';
import type { CodeRecord } from '../../lock-gateway/code.ts';
import { createCodebook } from '../../lock-gateway/codebook.ts';
import { gatewayKey } from '../../lock-gateway/envelope.ts';
import { leadMinutesOf } from '../../lock-gateway/lead-time.ts';
import { commit, openDesk, traitsOf } from '../../lock-gateway/lock-desk.ts';
import { clearCode, readLock, writeCode } from '../../lock-gateway/lock-steps.ts';
import { DriverFault, type LockDriver } from '../../lock-gateway/locks/driver.ts';
import { infoOf } from '../../lock-gateway/report.ts';
import { leadMinutes } from '../../src/access/door-window.ts';
import { memoryJournal } from '../access/lock-world.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T17:00:00Z');
const capabilities = { slots: 10, windows: false, clock: false, battery: true };

describe('the lead of a lock that keeps no windows', () => {
  const real = Date.now;
  afterEach(() => {
    Date.now = real;
  });
  const facts = (...minutes: number[]) => ({ capabilities, manifestRev: 0, confirmMs: minutes.map((one) => one * MINUTE) });

  it('is four times what all but the slowest hundredth of its codes took, within its bounds', () => {
    expect(leadMinutesOf(45, { capabilities, manifestRev: 0 })).to.equal(45);
    expect([facts(1), facts(11.3), facts(1, 2, 15), facts(60)].map((one) => leadMinutesOf(45, one))).to.deep.equal([45, 46, 60, 90]);
    expect(leadMinutesOf(70, facts(12)), 'never less than was configured').to.equal(70);
    expect(leadMinutesOf(45, facts(...Array.from({ length: 99 }, () => 12), 600)), 'one in a hundred').to.equal(48);
  });

  /** A lock that does not do what it is asked until this many minutes have passed. */
  const aDesk = (slowMinutes: () => number) => {
    const driver: LockDriver = {
      condition: () => ({ online: true, lastSeenAt: null, capabilities, battery: null, skewSeconds: null }),
      write: async () => {
        if (slowMinutes() > 0) throw new DriverFault('timeout', 'later', 'unknown');
        return 'device_ack';
      },
      clear: async () => 'device_ack',
      read: async () => ({ codes: [] }),
      unlock: async () => 'device_ack',
    };
    return openDesk({
      lock: { id: 'deur', address: 'deur', driver: 'native', leadMinutes: 45 }, driver, log: pino({ level: 'silent' }),
      codebook: createCodebook(memoryJournal(), [gatewayKey(randomBytes(32).toString('base64'))]), voice: { ack: () => {}, event: () => {}, changed: () => {} },
    });
  };

  it('is measured from the first try until the lock says so, told to the core, and grows with a lock that is slow', async () => {
    let now = NOW;
    let slow = 15;
    Date.now = () => now;
    const desk = aDesk(() => slow);
    await desk.codebook.save('deur', { facts: { capabilities, manifestRev: 0 } });
    const record: CodeRecord = {
      ref: 'c-1', rev: 1, wanted: 'present', decidedBy: 'command', issuedAt: now, windows: [{ from: new Date(NOW + 40 * MINUTE).toISOString(), until: new Date(NOW + 100 * MINUTE).toISOString() }],
      pin: desk.codebook.seal('deur', 'c-1', '483927'), mark: 'm', slot: null, onLock: 'no', written: null, evidence: 'none', fault: null, tries: 0, retryAt: 0, cmdId: null, at: now, keepUntil: 0,
    };
    await commit(desk, [record]);
    const code = (): CodeRecord => desk.codebook.code('deur', 'c-1')!;
    for (; slow > 0; slow -= 5, now += 5 * MINUTE) {
      await writeCode(desk, code());
      await readLock(desk);
      expect(infoOf(desk)!.leadMinutes, 'nothing is known yet').to.equal(45);
    }
    await writeCode(desk, code());
    expect(code()).to.include({ onLock: 'yes', evidence: 'device_ack', tryingSince: null });
    expect([infoOf(desk)!.leadMinutes, traitsOf(desk).leadMs / MINUTE, leadMinutes(infoOf(desk)!)]).to.deep.equal([60, 60, 60]);
    await clearCode(desk, code());
    now += 1_000 * MINUTE;
    await commit(desk, [{ ...code(), pin: record.pin, windows: [{ from: new Date(now).toISOString(), until: new Date(now + 60 * MINUTE).toISOString() }] }]);
    await writeCode(desk, code());
    expect(desk.codebook.facts('deur').confirmMs, 'the time between two windows does not count').to.deep.equal([15 * MINUTE, 0]);
  });
});
