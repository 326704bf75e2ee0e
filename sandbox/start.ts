import { relative } from 'node:path';
import { portsFrom } from './run/city-ports.ts';
import { greeting } from './run/greeting.ts';
import { startCity } from './run/start-city.ts';
import { stopSignals } from './run/stop-signals.ts';
import { SandboxProblem } from './problem.ts';

const dataDir = process.env['OPENZAAL_DATA'] || '.openzaal';
const say = (line: string): void => console.log(line);

const shortest = (path: string): string => [path, relative('', path)].toSorted((a, b) => a.length - b.length)[0]!;

/** `npm start`: runs a city until somebody stops it. */
async function main(): Promise<void> {
  const signals = stopSignals(() => say('\nStoppen · stopping …'));
  const city = await startCity({
    dataDir, ports: portsFrom(process.env), databaseUrl: process.env['DATABASE_URL'] || undefined, say, signal: signals.asked,
  });
  say(greeting(city.urls, shortest(dataDir), process.uptime()));

  const problem = await Promise.race([city.broken, signals.received]);
  const troubles = await city.stop();
  for (const trouble of troubles) console.error(trouble);
  if (problem) throw problem;
  say('Gestopt. De gegevens blijven bewaard · stopped, the data are kept.');
}

// A terminal that was closed takes no more lines; the city must be stopped all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

main().then(
  () => process.exit(),
  (error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') process.exit();
    console.error(error instanceof SandboxProblem ? error.message : error);
    process.exit(1);
  },
);
