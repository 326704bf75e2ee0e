import type { JSX } from 'preact';
import type { BookingDetail } from '../../../bookings/views.ts';
import { mayGive, type Feedback } from '../../../feedback/feedback.ts';
import type { View } from '../../view.ts';
import { FeedbackShown } from './feedback-shown.tsx';

interface Props {
  view: View;
  booking: BookingDetail;
  feedback: Feedback | undefined;
  /** Staff only read it. */
  reader: 'booker' | 'staff';
}

/** On the page of a booking: asks how it was once it is over, or shows what was said and answered. */
export function FeedbackPart({ view, booking, feedback, reader }: Props): JSX.Element | null {
  const { t } = view;
  const givable = reader === 'booker' && mayGive(booking, feedback, view.now);
  if (!feedback && !givable) return null;
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="feedback" aria-labelledby="feedback-titel" tabIndex={-1}>
      <h2 class="ds-heading" data-size="xs" id="feedback-titel">
        {feedback ? t.feedback.yours : t.feedback.how}
      </h2>
      {feedback ? <FeedbackShown view={view} code={booking.code} feedback={feedback} /> : <p>{t.feedback.ask}</p>}
      {givable && (
        <p>
          <a class="ds-button" data-variant={feedback ? 'secondary' : undefined} href={`/reservaties/${booking.code}/feedback`}>
            {feedback ? t.feedback.change : t.feedback.give}
          </a>
        </p>
      )}
    </section>
  );
}
