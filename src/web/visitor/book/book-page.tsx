import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDuration } from '../../../contract/texts/format.ts';
import { Back } from '../../shared/back.tsx';
import { ErrorSummary, errorAt } from '../../shared/fields.tsx';
import { periodOf } from '../../shared/moment.ts';
import { Page } from '../../shared/page.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { StayFields } from '../../shared/stay-fields.tsx';
import { stayParams } from '../../shared/stay-form.ts';
import { RefundDates } from '../../shared/terms-dates.tsx';
import { When } from '../../shared/when.tsx';
import { link, say, type View } from '../../view.ts';
import { Alternatives, type Taking } from '../alternatives.tsx';
import { BookNotices } from './book-notices.tsx';
import { carriedFrom } from './booking-form.ts';
import { isSignedIn, type BookState } from './book-state.ts';
import { ActivityFields, BookerFields, ExtraFields, TermsFields } from './book-fields.tsx';

interface Props {
  view: View;
  hall: Hall;
  state: BookState;
}

/** The whole booking on one page, in the order in which one decides: moment, activity, extras, for whom, price, terms. */
export function BookPage({ view, hall, state }: Props): JSX.Element {
  const { t } = view;
  const name = say(view, hall.name);
  const title = hall.approval ? t.book.requestTitle(name) : t.book.title(name);
  return (
    <Page view={view} title={title} section="search">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <Back href={`${link(`/zalen/${hall.slug}`, { ...stayParams(state.form.stay), ...carriedFrom(state.form) })}#moment`}>{name}</Back>
          <h1 class="oz-hall-title">{title}</h1>
          <p class="oz-muted">
            {say(view, hall.venue.name)}, {hall.venue.street}, {hall.venue.postalCode} {hall.venue.municipality}
          </p>
        </div>
        <BookNotices view={view} hall={hall} state={state} />
        <StillPossible view={view} hall={hall} state={state} />
        {isSignedIn(view) ? <Whole view={view} hall={hall} state={state} /> : <LogInFirst view={view} hall={hall} state={state} />}
      </div>
    </Page>
  );
}

const FORM_ID = 'boeking';

/** In the form one takes along all that is typed; before the login there is nothing typed yet but what the address says. */
const takingFor = (view: View, { form }: BookState): Taking =>
  isSignedIn(view) ? { by: 'button', form: FORM_ID } : { by: 'link', to: (slug, params) => link(`/zalen/${slug}/reserveren`, { ...carriedFrom(form), ...params }) };

/** What is wrong, and what can be had instead. Somebody else may take the hall while one fills in the form: then it says so at once. */
function StillPossible({ view, hall, state }: Props): JSX.Element {
  const { errors, alternatives, form, hireCents } = state;
  const period = periodOf(form.stay);
  const asked = typeof period === 'string' ? undefined : { period, totalCents: hireCents };
  return (
    <div
      class="oz-stack"
      id="kan-het-nog"
      data-live-topics={errors.length === 0 ? `hall:${hall.id}` : undefined}
      data-live-from={link(`/zalen/${hall.slug}/reserveren`, stayParams(form.stay))}
    >
      <ErrorSummary title={view.t.frame.errorsTitle} errors={errors} />
      {alternatives.length > 0 && errors.length > 0 && (
        <div class="oz-panel">
          {/* Enter in a field presses the first button of a form: that must not be an alternative. */}
          {isSignedIn(view) && <button class="ds-sr-only" type="submit" form={FORM_ID} name="actie" value="bereken" tabIndex={-1} aria-hidden="true" />}
          <Alternatives view={view} hall={hall} form={form.stay} asked={asked} alternatives={alternatives} taking={takingFor(view, state)} />
        </div>
      )}
    </div>
  );
}

const Whole = ({ view, hall, state }: Props): JSX.Element => (
  <form method="post" id={FORM_ID} action={`/zalen/${hall.slug}/reserveren`} class="oz-columns" noValidate data-live-price="prijs-deel">
    <div class="oz-stack">
      <MomentPart view={view} hall={hall} state={state} />
      <ActivityFields view={view} hall={hall} form={state.form} errors={state.errors} />
      {hall.extras.length > 0 && <ExtraFields view={view} hall={hall} form={state.form} errors={state.errors} />}
      {view.organisations.length > 0 && <BookerFields view={view} />}
      <TermsFields view={view} hall={hall} form={state.form} errors={state.errors} />
    </div>
    <aside class="oz-aside">
      <PricePart view={view} hall={hall} state={state} />
    </aside>
  </form>
);

/** The moment as a sentence, and its fields for whoever wants another one. */
function MomentPart({ view, hall, state: { form, errors } }: Props): JSX.Element {
  const { t } = view;
  const period = periodOf(form.stay);
  const wrong = ['datum', 'van', 'tot', 'einde', 'opstelling', 'personen', 'moment'].some((name) => errorAt(errors, name));
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="moment" aria-labelledby="stap-moment" tabIndex={-1}>
      <h2 class="ds-heading" data-size="xs" id="stap-moment">
        {t.book.moment}
      </h2>
      {typeof period !== 'string' && (
        <p>
          <strong>
            <When view={view} period={period} />
          </strong>
          <br />
          {form.stay.layout && say(view, LAYOUT_NAMES[form.stay.layout])}, {t.hall.persons(form.stay.persons)}
        </p>
      )}
      <details class="oz-more" open={wrong || typeof period === 'string'}>
        <summary>{t.frame.change}</summary>
        <div class="oz-stack">
          <StayFields view={view} hall={hall} form={form.stay} errors={errors} />
          <div class="oz-row">
            <button class="ds-button" data-variant="secondary" type="submit" name="actie" value="bereken">
              {t.book.changeMoment}
            </button>
            <button class="oz-linkbutton" type="submit" name="actie" value="kalender">
              {t.instead.calendar}
            </button>
          </div>
        </div>
      </details>
    </section>
  );
}

/** What it costs, what happens next, and the button. */
function PricePart({ view, hall, state: { quote, form, errors } }: Props): JSX.Element {
  const { t, language } = view;
  const due = quote ? quote.totalCents + quote.depositCents : undefined;
  const next = hall.approval
    ? t.book.nextRequest(formatDuration(hall.approvalHours * 60, language))
    : due === 0
      ? t.book.nextFree
      : t.book.nextPay(formatDuration(hall.holdMinutes, language));
  const submit = hall.approval ? t.book.submitRequest : due === 0 ? t.book.submitFree : t.book.submitPay;
  const period = periodOf(form.stay);
  const blocked = errors.some(({ name }) => name === 'moment');
  return (
    <section class="oz-panel oz-stack" data-tinted id="prijs-deel" aria-labelledby="prijs" aria-live="polite">
      <h2 class="ds-heading" data-size="xs" id="prijs">
        {t.book.price}
      </h2>
      {quote && <PriceLines view={view} price={quote} />}
      <p class="oz-small">{next}</p>
      {quote && typeof period !== 'string' && (
        <div class="oz-small">
          <h3 class="ds-heading" data-size="2xs">
            {t.terms.cancelling}
          </h3>
          <RefundDates view={view} steps={hall.cancellationTerms.refundSteps} period={period} totalCents={quote.totalCents} depositCents={quote.depositCents} />
        </div>
      )}
      <input type="hidden" name="bedrag" value={due === undefined ? form.shownCents : String(due)} />
      <button class="ds-button" data-fullwidth type="submit" name="actie" value="bevestig" data-size="lg" aria-disabled={blocked ? 'true' : undefined}>
        {submit}
      </button>
    </section>
  );
}

/** Before the login one sees the moment and the price; what only they can answer comes after it. */
const LogInFirst = ({ view, hall, state: { form, quote } }: Props): JSX.Element => {
  const { t, language } = view;
  const period = periodOf(form.stay);
  return (
    <div class="oz-columns">
      <section class="oz-panel oz-stack" aria-labelledby="eerst-aanmelden">
        <h2 class="ds-heading" data-size="sm" id="eerst-aanmelden">
          {t.book.logInFirst}
        </h2>
        <p>{t.book.logInHint}</p>
        <p>
          <a class="ds-button" data-size="lg" href={link('/aanmelden', { terug: view.here })}>
            {t.book.logIn}
          </a>
        </p>
      </section>
      <aside class="oz-panel oz-stack" data-tinted aria-label={t.book.price}>
        {typeof period !== 'string' && (
          <p class="oz-strong">
            <When view={view} period={period} />
          </p>
        )}
        {quote && <PriceLines view={view} price={quote} />}
        <p class="oz-small">
          {hall.approval ? t.book.nextRequest(formatDuration(hall.approvalHours * 60, language)) : t.book.nextPay(formatDuration(hall.holdMinutes, language))}
        </p>
      </aside>
    </div>
  );
};
