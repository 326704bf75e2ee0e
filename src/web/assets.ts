import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Middleware } from 'koa';

/** Where the pages find their style sheet and script. */
export interface Assets {
  style: string;
  script: string;
  /** What only the pages of the managers' timeline and day need. */
  occupancyStyle: string;
  timelineScript: string;
}

const TYPES: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };
const CODED = { br: brotliCompressSync, gzip: gzipSync } as const;

interface Manifest {
  [source: string]: { file: string };
}

/**
 * The addresses of the built assets. Throws when they have not been built: `npm start` and `npm run build` build them.
 */
export function loadAssets(folder: string): Assets {
  const manifest = readManifest(folder);
  const address = (source: string): string => `/assets/${manifest[source]?.file ?? source}`;
  return { style: address('site.css'), script: address('site.ts'), occupancyStyle: address('occupancy.css'), timelineScript: address('timeline.tsx') };
}

function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`the assets of the pages are not built: ${file} is missing (npm run assets makes it)`);
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

/** Serves the built assets. Their names carry a hash of what is in them, so a browser may keep them for ever. */
export function serveAssets(folder: string): Middleware {
  const files = new Map(Object.values(readManifest(folder)).map(({ file }) => [`/assets/${file}`, asset(join(folder, file))]));
  return async (ctx, next) => {
    const found = files.get(ctx.path);
    if (!found) return next();
    const coding = ctx.acceptsEncodings('br', 'gzip', 'identity');
    ctx.vary('Accept-Encoding');
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    if (coding === 'br' || coding === 'gzip') ctx.set('Content-Encoding', coding);
    ctx.type = found.type;
    ctx.body = found.body(coding === 'br' || coding === 'gzip' ? coding : undefined);
  };
}

/** A file, read at once and compressed once, when it is first asked for. */
function asset(file: string): { type: string; body(coding: keyof typeof CODED | undefined): Buffer } {
  const plain = readFileSync(file);
  const coded = new Map<string, Buffer>();
  return {
    type: TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    body(coding) {
      if (!coding) return plain;
      const known = coded.get(coding) ?? CODED[coding](plain);
      coded.set(coding, known);
      return known;
    },
  };
}
