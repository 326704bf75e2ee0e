import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('./assets/', import.meta.url));
const STAMP = 'sources.txt';
/** What pages ask for by name; `assets.ts` finds their addresses. */
const ENTRIES = ['site.ts', 'site.css', 'timeline.tsx', 'occupancy.css'] as const;

/**
 * Builds the style sheets and scripts of the pages into `folder` with vite, unless they are there already and their sources
 * have not changed. Answers whether it had to build. Vite is loaded only then: a server that runs from a finished build
 * does without it.
 */
export async function buildAssets(folder = 'build/assets'): Promise<'built' | 'up-to-date'> {
  const fingerprint = await fingerprintOf(SOURCES);
  const stamp = join(folder, STAMP);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) return 'up-to-date';
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: SOURCES,
    base: '/assets/',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: join(process.cwd(), folder),
      emptyOutDir: true,
      assetsDir: '',
      manifest: 'manifest.json',
      target: 'es2020',
      modulePreload: false,
      rolldownOptions: { input: ENTRIES.map((name) => join(SOURCES, name)), checks: { bundlerTimings: false } },
    },
  });
  await mkdir(folder, { recursive: true });
  await writeFile(stamp, fingerprint);
  return 'built';
}

/** Changes when a source does: its name, size and time of change. */
async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssets();
