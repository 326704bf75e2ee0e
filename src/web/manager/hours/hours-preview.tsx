import type { JSX } from 'preact';
import { formatDay, formatTimes } from '../../../contract/texts/format.ts';
import type { Hours } from '../../../catalogue/hours.ts';
import type { Period } from '../../../kernel/period.ts';
import { changedDays, type HoursPreview } from '../../../management/preview-hours.ts';
import { localDate } from '../../../kernel/time.ts';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import { AffectedList } from '../affected-list.tsx';

/** What other hours change, with the button that saves them; the button belongs to the form below it. */
export function Preview({ view, preview, mark }: { view: View; preview: HoursPreview; mark: string }): JSX.Element {
  const { t } = view;
  const { days, outside } = preview;
  return (
    <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
      <h2 class="ds-heading" data-size="sm" id="gevolg" tabIndex={-1}>
        {t.hours.preview.title}
      </h2>
      {days.length === 0 ? <p>{t.hours.preview.nothing}</p> : <DayTable view={view} days={days} words={t.hours.preview} caption={t.hours.preview.days} />}
      <Notice tone={outside.length > 0 ? 'warning' : 'success'}>
        <p>{outside.length > 0 ? t.hours.preview.outside(outside.length) : t.hours.preview.fits}</p>
      </Notice>
      <AffectedList view={view} bookings={outside} />
      <div class="oz-row">
        <input type="hidden" form="uren" name="bekeken" value={mark} />
        <button class="ds-button" type="submit" form="uren" name="actie" value="bewaar">
          {t.hours.save}
        </button>
        <a class="ds-button" data-variant="secondary" href="#uren">
          {t.closures.form.change}
        </a>
      </div>
    </section>
  );
}

/** Somebody saved other hours meanwhile: theirs and what was typed here, day by day. */
export function SomebodyWasFirst({ view, theirs, yours }: { view: View; theirs: Hours; yours: Hours }): JSX.Element {
  const { t } = view;
  const days = changedDays(theirs, yours, localDate(view.now));
  return (
    <section class="oz-panel oz-stack" aria-labelledby="eerst">
      <Notice tone="warning" title={t.hours.first.title}>
        <p>{t.hours.first.text}</p>
      </Notice>
      {days.length === 0 ? (
        <p>{t.hours.first.same}</p>
      ) : (
        <DayTable view={view} days={days} words={{ day: t.hours.first.what, before: t.hours.first.theirs, after: t.hours.first.yours }} caption={t.hours.preview.days} />
      )}
    </section>
  );
}

interface TableProps {
  view: View;
  days: HoursPreview['days'];
  words: { day: string; before: string; after: string };
  caption: string;
}

const DayTable = ({ view, days, words, caption }: TableProps): JSX.Element => (
  <table class="oz-table">
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{words.day}</th>
        <th scope="col">{words.before}</th>
        <th scope="col">{words.after}</th>
      </tr>
    </thead>
    <tbody>
      {days.map(({ day, before, after }) => (
        <tr key={day}>
          <th scope="row">{formatDay(day, view.language)}</th>
          <td class="oz-numeric">{sayPeriods(view, before)}</td>
          <td class="oz-numeric">
            <strong>{sayPeriods(view, after)}</strong>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const sayPeriods = ({ t, language }: View, periods: readonly Period[]): string =>
  periods.length === 0 ? t.hours.preview.closed : periods.map((period) => formatTimes(period, language)).join(', ');
