import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Middleware } from 'koa';

/** Where the pages find their style sheet and script. */
export interface Assets {
  style: string;
  script: string;
}

const TYPES: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };

interface Served {
  type: string;
  bodies: Record<'identity' | 'gzip' | 'br', Buffer>;
}

/**
 * The built assets, read once: their addresses, and the middleware that serves them. Names carry a hash of the content, so a
 * browser may keep them for ever. Throws when they have not been built: `npm run build` or `npm start` builds them.
 */
export function loadAssets(folder: string): { assets: Assets; serve: Middleware } {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile)) throw new Error(`the assets of the pages are not built: ${manifestFile} is missing (run: npm run assets)`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, { file: string }>;
  const address = (source: string): string => `/assets/${manifest[source]?.file ?? source}`;
  const files = new Map(Object.values(manifest).map(({ file }) => [`/assets/${file}`, read(join(folder, file))]));
  return { assets: { style: address('site.css'), script: address('site.ts') }, serve: serveFrom(files) };
}

function read(file: string): Served {
  const identity = readFileSync(file);
  return {
    type: TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    bodies: { identity, gzip: gzipSync(identity), br: brotliCompressSync(identity) },
  };
}

const serveFrom =
  (files: ReadonlyMap<string, Served>): Middleware =>
  async (ctx, next) => {
    const served = ctx.method === 'GET' || ctx.method === 'HEAD' ? files.get(ctx.path) : undefined;
    if (!served) return next();
    const encoding = ctx.acceptsEncodings('br', 'gzip', 'identity');
    const coded = encoding === 'br' || encoding === 'gzip' ? encoding : 'identity';
    ctx.vary('Accept-Encoding');
    if (coded !== 'identity') ctx.set('Content-Encoding', coded);
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.type = served.type;
    ctx.body = served.bodies[coded];
  };
