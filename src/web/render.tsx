import { gzipSync } from 'node:zlib';
import type { ParameterizedContext } from 'koa';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A page as the text that goes to the browser. */
export const pageText = (page: VNode): string => `<!doctype html>${renderToString(page)}`;

/** A page that this browser may keep, and asks for again each time. It travels compressed: a tenth of its size. */
export function sendPage(ctx: ParameterizedContext, page: VNode, status = 200): void {
  const text = pageText(page);
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', status === 200 ? 'private, no-cache' : 'no-store');
  ctx.vary('Cookie');
  ctx.vary('Accept-Encoding');
  if (ctx.acceptsEncodings('gzip', 'identity') === 'gzip') {
    ctx.set('Content-Encoding', 'gzip');
    ctx.body = gzipSync(text, { level: 5 });
  } else {
    ctx.body = text;
  }
}

/** A page that nobody may keep, with something in it that is for this reader alone. It is sent as it is: its size tells nothing. */
export function sendSecretPage(ctx: ParameterizedContext, page: VNode): void {
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = pageText(page);
}

/** After a form was handled: go and look at what became of it (POST, redirect, GET). */
export function goTo(ctx: ParameterizedContext, path: string): void {
  ctx.redirect(path);
  ctx.status = 303;
}
