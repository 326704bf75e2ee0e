import type { JSX } from 'preact';
import { formatDay, formatList, formatWeekday } from '../../../contract/texts/format.ts';
import type { ManagedSchedule } from '../../../catalogue/schedule-of-hall.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { addDays, localDate } from '../../../kernel/time.ts';
import { Box, errorAt, Input, type FieldError } from '../../shared/fields.tsx';
import { say, type View } from '../../view.ts';
import { TranslatedFields } from '../translated-fields.tsx';
import { exceptionField, stretchField, WEEKDAYS, type HoursForm, type TypedException, type TypedStretch } from './hours-form.ts';

interface Props {
  view: View;
  managed: ManagedSchedule;
  form: HoursForm;
  errors: readonly FieldError[];
}

/** The week, the holidays, the exceptions, and for which halls they count. */
export function HoursFields({ view, managed, form, errors }: Props): JSX.Element {
  const { t, language } = view;
  return (
    <>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm">
        <legend class="ds-label">{t.hours.weekly}</legend>
        <p class="oz-small oz-muted">{t.hours.weeklyHint}</p>
        <div class="oz-week-hours">
          {form.weekly.map((stretches, index) => (
            <Day key={WEEKDAYS[index]} view={view} weekday={WEEKDAYS[index]!} stretches={stretches} errors={errors} />
          ))}
        </div>
        <Box kind="checkbox" name="feestdagen" value="open" checked={form.openOnHolidays} label={t.hours.holidays} hint={t.hours.holidaysHint} />
      </fieldset>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="uitzonderingen">
        <legend class="ds-label">{t.hours.exceptions}</legend>
        <p class="oz-small oz-muted">{t.hours.exceptionsHint}</p>
        <input type="hidden" name="rijen" value={form.exceptions.length} />
        {form.exceptions.map((exception, index) => (
          <Exception key={String(index)} view={view} number={index + 1} exception={exception} kept={managed.schedule.exceptions.find(isKept(exception))} errors={errors} />
        ))}
        <div>
          <button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" name="actie" value="rij" formAction="#uitzonderingen">
            {t.hours.another}
          </button>
        </div>
      </fieldset>
      {managed.halls.length > 1 && (
        <fieldset class="ds-fieldset oz-stack" data-gap="sm">
          <legend class="ds-label">{t.hours.scope}</legend>
          <Box kind="radio" name="voor" value="all-halls" checked={form.scope === 'all-halls'} label={t.hours.allHalls(formatList(managed.halls.map(({ name }) => say(view, name)), language))} />
          <Box kind="radio" name="voor" value="this-hall" checked={form.scope === 'this-hall'} label={t.hours.thisHall(say(view, managed.hall.name))} />
        </fieldset>
      )}
    </>
  );
}

/** 4 January 2026 was a Sunday. */
export const weekdayName = (view: View, weekday: number): string => formatWeekday(addDays('2026-01-04', weekday), view.language, 'long');

const Day = ({ view, weekday, stretches, errors }: { view: View; weekday: number; stretches: readonly TypedStretch[]; errors: readonly FieldError[] }): JSX.Element => {
  const name = weekdayName(view, weekday);
  return (
    <div class="oz-day-hours">
      <span class="oz-strong oz-capital">{name}</span>
      <div class="oz-row">
        {stretches.map((stretch, index) => (
          <Stretch key={String(index)} view={view} what={view.t.hours.stretch(name, index + 1)} stretch={stretch} errors={errors}
            names={{ from: stretchField(weekday, index + 1, 'van'), until: stretchField(weekday, index + 1, 'tot') }} />
        ))}
      </div>
    </div>
  );
};

/** Two times beside one another, each with a name for who does not see where it stands. */
function Stretch({ view: { t }, what, stretch, names, errors }: {
  view: View; what: string; stretch: TypedStretch; names: { from: string; until: string }; errors: readonly FieldError[];
}): JSX.Element {
  const field = (name: string, word: string, value: string): JSX.Element => {
    const wrong = errorAt(errors, name) !== undefined;
    return (
      <input class="ds-input oz-clock" type="text" id={name} name={name} value={value} autocomplete="off" maxLength={10} aria-label={`${what}, ${word}`}
        aria-invalid={wrong ? 'true' : undefined} aria-describedby={wrong ? `${name}-fout` : undefined} />
    );
  };
  const faults = [names.from, names.until].flatMap((name) => ({ name, text: errorAt(errors, name) })).filter(({ text }) => text);
  return (
    <div>
      <span class="oz-stretch">
        {field(names.from, t.hours.opens, stretch.from)}
        <span aria-hidden="true">–</span>
        {field(names.until, t.hours.closes, stretch.until)}
      </span>
      {faults.map(({ name, text }) => (
        <p key={name} class="ds-validation-message" id={`${name}-fout`}>
          {text}
        </p>
      ))}
    </div>
  );
}

/** One exception: what is kept stands on one line and folds open; what is new, different or wrong is open. */
function Exception({ view, number, exception, kept, errors }: ExceptionProps): JSX.Element {
  const { t, now } = view;
  const field = (what: 'dag' | 'van' | 'tot') => ({ name: exceptionField(number, what), error: errorAt(errors, exceptionField(number, what)) });
  const open = !kept || errors.some(({ name }) => name.startsWith(`u${number}-`));
  return (
    <details class="oz-more" open={open}>
      <summary>{kept ? sayException(view, kept) : exception.day === '' ? t.hours.newException : t.hours.exception(number)}</summary>
      <div class="oz-stack" data-gap="sm">
        <div class="oz-fields" data-few>
          <Input {...field('dag')} label={t.hours.day} type="date" value={exception.day} min={localDate(now)} />
          <Input {...field('van')} label={t.hours.opens} type="text" value={exception.from} autocomplete="off" />
          <Input {...field('tot')} label={t.hours.closes} type="text" value={exception.until} autocomplete="off" />
        </div>
        <TranslatedFields view={view} name={exceptionField(number, 'reden')} labels={t.hours.reasonIn} value={exception.reason} errors={errors} maxLength={200} />
        {exception.day !== '' && <Box kind="checkbox" name={exceptionField(number, 'schrap')} value="ja" checked={exception.drop} label={t.hours.drop} />}
      </div>
    </details>
  );
}

interface ExceptionProps {
  view: View;
  number: number;
  exception: TypedException;
  /** The same exception as it is kept now; absent when it is new or typed otherwise. */
  kept: Kept | undefined;
  errors: readonly FieldError[];
}

type Kept = ManagedSchedule['schedule']['exceptions'][number];

const isKept = (typed: TypedException) => (kept: Kept): boolean => !typed.drop && kept.day === typed.day && (kept.opens ?? '') === typed.from
  && (kept.closes ?? '') === typed.until && LANGUAGES.every((language) => (kept.reason?.[language] ?? '') === typed.reason[language]);

function sayException(view: View, { day, opens, closes, reason }: Kept): string {
  const hours = opens && closes ? `${opens} – ${closes}` : view.t.hours.preview.closed;
  return [`${formatDay(day, view.language)}: ${hours}`, ...(reason ? [say(view, reason)] : [])].join(', ');
}
