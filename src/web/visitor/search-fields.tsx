import type { JSX } from 'preact';
import type { Facets } from '../../catalogue/facets.ts';
import { ACCESSIBILITY_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../catalogue/vocabulary.ts';
import { formatNumber } from '../../contract/texts/format.ts';
import type { Translated } from '../../kernel/text.ts';
import { addDays, localDate } from '../../kernel/time.ts';
import { WITHIN } from '../../search/asked-windows.ts';
import type { FacetCounts, FacetName } from '../../search/facet-counts.ts';
import { Box, Choices, errorAt, ErrorSummary, Input, Select, type FieldError } from '../shared/fields.tsx';
import { timesOfDay } from '../shared/moment.ts';
import { say, type View } from '../view.ts';
import { FIELD, countMoreWishes, modeWord, WHEN_MODES, withinWord, type SearchForm } from './search-form.ts';

export interface SearchFieldsProps {
  view: View;
  form: SearchForm;
  facets: Facets;
  errors: readonly FieldError[];
  /** How many halls each choice would leave; absent when nothing was searched yet. */
  counts?: FacetCounts | undefined;
  /** Buildings and neighbourhoods from which a distance can be measured. */
  places: readonly { value: string; text: string }[];
}

/** The search form: what, with how many, when; and more wishes for whoever has them. Sent by GET, so that a search has an address. */
export function SearchFields(props: SearchFieldsProps): JSX.Element {
  const {
    view: { t, here },
    form,
    errors,
  } = props;
  const searched = here.startsWith('/zalen?');
  return (
    <form method="get" action="/zalen" role="search" class="oz-panel oz-stack oz-search">
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      <div class="oz-search-main">
        <Input name={FIELD.text} label={t.search.what} type="search" value={form.text} maxLength={100} placeholder={t.search.whatHint} autocomplete="off" />
        <Input
          name={FIELD.persons}
          label={t.search.persons}
          type="text"
          inputMode="numeric"
          value={form.persons}
          error={errorAt(errors, FIELD.persons)}
          autocomplete="off"
        />
      </div>
      <When {...props} />
      <MoreWishes {...props} />
      <div class="oz-row">
        <button class="ds-button oz-search-submit" type="submit">
          {t.search.submit}
        </button>
        {searched && <a href="/zalen">{t.search.clear}</a>}
      </div>
    </form>
  );
}

function When({ view: { t, now, language }, form, errors }: SearchFieldsProps): JSX.Element {
  const hours = [1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 24];
  return (
    <fieldset class="ds-fieldset oz-when">
      <legend class="ds-label">{t.search.when}</legend>
      <div class="oz-segments">
        {WHEN_MODES.map((mode) => (
          <label key={mode} class="oz-segment">
            <input type="radio" name={FIELD.mode} value={modeWord(mode)} checked={form.mode === mode} data-mode={mode} />
            <span>{t.search.modes[mode]}</span>
          </label>
        ))}
      </div>
      <div class="oz-fields" data-for="timed">
        <Input
          name={FIELD.day}
          label={t.search.date}
          type="date"
          value={form.day || localDate(now)}
          min={localDate(now)}
          max={addDays(localDate(now), 1_095)}
          error={errorAt(errors, FIELD.day)}
        />
        <div class="oz-fields" data-few data-for="fixed">
          <Select
            name={FIELD.from}
            label={t.search.from}
            value={form.from || '19:00'}
            options={options(timesOfDay(30, 'from'))}
            error={errorAt(errors, FIELD.from)}
          />
          <Select name={FIELD.to} label={t.search.to} value={form.to || '22:00'} options={options(timesOfDay(30, 'to'))} error={errorAt(errors, FIELD.to)} />
        </div>
        <div class="oz-fields" data-for="within">
          <Select
            name={FIELD.hours}
            label={t.search.hours}
            value={form.hours || '3'}
            options={hours.map((count) => ({ value: String(count), text: t.search.hoursOption(formatNumber(count, language)) }))}
            error={errorAt(errors, FIELD.hours)}
          />
          <Select
            name={FIELD.within}
            label={t.search.within}
            value={withinWord(form.within)}
            options={WITHIN.map((within) => ({ value: withinWord(within), text: t.search.withins[within] }))}
          />
        </div>
      </div>
    </fieldset>
  );
}

const options = (values: readonly string[]): { value: string; text: string }[] => values.map((value) => ({ value, text: value }));

/** A choice with the number of halls that it would leave; one that would leave none is there all the same, but quiet. */
const Counted = ({ view: { t, language }, text, halls }: { view: View; text: string; halls: number | undefined }): JSX.Element => (
  <>
    {text}
    {halls !== undefined && (
      <span class="oz-count" data-none={halls === 0 ? '' : undefined}>
        {' '}
        <span aria-hidden="true">{formatNumber(halls, language)}</span>
        <span class="ds-sr-only">({t.home.halls(halls)})</span>
      </span>
    )}
  </>
);

function MoreWishes({ view, form, facets, errors, places, counts }: SearchFieldsProps): JSX.Element {
  const { t } = view;
  const left = (facet: FacetName, value: string): number | undefined => counts && (counts[facet].get(value) ?? 0);
  const boxes = (facet: 'types' | 'features' | 'accessibility', words: Readonly<Record<string, Translated>>): JSX.Element[] =>
    facets[facet].map(({ value }) => (
      <Box
        key={value}
        kind="checkbox"
        name={FIELD[facet]}
        value={value}
        checked={(form[facet] as readonly string[]).includes(value)}
        label={<Counted view={view} text={say(view, words[value] ?? { nl: value })} halls={left(facet, value)} />}
      />
    ));
  const option = (facet: FacetName, value: string, text: string): { value: string; text: string } => {
    const halls = left(facet, value);
    return { value, text: halls === undefined ? text : `${text} (${formatNumber(halls, view.language)})` };
  };
  const any = (text: string): { value: string; text: string } => ({ value: '', text });
  return (
    <details class="oz-more" open={errors.some(({ name }) => name === FIELD.price)}>
      <summary>{t.search.more(countMoreWishes(form))}</summary>
      <div class="oz-stack">
        <div class="oz-fields" data-end>
          <Select
            name={FIELD.neighbourhood}
            label={t.search.neighbourhood}
            value={form.neighbourhood}
            options={[any(t.search.anywhere), ...facets.neighbourhoods.map(({ value }) => option('neighbourhoods', value, value))]}
          />
          <Select
            name={FIELD.layout}
            label={t.search.layout}
            value={form.layout}
            options={[any(t.search.anyLayout), ...facets.layouts.map(({ value }) => option('layouts', value, say(view, LAYOUT_NAMES[value])))]}
          />
          <Select
            name={FIELD.directorate}
            label={t.search.directorate}
            value={form.directorate}
            options={[any(t.search.anyDirectorate), ...facets.directorates.map(({ value, name }) => option('directorates', value, name))]}
          />
          <Select name={FIELD.near} label={t.search.near} hint={t.search.nearHint} value={form.near} options={[any(t.search.anywhere), ...places]} />
          <Input
            name={FIELD.price}
            label={t.search.maxPrice}
            hint={t.search.maxPriceHint}
            type="text"
            inputMode="decimal"
            value={form.price}
            error={errorAt(errors, FIELD.price)}
            autocomplete="off"
          />
        </div>
        <Box
          kind="checkbox"
          name={FIELD.instant}
          value="ja"
          checked={form.instant}
          label={<Counted view={view} text={t.search.instant} halls={counts?.instant} />}
        />
        {form.venue && <input type="hidden" name={FIELD.venue} value={form.venue} />}
        <Choices legend={t.search.type}>{boxes('types', TYPE_NAMES)}</Choices>
        <Choices legend={t.search.features}>{boxes('features', FEATURE_NAMES)}</Choices>
        <Choices legend={t.search.accessibility}>{boxes('accessibility', ACCESSIBILITY_NAMES)}</Choices>
      </div>
    </details>
  );
}
