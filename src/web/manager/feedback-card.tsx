import type { JSX } from 'preact';
import { managesVenue } from '../../bookings/policy.ts';
import { LONGEST_NOTE } from '../../feedback/feedback.ts';
import type { FeedbackSummary } from '../../feedback/views.ts';
import { formatShortPeriod } from '../../contract/texts/format.ts';
import { link, say, type View } from '../view.ts';
import { FeedbackShown } from '../visitor/feedback/feedback-shown.tsx';
import { filterParams, type FilterForm } from './feedback-filter.ts';

/** The feedback whose note could not be saved, with what was typed. */
export interface Again {
  code: string;
  note: string;
  error: string;
}

interface Props {
  view: View;
  feedback: FeedbackSummary;
  form: FilterForm;
  again: Again | undefined;
}

/** What one booker thought, about which hall, and the way to say that something was done about it. */
export function FeedbackCard({ view, feedback, form, again }: Props): JSX.Element {
  const { t, language } = view;
  const { code, hall, venue } = feedback;
  return (
    <article class="oz-panel oz-stack" data-gap="sm" id={`feedback-${code}`} aria-labelledby={`feedback-titel-${code}`}>
      <div class="oz-row" data-spread>
        <h3 class="ds-heading" data-size="xs" id={`feedback-titel-${code}`}>
          {say(view, hall.name)}
        </h3>
        <span class="oz-status" data-color={feedback.handledAt ? 'neutral' : 'warning'}>
          {t.feedback.states[feedback.handledAt ? 'handled' : 'open']}
        </span>
      </div>
      <p class="oz-small oz-muted">
        {say(view, venue.name)}, {formatShortPeriod(feedback.period, language)}, <a href={`/reservaties/${code}`}>{feedback.activity}</a>
      </p>
      <FeedbackShown view={view} code={code} feedback={feedback} />
      {managesVenue(view.actor, venue) && <HandleForm view={view} feedback={feedback} form={form} again={again} />}
    </article>
  );
}

function HandleForm({ view: { t }, feedback: { code, version, handledAt, note }, form, again }: Props): JSX.Element {
  const field = `notitie-${code}`;
  return (
    <details class="oz-more" open={!handledAt || again !== undefined}>
      <summary>{handledAt ? t.feedback.changeNote : t.feedback.handle}</summary>
      <form method="post" action={link(`/beheer/feedback/${code}`, filterParams(form))} class="oz-stack" data-gap="sm">
        <input type="hidden" name="versie" value={version} />
        <div class="ds-field">
          <label class="ds-label" for={field}>
            {t.feedback.note}
          </label>
          <div data-field="description" id={`${field}-uitleg`} class="oz-small">
            {t.feedback.noteHint}
          </div>
          <textarea
            class="ds-input"
            id={field}
            name="notitie"
            rows={2}
            maxLength={LONGEST_NOTE}
            aria-describedby={`${field}-uitleg${again ? ` ${field}-fout` : ''}`}
            aria-invalid={again ? 'true' : undefined}
          >
            {again?.note ?? note ?? ''}
          </textarea>
          {again && (
            <p class="ds-validation-message" id={`${field}-fout`}>
              {again.error}
            </p>
          )}
        </div>
        <p>
          <button class="ds-button" data-variant={handledAt ? 'secondary' : undefined} type="submit">
            {t.feedback.markHandled}
          </button>
        </p>
      </form>
    </details>
  );
}
