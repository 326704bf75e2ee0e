import type { ParameterizedContext } from 'koa';
import { LANGUAGES, type Language } from '../kernel/text.ts';

/** The visitor's own choice of language, kept in the browser and nowhere else. */
export const LANGUAGE_COOKIE = 'language';

const isLanguage = (text: string | undefined): text is Language => (LANGUAGES as readonly (string | undefined)[]).includes(text);

/** The language chosen by cookie, else the best of Accept-Language that we speak, else Dutch. */
export function languageOf(ctx: ParameterizedContext): Language {
  const chosen = ctx.cookies.get(LANGUAGE_COOKIE);
  if (isLanguage(chosen)) return chosen;
  const accepted = ctx.acceptsLanguages([...LANGUAGES]);
  return accepted === false || !ctx.get('Accept-Language') ? 'nl' : (accepted as Language);
}
