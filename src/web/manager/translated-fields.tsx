import type { JSX } from 'preact';
import { LANGUAGES, type Language, type Translated } from '../../kernel/text.ts';
import { fieldOf } from '../form.ts';
import { errorAt, Input, TextArea, type FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';

/** A text in our three languages as typed; what is empty is not there. */
export type TypedText = Record<Language, string>;

export const typedText = (text: Partial<Record<Language, string>> | undefined): TypedText => ({ nl: text?.nl ?? '', en: text?.en ?? '', fr: text?.fr ?? '' });

/** Reads `reden-nl`, `reden-en` and `reden-fr`. Line ends as we keep them. */
export const readText = (form: URLSearchParams, name: string, longest: number): TypedText =>
  typedText(Object.fromEntries(LANGUAGES.map((language) => [language, fieldOf(form, `${name}-${language}`).replaceAll('\r\n', '\n').slice(0, longest)])));

/** The text that is meant, or `undefined` without its Dutch. */
export const translatedOf = ({ nl, en, fr }: TypedText): Translated | undefined => (nl === '' ? undefined : { nl, ...(en === '' ? {} : { en }), ...(fr === '' ? {} : { fr }) });

interface Props {
  view: View;
  name: string;
  /** What each field is called, in the reader's language. */
  labels: Record<Language, string>;
  value: TypedText;
  errors: readonly FieldError[];
  hint?: string;
  /** More than one: a field of several lines. */
  rows?: number;
  maxLength: number;
}

/** One text in three languages: Dutch first, the others may stay empty, and then it says so. */
export const TranslatedFields = ({ view, name, labels, value, errors, hint, rows = 1, maxLength }: Props): JSX.Element => (
  <div class="oz-stack" data-gap="xs">
    {hint && <p class="oz-small oz-muted">{hint}</p>}
    <div class={rows > 1 ? 'oz-stack' : 'oz-fields oz-languages-three'} data-gap="sm">
      {LANGUAGES.map((language) => {
        const field = {
          name: `${name}-${language}`,
          label: language === 'nl' ? labels.nl : `${labels[language]} (${view.t.frame.optional})`,
          value: value[language],
          error: errorAt(errors, `${name}-${language}`),
          maxLength,
        };
        return rows > 1 ? <TextArea key={language} {...field} rows={rows} /> : <Input key={language} {...field} type="text" autocomplete="off" />;
      })}
    </div>
  </div>
);
