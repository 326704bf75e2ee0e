import type { WebContext } from './web.ts';

/** The fields of the form that was sent, read by the server's own body parser. */
export const formOf = (ctx: WebContext): URLSearchParams => new URLSearchParams(ctx.request.rawBody ?? '');

/** One field, without the spaces around it. */
export const fieldOf = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim();
