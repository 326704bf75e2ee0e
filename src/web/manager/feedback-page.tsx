import type { JSX } from 'preact';
import { MOST_STARS } from '../../feedback/feedback.ts';
import type { FeedbackSummary, HallScore } from '../../feedback/views.ts';
import { formatNumber } from '../../contract/texts/format.ts';
import { Select } from '../shared/fields.tsx';
import { Empty, Notice } from '../shared/notice.tsx';
import { link, say, type View } from '../view.ts';
import { FeedbackCard, type Again } from './feedback-card.tsx';
import { FEEDBACK_FILTER, filterParams, STATES, type FilterForm } from './feedback-filter.ts';
import { ManagerPage } from './manager-page.tsx';

interface Props {
  view: View;
  form: FilterForm;
  items: readonly FeedbackSummary[];
  scores: readonly HallScore[];
  next: string | undefined;
  notice?: string | undefined;
  again?: Again | undefined;
}

/** What bookers thought of the halls of the reader's venues: per hall as a figure, and one by one. */
export function ManagerFeedback({ view, form, items, scores, next, notice, again }: Props): JSX.Element {
  const { t } = view;
  return (
    <ManagerPage view={view} title={t.feedback.managerTitle} current="feedback">
      <p class="oz-muted">{t.feedback.managerLead}</p>
      {notice && (
        <Notice tone={again ? 'warning' : 'success'}>
          <p>{notice}</p>
        </Notice>
      )}
      {scores.length > 0 && <Scores view={view} scores={scores} form={form} />}
      <section class="oz-stack" aria-labelledby="lijst">
        <h2 class="ds-heading" data-size="sm" id="lijst">
          {t.feedback.list}
        </h2>
        <Filter view={view} scores={scores} form={form} />
        {items.length === 0 && (
          <Empty icon="tick" title={t.feedback.none}>
            <p>{t.feedback.noneHint}</p>
          </Empty>
        )}
        <ul class="oz-cards oz-plain">
          {items.map((one) => (
            <li key={one.bookingId}>
              <FeedbackCard view={view} feedback={one} form={form} again={again?.code === one.code ? again : undefined} />
            </li>
          ))}
        </ul>
        {next && (
          <p>
            <a class="ds-button" data-variant="secondary" href={link('/beheer/feedback', { ...filterParams(form), [FEEDBACK_FILTER.cursor]: next })}>
              {t.frame.more}
            </a>
          </p>
        )}
      </section>
    </ManagerPage>
  );
}

const Scores = ({ view, scores, form }: { view: View; scores: readonly HallScore[]; form: FilterForm }): JSX.Element => {
  const { t, language } = view;
  return (
    <details class="oz-more" open={scores.length <= 8}>
      <summary>{t.feedback.scoresTitle}</summary>
      <div class="oz-scroll" tabIndex={0} role="region" aria-label={t.feedback.scoresTitle}>
        <table class="oz-table">
          <caption class="ds-sr-only">{t.feedback.scoresTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{t.decide.hall}</th>
              <th scope="col" data-amount>
                {t.feedback.average}
              </th>
              <th scope="col" data-amount>
                {t.feedback.count}
              </th>
              <th scope="col" data-amount>
                {t.feedback.states.open}
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.map(({ hall, venue, average, count, open }) => (
              <tr key={hall.id}>
                <th scope="row">
                  <a href={link('/beheer/feedback', filterParams({ ...form, hall: hall.id }))}>{say(view, hall.name)}</a>
                  <br />
                  <span class="oz-small oz-muted">{say(view, venue.name)}</span>
                </th>
                <td data-amount>{t.feedback.outOfFive(formatNumber(average, language))}</td>
                <td data-amount>{formatNumber(count, language)}</td>
                <td data-amount>{formatNumber(open, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

const Filter = ({ view, scores, form }: { view: View; scores: readonly HallScore[]; form: FilterForm }): JSX.Element => {
  const { t } = view;
  const venues = [...new Map(scores.map(({ venue }) => [venue.id, venue])).values()];
  const all = { value: '', text: t.feedback.all };
  return (
    <form method="get" action="/beheer/feedback" class="oz-fields" data-few data-end>
      <Select name={FEEDBACK_FILTER.venue} label={t.feedback.venue} value={form.venue} options={[all, ...venues.map(({ id, name }) => ({ value: id, text: say(view, name) }))]} />
      <Select
        name={FEEDBACK_FILTER.hall}
        label={t.decide.hall}
        value={form.hall}
        options={[all, ...scores.map(({ hall }) => ({ value: hall.id, text: say(view, hall.name) }))]}
      />
      <Select
        name={FEEDBACK_FILTER.state}
        label={t.feedback.state}
        value={form.state}
        options={STATES.map((state) => ({ value: state, text: state === 'alles' ? t.feedback.all : t.feedback.states[state === 'open' ? 'open' : 'handled'] }))}
      />
      <Select
        name={FEEDBACK_FILTER.stars}
        label={t.feedback.starsShort}
        value={form.stars}
        options={[all, ...Array.from({ length: MOST_STARS }, (_, index) => ({ value: String(index + 1), text: t.feedback.outOf(index + 1) }))]}
      />
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.calendar.show}
      </button>
    </form>
  );
};
