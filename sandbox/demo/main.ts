import { SandboxProblem } from '../problem.ts';
import { stopSignals } from '../run/stop-signals.ts';
import { findCity } from './find-city.ts';
import { play, type Outcome } from './play.ts';

/** Longer than every wait of the story together: then something hangs. */
const LONGEST_MS = 300_000;

const say = (line: string): void => console.log(line);

/** `npm run demo`: plays the main path and prints each step; the last line is one JSON object with the figures. */
async function main(): Promise<'as it should' | 'wrong'> {
  const signals = stopSignals(() => say('\nStopping …'));
  const before = performance.now();
  const city = await findCity(process.env, say, signals.asked);
  const startMs = Math.round(performance.now() - before);
  say(`Openzaal at ${city.urls.site} (${city.found}${city.found === 'started' ? ` for this demo in ${startMs} ms` : ''})`);

  const started = performance.now();
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, LONGEST_MS, 'late').unref());
  const outcome = await Promise.race([play(city, say), signals.received, late]);
  const playMs = Math.round(performance.now() - started);
  await city.leave();
  if (outcome === undefined) return 'wrong';
  if (outcome === 'late') throw new SandboxProblem(`The demo did not end within ${LONGEST_MS / 1000} s.`);
  conclude(outcome, { city: city.found, startMs, playMs });
  return outcome.ok ? 'as it should' : 'wrong';
}

function conclude({ ok, steps, ...figures }: Outcome, run: { city: string; startMs: number; playMs: number }): void {
  const failedCount = steps.filter((step) => !step.ok).length;
  say(`\n${steps.length - failedCount} of ${steps.length} steps went as they should.\n`);
  say(JSON.stringify({ demo: 'main-path', ok, ...run, stepCount: steps.length, failedCount, ...figures, steps }));
}

main().then(
  (went) => process.exit(went === 'wrong' ? 1 : 0),
  (error: unknown) => {
    console.error(error instanceof SandboxProblem ? error.message : error);
    process.exit(1);
  },
);
