import { expect } from 'chai';
import { codeState } from '../../src/access/code-state.ts';
import { lastEnd } from '../../src/access/lock-code.ts';
import { nextStep } from '../../src/access/next-step.ts';
import { addMinutes, includes, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, type LocalDate } from '../../src/kernel/time.ts';
import { aCode } from './codes.ts';
import { openLockWorld, type Keeps, type LockWorld } from './lock-world.ts';

const FIRST = '2027-02-03' as LocalDate;
const DIGITS = '483927';
const LEAD: Readonly<Record<Keeps, number>> = { 'windows': 72 * 60, 'one-window': 72 * 60, 'nothing': 45 };

const evening = (week: number, from = '19:00', until = '22:00'): Period => ({ start: atLocal(addDays(FIRST, 7 * week), from), end: atLocal(addDays(FIRST, 7 * week), until) });

/** Sixty weeks, over both changes of the clock, with a fortnight off and an evening in two halves. */
const weekly = (): Period[] => Array.from({ length: 62 }, (_, week) => week).filter((week) => week !== 8 && week !== 30)
  .flatMap((week) => (week === 5 ? [evening(5, '18:00', '19:30'), evening(5, '20:00', '22:00')] : [evening(week)]));

/** Around each window, and in the middle of what is between two. */
const moments = (windows: readonly Period[], lead: number): Date[] => windows.flatMap(({ start, end }, index) => [
  ...[-lead - 1, -lead, -1].map((minutes) => addMinutes(start, minutes)), start, addMinutes(start, 45), addMinutes(end, -1), end,
  ...[3, 11].map((minutes) => addMinutes(end, minutes)), ...(windows[index + 1] ? [new Date((end.getTime() + windows[index + 1]!.start.getTime()) / 2)] : []),
]).toSorted((a, b) => a.getTime() - b.getTime());

describe('one code with sixty windows', () => {
  let world: LockWorld;
  afterEach(() => world.close());

  const open = (keeps: Keeps, windows: readonly Period[]): void => {
    const leadMinutes = LEAD[keeps];
    world = openLockWorld(keeps, aCode({ windows, leadMinutes, sendAt: addMinutes(windows[0]!.start, -leadMinutes) }), DIGITS);
  };
  /** When a door of this kind should open: a lock that keeps no windows opens from when it gets the code. */
  const shouldOpen = (keeps: Keeps, windows: readonly Period[], now: Date): boolean =>
    windows.some(({ start, end }) => includes({ start: keeps === 'nothing' ? addMinutes(start, -45) : start, end }, now));

  for (const keeps of ['windows', 'one-window', 'nothing'] as const) {
    it(`opens in each of them and at no other time, with the same digits, on a lock that keeps ${keeps}`, async () => {
      const windows = weekly();
      open(keeps, windows);
      for (const now of moments(windows, 45)) {
        await world.turn(now);
        expect(world.opens(), now.toISOString()).to.equal(shouldOpen(keeps, windows, now));
        const near = keeps !== 'nothing' || shouldOpen(keeps, windows, now);
        const state = now >= lastEnd(world.code()) ? 'removed' : windows.some((window) => includes(window, now)) ? 'active' : near ? 'confirmed' : 'scheduled';
        expect(codeState(world.code(), now), now.toISOString()).to.equal(state);
      }
      expect(world.sent(), 'commands').to.be.at.most(2 * windows.length);
      expect(nextStep(world.code(), addMinutes(lastEnd(world.code()), 60)).do).to.equal('settle');
    });

    it(`follows when they are moved or taken back halfway, on a lock that keeps ${keeps}`, async () => {
      const before = weekly();
      open(keeps, before);
      const half = addMinutes(before[29]!.end, 60);
      const after = before.map((window, index) => (index < 30 ? window : { start: addMinutes(window.start, -180), end: addMinutes(window.end, -180) }));
      for (const now of moments(before.slice(0, 30), 45).filter((one) => one < half)) await world.turn(now);
      world.want({ rev: 2, windows: after });
      for (const now of moments(after.slice(30, 40), 45).filter((one) => one >= half)) {
        await world.turn(now);
        expect(world.opens(), now.toISOString()).to.equal(shouldOpen(keeps, after, now));
      }
      const inside = addMinutes(after[40]!.start, 5);
      await world.turn(inside);
      expect(world.opens(), 'in the next window').to.equal(true);
      world.want({ rev: 3, desired: 'absent', revokedAt: inside });
      await world.turn(addMinutes(inside, 1));
      expect(world.opens(), 'taken back').to.equal(false);
      expect(codeState(world.code(), addMinutes(inside, 1))).to.equal('removed');
    });
  }

  it('raises the alarm when a lock that keeps no windows still has it between two of them, and gives it back when that is over', async () => {
    const windows = weekly().slice(0, 3);
    open('nothing', windows);
    for (const minutes of [-45, 0, 60]) await world.turn(addMinutes(windows[0]!.start, minutes));
    world.freeze('frozen');
    const end = windows[0]!.end;
    const states: string[] = [];
    for (const minutes of [1, 9, 10, 60]) {
      await world.turn(addMinutes(end, minutes));
      states.push(codeState(world.code(), addMinutes(end, minutes)));
    }
    expect(states).to.deep.equal(['scheduled', 'scheduled', 'removal-overdue', 'removal-overdue']);
    expect(world.opens(), 'it still opens').to.equal(true);
    world.freeze('running');
    await world.turn(addMinutes(end, 61));
    expect([world.opens(), codeState(world.code(), addMinutes(end, 61))]).to.deep.equal([false, 'scheduled']);
    await world.turn(addMinutes(windows[1]!.start, 1));
    expect([world.opens(), codeState(world.code(), addMinutes(windows[1]!.start, 1))]).to.deep.equal([true, 'active']);
  });

  it('warns before each of them when the lock has it not', async () => {
    const windows = weekly().slice(0, 3);
    open('nothing', windows);
    for (const minutes of [-45, 0, 179, 181]) await world.turn(addMinutes(windows[0]!.start, minutes));
    world.freeze('frozen');
    const states: string[] = [];
    for (const minutes of [-46, -31, -30, -15, 1]) {
      const now = addMinutes(windows[1]!.start, minutes);
      await world.turn(now);
      states.push(codeState(world.code(), now));
    }
    expect(states).to.deep.equal(['scheduled', 'sending', 'at-risk', 'fallback', 'fallback']);
  });
});
