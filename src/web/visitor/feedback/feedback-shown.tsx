import type { JSX } from 'preact';
import { MOST_STARS, type Feedback, type PhotoLine } from '../../../feedback/feedback.ts';
import { formatDate } from '../../../contract/texts/format.ts';
import type { View } from '../../view.ts';

/** So many stars, said in words for whoever does not see them. */
export const Stars = ({ view: { t }, count, said }: { view: Pick<View, 't'>; count: number; said?: string }): JSX.Element => (
  <span class="oz-stars">
    <span aria-hidden="true">
      {'★'.repeat(count)}
      <span class="oz-stars-none">{'☆'.repeat(MOST_STARS - count)}</span>
    </span>
    <span class="ds-sr-only">{t.feedback.outOf(count)}</span>
    {said && <span> {said}</span>}
  </span>
);

/** The photos of a booking's feedback; each opens whole. */
export const Photos = ({ view: { t }, code, photos }: { view: View; code: string; photos: readonly PhotoLine[] }): JSX.Element => (
  <ul class="oz-photos oz-plain">
    {photos.map(({ id, width, height }, index) => (
      <li key={id}>
        <a href={`/reservaties/${code}/feedback/foto/${id}`}>
          <img src={`/reservaties/${code}/feedback/foto/${id}`} alt={t.feedback.photo(String(index + 1))} width={width} height={height} loading="lazy" decoding="async" />
        </a>
      </li>
    ))}
  </ul>
);

/** What was said, and what the manager answered. */
export const FeedbackShown = ({ view, code, feedback }: { view: View; code: string; feedback: Feedback }): JSX.Element => {
  const { t, language } = view;
  return (
    <div class="oz-stack" data-gap="sm">
      <p class="oz-row">
        <Stars view={view} count={feedback.stars} said={t.feedback.scores[feedback.stars - 1] ?? ''} />
        <span class="oz-small oz-muted">
          {t.feedback.categories[feedback.category]}, {formatDate(feedback.changedAt, language)}
        </span>
      </p>
      {feedback.text && <p class="oz-prose">{feedback.text}</p>}
      {feedback.photos.length > 0 && <Photos view={view} code={code} photos={feedback.photos} />}
      {feedback.note && (
        <div class="oz-hint">
          <p class="oz-strong">{t.feedback.answer}</p>
          <p class="oz-prose">{feedback.note}</p>
        </div>
      )}
      {feedback.handledAt && !feedback.note && <p class="oz-small oz-muted">{t.feedback.handledOn(formatDate(feedback.handledAt, language))}</p>}
    </div>
  );
};
