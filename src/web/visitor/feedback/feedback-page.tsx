import type { JSX } from 'preact';
import type { BookingDetail } from '../../../bookings/views.ts';
import { CATEGORIES, changeableUntil, LONGEST_TEXT, MOST_STARS, type Feedback } from '../../../feedback/feedback.ts';
import { MOST_PHOTOS } from '../../../feedback/photo.ts';
import { formatDay } from '../../../contract/texts/format.ts';
import { Back } from '../../shared/back.tsx';
import { Box, ErrorSummary, errorAt, Select, TextArea, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import { MinePage } from '../mine-page.tsx';
import { FEEDBACK_FIELD, type FeedbackForm } from './feedback-form.ts';
import { FeedbackShown, Photos, Stars } from './feedback-shown.tsx';

interface Props {
  view: View;
  booking: BookingDetail;
  feedback: Feedback | undefined;
  form: FeedbackForm;
  errors: readonly FieldError[];
  notice?: string | undefined;
  /** Whether the reader may still say or change it. */
  state: 'givable' | 'closed';
}

/** How it was: a form while one may say so, and afterwards what was said. */
export function FeedbackPage(props: Props): JSX.Element {
  const { view, booking, feedback, errors, notice, state } = props;
  const { t } = view;
  const name = say(view, booking.hall.name);
  return (
    <MinePage view={view} title={t.feedback.title(name)} current="bookings">
      <div class="oz-wrap oz-narrow oz-stack">
        <Back href={`/reservaties/${booking.code}`}>{booking.activity}</Back>
        <h1 class="oz-hall-title">{t.feedback.title(name)}</h1>
        <p class="oz-muted">
          <When view={view} period={booking.period} />, {say(view, booking.venue.name)}
        </p>
        {notice && (
          <Notice tone="warning">
            <p>{notice}</p>
          </Notice>
        )}
        <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
        {state === 'givable' ? <Form {...props} /> : feedback ? <FeedbackShown view={view} code={booking.code} feedback={feedback} /> : <p>{t.feedback.closed}</p>}
      </div>
    </MinePage>
  );
}

function Form({ view, booking, feedback, form, errors }: Props): JSX.Element {
  const { t, language } = view;
  return (
    <form method="post" action={`/reservaties/${booking.code}/feedback`} enctype="multipart/form-data" class="oz-stack" noValidate>
      <input type="hidden" name={FEEDBACK_FIELD.version} value={form.version} />
      <StarsField view={view} form={form} error={errorAt(errors, `${FEEDBACK_FIELD.stars}-5`)} />
      <Select
        name={FEEDBACK_FIELD.category}
        label={t.feedback.about}
        value={form.category}
        options={CATEGORIES.map((value) => ({ value, text: t.feedback.categories[value] }))}
      />
      <TextArea
        name={FEEDBACK_FIELD.text}
        label={`${t.feedback.text} (${t.frame.optional})`}
        hint={t.feedback.textHint}
        value={form.text}
        rows={5}
        maxLength={LONGEST_TEXT}
        error={errorAt(errors, FEEDBACK_FIELD.text)}
      />
      {feedback && feedback.photos.length > 0 && <KeptPhotos view={view} booking={booking} feedback={feedback} form={form} />}
      <PhotoField view={view} errors={errors} />
      <p class="oz-small oz-muted">{feedback ? t.feedback.changeable(formatDay(changeableUntil(feedback), language)) : t.feedback.once}</p>
      <button class="ds-button" type="submit" data-size="lg">
        {feedback ? t.feedback.save : t.feedback.send}
      </button>
    </form>
  );
}

const StarsField = ({ view: { t }, form, error }: { view: View; form: FeedbackForm; error: string | undefined }): JSX.Element => (
  <fieldset class="ds-fieldset">
    <legend class="ds-label">{t.feedback.stars}</legend>
    <div class="oz-boxes oz-stars-field">
      {Array.from({ length: MOST_STARS }, (_, index) => MOST_STARS - index).map((count) => (
        <Box
          key={count}
          kind="radio"
          name={FEEDBACK_FIELD.stars}
          value={String(count)}
          checked={form.stars === String(count)}
          error={count === MOST_STARS ? error : undefined}
          label={<Stars view={{ t }} count={count} said={t.feedback.scores[count - 1] ?? ''} />}
        />
      ))}
    </div>
  </fieldset>
);

const KeptPhotos = ({ view, booking, feedback, form }: { view: View; booking: BookingDetail; feedback: Feedback; form: FeedbackForm }): JSX.Element => (
  <fieldset class="ds-fieldset">
    <legend class="ds-label">{view.t.feedback.photosKept}</legend>
    <Photos view={view} code={booking.code} photos={feedback.photos} />
    <div class="oz-boxes">
      {feedback.photos.map(({ id }, index) => (
        <Box
          key={id}
          kind="checkbox"
          name={FEEDBACK_FIELD.without}
          value={id}
          checked={form.without.includes(id)}
          label={view.t.feedback.removePhoto(String(index + 1))}
        />
      ))}
    </div>
  </fieldset>
);

/** Large pictures are made smaller in the browser before they travel, where it can; what it sends is judged again here. */
function PhotoField({ view: { t }, errors }: { view: View; errors: readonly FieldError[] }): JSX.Element {
  const name = FEEDBACK_FIELD.photos;
  const wrong = errors.filter((error) => error.name === name);
  return (
    <div class="ds-field">
      <label class="ds-label" for={name}>
        {t.feedback.photos} ({t.frame.optional})
      </label>
      <div data-field="description" id={`${name}-uitleg`} class="oz-small">
        {t.feedback.photosHint(MOST_PHOTOS)}
      </div>
      <input
        class="ds-input"
        id={name}
        name={name}
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp"
        data-shrink
        aria-describedby={[`${name}-uitleg`, ...(wrong.length > 0 ? [`${name}-fout`] : [])].join(' ')}
        aria-invalid={wrong.length > 0 ? 'true' : undefined}
      />
      {wrong.length > 0 && (
        <p class="ds-validation-message" id={`${name}-fout`}>
          {wrong.map(({ text }) => text).join(' ')} {t.feedback.chooseAgain}
        </p>
      )}
    </div>
  );
}
