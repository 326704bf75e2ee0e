import type { ParameterizedContext } from 'koa';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A page as the text that goes to the browser. */
export const pageText = (page: VNode): string => `<!doctype html>${renderToString(page)}`;

/** Answers with a page. It may be kept by this browser alone, and is asked for again each time. */
export function sendPage(ctx: ParameterizedContext, page: VNode, status = 200): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Cache-Control', status === 200 ? 'private, no-cache' : 'no-store');
  ctx.vary('Cookie');
  ctx.body = pageText(page);
}

/** After a form was handled: go and look at what became of it (POST, redirect, GET). */
export function goTo(ctx: ParameterizedContext, path: string): void {
  ctx.redirect(path);
  ctx.status = 303;
}
