import type { JSX } from 'preact';
import type { Facets } from '../../catalogue/facets.ts';
import { LAYOUT_NAMES, TYPE_NAMES } from '../../catalogue/vocabulary.ts';
import type { OwnOrganisation } from '../../identity/views.ts';
import { LANGUAGES } from '../../kernel/text.ts';
import { addDays, localDate } from '../../kernel/time.ts';
import { WITHIN } from '../../search/asked-windows.ts';
import { LANGUAGE_NAMES } from '../shared/language-names.ts';
import { errorAt, Input, Select, type FieldError } from '../shared/fields.tsx';
import { timesOfDay } from '../shared/moment.ts';
import { say, type View } from '../view.ts';
import { FIELD, withinWord } from '../visitor/search-form.ts';
import { WISH_FIELD, type Wish } from './wish.ts';

interface Props {
  view: View;
  /** The page that the wish is part of. */
  action: string;
  wish: Wish;
  errors: readonly FieldError[];
  facets: Facets;
  /** For which the caller may act; for whom it is decides the price. */
  organisations: readonly Pick<OwnOrganisation, 'id' | 'name'>[];
}

/** The caller's wish on three lines. What can be had appears below while one fills it in. */
export function WishForm({ view, action, wish, errors, facets, organisations }: Props): JSX.Element {
  const { t } = view;
  const { form } = wish;
  const any = { value: '', text: t.desk.any };
  const layouts = facets.layouts.map(({ value }) => ({ value, text: say(view, LAYOUT_NAMES[value]) }));
  const types = facets.types.map(({ value }) => ({ value, text: say(view, TYPE_NAMES[value]) }));
  return (
    <form method="get" action={`${action}#aanbod`} class="oz-panel oz-stack oz-desk-wish" data-gap="sm" data-live-form="aanbod" aria-labelledby="wens" noValidate>
      <h2 class="ds-heading" data-size="2xs" id="wens">
        {t.desk.wish}
      </h2>
      <div class="oz-desk-fields">
        <div data-key="z">
          <Input name={FIELD.day} type="date" label={t.desk.day} value={form.day} min={localDate(view.now)} max={addDays(localDate(view.now), 1_095)} error={errorAt(errors, FIELD.day)} />
        </div>
        <Select name={FIELD.from} label={t.desk.from} value={form.from} options={[{ value: '', text: '' }, ...clock('from')]} error={errorAt(errors, FIELD.from)} />
        <Select name={FIELD.to} label={t.desk.to} value={form.to} options={[{ value: '', text: '' }, ...clock('to')]} />
        <Input name={FIELD.hours} type="text" inputMode="decimal" label={t.desk.hours} value={form.hours} maxLength={5} autocomplete="off" error={errorAt(errors, FIELD.hours)} />
        <Select name={FIELD.within} label={t.desk.within} value={withinWord(form.within)} options={WITHIN.map((one) => ({ value: withinWord(one), text: t.desk.withinNames[one] }))} />
        <Input name={FIELD.persons} type="text" inputMode="numeric" label={t.desk.howMany} value={form.persons} maxLength={6} autocomplete="off" error={errorAt(errors, FIELD.persons)} />
        <Input name={FIELD.text} type="search" label={t.desk.wishText} value={form.text} maxLength={100} autocomplete="off" />
        <Select name={FIELD.layout} label={t.desk.layout} value={form.layout} options={[any, ...layouts]} />
        <Select name={FIELD.types} label={t.desk.type} value={form.types[0] ?? ''} options={[any, ...types]} />
        <Select name={FIELD.neighbourhood} label={t.desk.neighbourhood} value={form.neighbourhood} options={[any, ...facets.neighbourhoods.map(({ value }) => ({ value, text: value }))]} />
        {organisations.length > 0 && (
          <Select
            name={WISH_FIELD.organisation}
            label={t.desk.forWhom}
            value={wish.organisationId}
            options={[{ value: '', text: t.desk.forSelf }, ...organisations.map(({ id, name }) => ({ value: id, text: name }))]}
          />
        )}
        <Select
          name={WISH_FIELD.language}
          label={t.desk.language}
          value={wish.language}
          options={LANGUAGES.map((language) => ({ value: language, text: LANGUAGE_NAMES[language], lang: language }))}
        />
      </div>
      <div class="oz-row">
        <button class="ds-button" type="submit">
          {t.desk.search}
        </button>
        <a href={action}>{t.desk.clear}</a>
      </div>
    </form>
  );
}

const clock = (kind: 'from' | 'to'): { value: string; text: string }[] => timesOfDay(30, kind).map((value) => ({ value, text: value }));
