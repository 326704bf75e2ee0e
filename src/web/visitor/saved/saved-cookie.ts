import type { WebContext } from '../../web.ts';

/** In which a browser keeps the halls that its visitor saved, until they log in. Functional: it is read for nothing else. */
const COOKIE = 'saved';
/** A cookie travels with every request: after so many, logging in is the way to keep more. */
export const MOST_IN_COOKIE = 20;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_SLUG = 100;

/** The slugs in a cookie's text, newest first; whatever cannot be one is left out. */
export const readSlugs = (text: string): string[] =>
  [...new Set(text.split('.'))].filter((slug) => slug.length <= LONGEST_SLUG && SLUG.test(slug)).slice(0, MOST_IN_COOKIE);

export const slugsInCookie = (ctx: Pick<WebContext, 'cookies'>): string[] => readSlugs(ctx.cookies.get(COOKIE) ?? '');

/** Keeps these slugs in the browser for a year; none takes the cookie away. */
export function keepInCookie(ctx: Pick<WebContext, 'cookies'>, slugs: readonly string[]): void {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', overwrite: true } as const;
  if (slugs.length === 0) ctx.cookies.set(COOKIE, null, options);
  else ctx.cookies.set(COOKIE, slugs.join('.'), { ...options, maxAge: 365 * 86_400_000 });
}
