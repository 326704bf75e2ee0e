import { expect } from 'chai';
import fc from 'fast-check';
import { useDatabase } from '../support/database.ts';
import { openJudge } from './judge.ts';
import { anyEvening, openEvening, type Step } from './mishaps.ts';
import { EVERY_MAKE, startWorld } from './world.ts';

const LONG = Number(process.env['FAULT_RUNS'] ?? 0);
const SEED = Number(process.env['FAULT_SEED'] ?? 20_261_125);
/** Where a failure was, to see it again. */
const PATH = process.env['FAULT_PATH'];
/** In CI as many evenings as fit in this time, on any machine at least one. */
const SECONDS = LONG > 0 ? Infinity : 15;
const START = new Date('2027-03-03T16:10:00Z');
const CONVERGES_MINUTES = 45;

/**
 * Random evenings at one door of each make. `FAULT_RUNS=500 npx mocha test/faults/property.test.ts` does more of them; `FAULT_SEED` others, `FAULT_PATH` the one that a failure names.
 * What is real and what is not stands at `World`.
 */
describe('doors through evenings on which hardly anything goes well', function () {
  this.timeout(LONG > 0 ? 0 : 300_000);
  const database = useDatabase();

  it(`let nobody in outside a window, leave nobody out unnoticed, show no digits, and come right afterwards (seed ${SEED})`, async () => {
    const began = process.hrtime.bigint();
    const seconds = (): number => Number(process.hrtime.bigint() - began) / 1e9;
    const done = { evenings: 0, hours: 0 };
    const evening = async (steps: readonly Step[]): Promise<void> => {
      if (done.evenings > 0 && seconds() > SECONDS) return;
      const { findings, hours } = await live(steps);
      done.evenings += 1;
      done.hours += hours;
      if (LONG > 0 && done.evenings % 20 === 0) console.log(`      ${done.evenings} evenings, ${Math.round(done.hours)} hours, ${Math.round(seconds())} s`);
      expect(findings.join('\n')).to.equal('');
    };
    await fc.assert(fc.asyncProperty(anyEvening, evening), { seed: SEED, numRuns: LONG || 40, ...(PATH ? { path: PATH } : {}), endOnFailure: process.env['FAULT_SHRINK'] === undefined, verbose: 0 });
    expect(done.evenings).to.be.greaterThan(0);
    console.log(`      ${done.evenings} evenings, ${done.hours.toFixed(1)} hours`);
  });

  const live = async (steps: readonly Step[]): Promise<{ findings: readonly string[]; hours: number }> => {
    await database.query('TRUNCATE lock_codes, alarms CASCADE');
    const world = await startWorld(database, START, EVERY_MAKE);
    try {
      const judge = openJudge(world);
      const evening = openEvening(world, judge);
      await evening.live(steps);
      await evening.mend();
      if (world.workers() === 0) await world.startWorker();
      await evening.pass(CONVERGES_MINUTES);
      const findings = [...judge.findings, ...(judge.findings.length > 0 ? [] : await judge.converged()), ...judge.leaks()];
      if (findings.length > 0 && process.env['FAULT_LOG'] !== undefined) console.log([world.log(), ...world.city.raw, ...findings].join('\n'));
      return { findings, hours: (world.time.now() - START.getTime()) / 3_600_000 };
    } finally {
      await world.stop();
    }
  };
});
