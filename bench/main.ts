import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { SandboxProblem } from '../sandbox/problem.ts';
import { SIZES, type Benchmark, type Size } from './support/benchmark.ts';

/** What can be measured, loaded only when it is asked for. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  availability: async () => (await import('./availability.ts')).availability,
  booking: async () => (await import('./booking.ts')).booking,
  doors: async () => (await import('./doors.ts')).doors,
  pages: async () => (await import('./pages.ts')).pages,
  quote: async () => (await import('./quote.ts')).quote,
  timeline: async () => (await import('./timeline.ts')).timeline,
};

const USAGE = `Usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--size ${SIZES.join('|')}]
Measures on an embedded PostgreSQL, or in a database of its own on the server of DATABASE_URL.`;

class AskedWrongly extends Error {}

/** `npm run bench`: prints one JSON object, and nothing else, on standard output. Exits with 1 when something is wrong, 2 when asked wrongly. */
async function main(): Promise<number> {
  const { name, size } = readArguments();
  const benchmark = await BENCHMARKS[name]!();
  if (!benchmark.sizes.includes(size)) throw new AskedWrongly(`${name} is measured on a ${benchmark.sizes.join(' or a ')} only.`);
  const begun = performance.now();
  const databaseUrl = process.env['DATABASE_URL'];
  const { figures, aims, wrong } = await benchmark.run({ size, say: console.error, ...(databaseUrl ? { databaseUrl } : {}) });
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(JSON.stringify({ benchmark: name, size, machine: { node: process.version, cpus: cpus().length }, seconds, figures, aims, wrong }, undefined, 2));
  return wrong.length === 0 ? 0 : 1;
}

function readArguments(): { name: string; size: Size } {
  const { positionals, values } = parseArgs({ allowPositionals: true, strict: false, options: { size: { type: 'string', default: 'city' } } });
  const [name = '', ...others] = positionals;
  const size = SIZES.find((one) => one === values['size']);
  const unknown = Object.keys(values).filter((option) => option !== 'size');
  if (!Object.hasOwn(BENCHMARKS, name)) throw new AskedWrongly(name === '' ? 'What is to be measured?' : `There is no benchmark "${name}".`);
  if (others.length > 0 || unknown.length > 0) throw new AskedWrongly(`Not understood: ${[...others, ...unknown.map((option) => `--${option}`)].join(' ')}`);
  if (!size) throw new AskedWrongly(`--size must be ${SIZES.join(' or ')}.`);
  return { name, size };
}

/** What a person can do something about needs no stack. */
function explained(thrown: unknown): unknown {
  if (thrown instanceof AskedWrongly) return `${thrown.message}\n${USAGE}`;
  return thrown instanceof SandboxProblem ? thrown.message : thrown;
}

main().then(
  (code) => process.exit(code),
  (thrown: unknown) => {
    console.error(explained(thrown));
    process.exit(thrown instanceof AskedWrongly ? 2 : 1);
  },
);
