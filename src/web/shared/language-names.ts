import type { Language } from '../../kernel/text.ts';

/** Each language in itself, as its own speakers look for it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { nl: 'Nederlands', en: 'English', fr: 'Français' };
