import type { JSX } from 'preact';
import type { HallsClosing } from '../../../availability/close-halls.ts';
import { formatList } from '../../../contract/texts/format.ts';
import type { ManagedHall } from '../../../catalogue/managed-halls.ts';
import type { ClosurePreview } from '../../../management/preview-closure.ts';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import { AffectedList } from '../affected-list.tsx';
import { sayClosed } from '../../shared/closed-when.ts';
import { closureMark } from './closure-form.ts';
import { sayHalls } from './say-halls.ts';

/** What a closure would do, with the button that makes it; the button belongs to the form below it. */
export function Preview({ view, ask, preview, halls }: { view: View; ask: HallsClosing; preview: ClosurePreview; halls: readonly ManagedHall[] }): JSX.Element {
  const { t, language } = view;
  const { alsoClosed, inTheWay, closedAlready, more } = preview;
  return (
    <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
      <h2 class="ds-heading" data-size="sm" id="gevolg" tabIndex={-1}>
        {t.closures.preview.title}
      </h2>
      <p>
        <strong>{sayClosed(view, ask.periods[0]!)}</strong>
        <br />
        {sayHalls(view, ask, halls)}
        <br />
        {t.closures.preview.atOnce(ask.hallIds.length, ask.periods.length)}
      </p>
      {ask.periods.length > 1 && (
        <details class="oz-more">
          <summary>
            {t.closures.preview.dates} ({ask.periods.length})
          </summary>
          <ul class="ds-list">
            {ask.periods.map((period) => (
              <li key={period.start.getTime()}>{sayClosed(view, period)}</li>
            ))}
          </ul>
        </details>
      )}
      {alsoClosed.length > 0 && (
        <p>
          {t.closures.preview.also} {formatList(alsoClosed.map(({ name }) => say(view, name)), language)}.
        </p>
      )}
      {closedAlready.length > 0 && (
        <div>
          <p>{t.closures.preview.already}</p>
          <ul class="ds-list">
            {closedAlready.map(({ id, period, reason }) => (
              <li key={id}>
                <a href={`/beheer/sluitingen/${id}`}>
                  {sayClosed(view, period)}: {say(view, reason)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {inTheWay.length === 0 ? (
        <Notice tone="success">
          <p>{t.closures.preview.clear}</p>
        </Notice>
      ) : (
        <>
          <Notice tone="warning">
            <p>{t.closures.preview.inTheWay(inTheWay.length)}</p>
          </Notice>
          <p>{t.closures.preview.options}</p>
          <AffectedList view={view} bookings={inTheWay} />
          {more && <p>{t.closures.preview.more}</p>}
        </>
      )}
      <div class="oz-row">
        <input type="hidden" form="sluiting" name="bekeken" value={closureMark(ask)} />
        <button class="ds-button" type="submit" form="sluiting" name="actie" value="sluit">
          {t.closures.form.confirm}
        </button>
        <a class="ds-button" data-variant="secondary" href="#sluiting">
          {t.closures.form.change}
        </a>
      </div>
    </section>
  );
}
