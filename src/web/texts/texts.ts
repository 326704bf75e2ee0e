import type { Language } from '../../kernel/text.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl, type Texts } from './nl.ts';

const TEXTS: Record<Language, Texts> = { nl, en, fr };

/** What our pages say in a language. */
export const textsIn = (language: Language): Texts => TEXTS[language];
