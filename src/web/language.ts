import { LANGUAGES } from '../kernel/text.ts';
import { localPath } from '../identity/return-path.ts';
import { goTo } from './render.tsx';
import type { Handler } from './web.ts';

/** The cookie in which a browser keeps its visitor's language: the server reads it for every request. */
export const LANGUAGE_COOKIE = 'language';

/** `GET /taal`: remembers a language for a year, in this browser and nowhere else, and goes back. */
export const chooseLanguage = (): Handler => async (ctx) => {
  const { searchParams } = ctx.URL;
  const chosen = LANGUAGES.find((language) => language === searchParams.get('kies'));
  if (chosen) ctx.cookies.set(LANGUAGE_COOKIE, chosen, { httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400_000, path: '/', overwrite: true });
  goTo(ctx, localPath(searchParams.get('terug') ?? '/'));
};
