/** The languages we speak. Dutch is binding and always there; the others may be missing. */
export const LANGUAGES = ['nl', 'en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text of the catalogue in the languages that it has. */
export type Translated = { nl: string } & Partial<Record<Language, string>>;

/** The text in this language, or else in Dutch. */
export const inLanguage = (text: Translated, language: Language): string => text[language] ?? text.nl;
