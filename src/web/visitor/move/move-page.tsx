import type { JSX } from 'preact';
import { isBooker } from '../../../bookings/policy.ts';
import type { MovePreview } from '../../../bookings/preview-move.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import type { HallName } from '../../../catalogue/hall-names.ts';
import { formatInstant } from '../../../contract/texts/format.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { Back } from '../../shared/back.tsx';
import { Box, ErrorSummary, errorAt, Input, TextArea, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { fieldOfRule } from '../../shared/stay-form.ts';
import { StayFields } from '../../shared/stay-fields.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import { MoveAnswer } from './move-answer.tsx';
import { MOVE_FIELD, type MoveForm } from './move-form.ts';

export interface MovePageProps {
  view: View;
  booking: BookingDetail;
  /** The hall that is chosen in the form. */
  hall: Hall;
  halls: readonly HallName[];
  form: MoveForm;
  preview: MovePreview | undefined;
  /** Whether the reader asked what the form would mean. */
  looked: boolean;
  errors: readonly FieldError[];
  notice: string | undefined;
}

/** What a booking is and how it could become: on one side the stay to fill in, on the other what that would mean and the button. */
export function MovePage(props: MovePageProps): JSX.Element {
  const { view, booking, notice } = props;
  const { t } = view;
  const own = isOwn(props);
  return (
    <Page view={view} title={`${t.move.title} (${booking.code})`} section="mine">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <Back href={`/reservaties/${booking.code}`}>{booking.activity}</Back>
          <h1 class="oz-hall-title">{t.move.title}</h1>
          <p>
            {t.move.now}{' '}
            <strong>
              <When view={view} period={booking.period} />
            </strong>
            , {say(view, booking.hall.name)}, {say(view, booking.venue.name)}.
          </p>
          {!own && (
            <p class="oz-hint">
              {t.move.forBooker(booking.organisation ? `${booking.personName}, ${booking.organisation.name}` : booking.personName)}
            </p>
          )}
        </div>
        {props.preview?.stayUntil && booking.period.start > view.now && <Until view={view} until={props.preview.stayUntil} />}
        {notice && (
          <Notice tone="warning">
            <p>{notice}</p>
          </Notice>
        )}
        <ErrorSummary title={t.frame.errorsTitle} errors={props.errors.filter(({ name, text }) => !isRule(props, name, text))} />
        <div class="oz-columns">
          <Fields {...props} />
          <aside class="oz-aside">
            <MoveAnswer {...props} />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** True for the booker; staff say why they change somebody else's booking. */
export const isOwn = ({ view, booking: { personId, organisation } }: Pick<MovePageProps, 'view' | 'booking'>): boolean =>
  isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, view.actor);

/** Until when hall and time can be changed, or could be. */
const Until = ({ view: { t, language, now }, until }: { view: View; until: Date }): JSX.Element =>
  until < now ? <p class="oz-hint">{t.move.tooLate(formatInstant(until, language))}</p> : <p class="oz-small oz-muted">{t.move.until(formatInstant(until, language))}</p>;

/** A rule that the stay breaks is said beside its field and in the answer, not a third time on top. */
const isRule = ({ preview, view }: MovePageProps, name: string, text: string): boolean =>
  (preview?.violations ?? []).some((violation) => name === fieldOfRule(violation.field) && text === sayViolation(violation, view.language));

const Fields = ({ view, booking, hall, halls, form, preview, errors }: MovePageProps): JSX.Element => {
  const { t } = view;
  return (
    <form method="get" action={`/reservaties/${booking.code}/wijzigen#antwoord`} class="oz-panel oz-stack" noValidate data-answers="antwoord velden-zaal" aria-labelledby="nieuw">
      <h2 class="ds-heading" data-size="xs" id="nieuw">
        {t.move.fields}
      </h2>
      <HallField view={view} halls={halls} chosen={hall.slug} />
      <div class="oz-stack" id="velden-zaal">
        <p class="oz-small oz-muted">
          {say(view, hall.venue.name)}, {hall.venue.street}, {hall.venue.postalCode} {hall.venue.municipality}
        </p>
        <StayFields view={view} hall={hall} form={form.stay} errors={errors} />
        {(preview?.offered.length ?? 0) > 0 && (
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{t.move.extras}</legend>
            <p class="oz-small oz-muted">{t.move.extrasHint}</p>
            <div class="oz-boxes">
              {preview?.offered.map(({ id, name }) => (
                <Box key={id} kind="checkbox" name={MOVE_FIELD.without} value={id} checked={form.without.includes(id)} label={say(view, name)} />
              ))}
            </div>
          </fieldset>
        )}
      </div>
      <Input name={MOVE_FIELD.activity} type="text" label={t.book.activity} value={form.activity} maxLength={200} required autocomplete="off" error={errorAt(errors, MOVE_FIELD.activity)} />
      <TextArea name={MOVE_FIELD.remarks} label={`${t.book.remarks} (${t.frame.optional})`} value={form.remarks} rows={3} maxLength={2_000} error={errorAt(errors, MOVE_FIELD.remarks)} />
      <p>
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.move.look}
        </button>
      </p>
    </form>
  );
};

/** Every hall of the city, by venue. */
const HallField = ({ view, halls, chosen }: { view: View; halls: readonly HallName[]; chosen: string }): JSX.Element => {
  const venues = new Map<string, HallName[]>();
  for (const hall of halls) venues.set(hall.venue.id, [...(venues.get(hall.venue.id) ?? []), hall]);
  return (
    <div class="ds-field">
      <label class="ds-label" for={MOVE_FIELD.hall}>
        {view.t.decide.hall}
      </label>
      <select class="ds-input" id={MOVE_FIELD.hall} name={MOVE_FIELD.hall}>
        {[...venues.values()].map((inVenue) => (
          <optgroup key={inVenue[0]?.venue.id} label={inVenue[0] ? say(view, inVenue[0].venue.name) : ''}>
            {inVenue.map(({ slug, name }) => (
              <option key={slug} value={slug} selected={slug === chosen}>
                {say(view, name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
};
