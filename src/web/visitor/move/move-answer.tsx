import type { JSX } from 'preact';
import type { MovePreview } from '../../../bookings/preview-move.ts';
import { formatInstant, formatMoney, formatShortPeriod, formatTime } from '../../../contract/texts/format.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { vatTotals } from '../../../kernel/money.ts';
import { localDate } from '../../../kernel/time.ts';
import type { Alternative } from '../../../search/explain-stay.ts';
import { Box, errorAt, TextArea } from '../../shared/fields.tsx';
import { momentOf } from '../../shared/moment.ts';
import { Notice } from '../../shared/notice.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { RefundSteps, TermsText } from '../../shared/terms.tsx';
import { When } from '../../shared/when.tsx';
import { say } from '../../view.ts';
import { MOVE_FIELD, moveParams } from './move-form.ts';
import { isOwn, type MovePageProps } from './move-page.tsx';

/** What is to be paid and what comes back, as the reader saw it: when one of them is another by then, they look again first. */
export const shownOf = ({ dueCents, outcome }: MovePreview): string => `${dueCents.after ?? ''} ${outcome?.refundCents ?? ''} ${outcome?.status ?? ''}`;

/** What the filled-in stay would mean for the booking: can it, what does it cost, what comes back, what instead. */
export function MoveAnswer(props: MovePageProps): JSX.Element {
  const { view: { t }, booking, hall, form, preview, looked } = props;
  const says = !looked || !preview?.changes ? '' : preview.possible ? t.move.possible : t.move.notPossible;
  const live = looked ? { 'data-live-topics': `hall:${hall.id} booking:${booking.id}`, 'data-live-from': `/reservaties/${booking.code}/wijzigen?${new URLSearchParams(moveParams(form, hall))}` } : {};
  return (
    <section class="oz-panel oz-stack" data-tinted id="antwoord" tabIndex={-1} aria-labelledby="dan" data-says={says} {...live}>
      <h2 class="ds-heading" data-size="xs" id="dan">
        {t.move.answer}
      </h2>
      {preview && (looked || !preview.possible) && (preview.changes || !preview.possible) ? <Answer {...props} preview={preview} /> : <p>{looked ? t.move.nothing : t.move.start}</p>}
    </section>
  );
}

type Answered = MovePageProps & { preview: MovePreview };

function Answer(props: Answered): JSX.Element {
  const { view, preview, booking } = props;
  const { t, language } = view;
  if (preview.possible) return <Possible {...props} />;
  const reasons = [...new Set(preview.violations.map((violation) => sayViolation(violation, language)))];
  return (
    <>
      <Notice tone="warning" title={t.move.notPossible}>
        <ul class="ds-list">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Notice>
      <p class="oz-small">{t.move.unchanged}</p>
      {preview.alternatives.length === 0 && booking.period.start > view.now && <p class="oz-small">{t.hall.noInstead}</p>}
      {preview.alternatives.length > 0 && (
        <div class="oz-stack" data-gap="sm">
          <h3 class="ds-heading" data-size="2xs">
            {t.hall.instead}
          </h3>
          <ul class="oz-alternatives oz-plain">
            {preview.alternatives.map((alternative) => (
              <li key={`${alternative.hall.id} ${alternative.period.start.toISOString()} ${alternative.period.end.toISOString()}`}>
                <OneTap {...props} alternative={alternative} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Another stay, one tap away from its own answer. */
function OneTap({ view, booking, form, alternative: { hall, period, layout, totalCents } }: Answered & { alternative: Alternative }): JSX.Element {
  const { t, language } = view;
  const stay = { ...form.stay, ...momentOf(period), layout };
  return (
    <a class="oz-alternative" href={`/reservaties/${booking.code}/wijzigen?${new URLSearchParams(moveParams({ ...form, stay }, hall))}#antwoord`}>
      <span>
        <strong>{hall.id === booking.hall.id ? formatShortPeriod(period, language) : say(view, hall.name)}</strong>
        <span class="oz-small oz-muted">
          {hall.id === booking.hall.id ? say(view, hall.name) : `${say(view, hall.venue.name)}, ${formatShortPeriod(period, language)}`}
        </span>
      </span>
      <span class="oz-numeric">{totalCents === 0 ? t.search.free0 : formatMoney(totalCents, language)}</span>
    </a>
  );
}

function Possible(props: Answered): JSX.Element {
  const { view, booking, hall, form, preview } = props;
  const { t } = view;
  const { quote } = preview;
  const needsTerms = preview.termsToAccept.length > 0;
  return (
    <>
      <Notice tone="success" title={t.move.possible} />
      <Changes {...props} />
      {quote && <PriceLines view={view} price={{ ...quote, vat: vatTotals(quote.lines) }} sum={booking.status === 'confirmed' ? 'total' : 'due'} />}
      {sayConsequences(props).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <form method="post" action={`/reservaties/${booking.code}/wijzigen`} class="oz-stack" data-gap="sm">
        {moveParams(form, hall).map(([name, value]) => <input key={name + value} type="hidden" name={name} value={value} />)}
        <input type="hidden" name={MOVE_FIELD.version} value={form.version} />
        <input type="hidden" name={MOVE_FIELD.shown} value={shownOf(preview)} />
        {needsTerms && <Terms {...props} />}
        {!isOwn(props) && <TextArea name={MOVE_FIELD.reason} label={`${t.bookings.reason} (${t.frame.optional})`} hint={t.move.reasonHint} value={form.reason} rows={2} maxLength={500} />}
        <button class="ds-button" data-fullwidth data-size="lg" type="submit">
          {t.move.confirm}
        </button>
        <a href={`/reservaties/${booking.code}`}>{t.move.keep}</a>
      </form>
    </>
  );
}

/** What becomes other than it is, the old beside the new. */
function Changes({ view, booking, hall, form, preview }: Answered): JSX.Element {
  const { t } = view;
  const moved = preview.hall.id !== booking.hall.id;
  const period = preview.period;
  const samePeriod = period.start.getTime() === booking.period.start.getTime() && period.end.getTime() === booking.period.end.getTime();
  const rows: [string, JSX.Element | string, JSX.Element | string][] = [
    ...(samePeriod ? [] : [[t.bookings.when, <When view={view} period={booking.period} />, <When view={view} period={period} />] as [string, JSX.Element, JSX.Element]]),
    ...(moved ? [[t.bookings.where, `${say(view, booking.hall.name)}, ${say(view, booking.venue.name)}`, `${say(view, hall.name)}, ${say(view, hall.venue.name)}`] as [string, string, string]] : []),
    ...(form.stay.persons === String(booking.attendance) ? [] : [[t.decide.persons, String(booking.attendance), form.stay.persons] as [string, string, string]]),
    ...(form.activity === booking.activity ? [] : [[t.decide.activity, booking.activity, form.activity] as [string, string, string]]),
  ];
  return (
    <dl class="oz-changes">
      {rows.map(([name, before, after]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <del>
              <span class="ds-sr-only">{t.move.was} </span>
              {before}
            </del>
            <ins>
              <span class="ds-sr-only">{t.move.becomes} </span>
              {after}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What follows from it: for the money, the state, the extras and the door. */
export function sayConsequences({ view, booking, hall, preview }: Answered): string[] {
  const { t, language } = view;
  const { outcome, dueCents: { before, after = 0 }, dropped } = preview;
  const until = (instant: Date): string => (localDate(instant) === localDate(view.now) ? formatTime(instant, language) : formatInstant(instant, language));
  const said: string[] = [];
  if (outcome && booking.status === 'confirmed' && before > 0) {
    if (outcome.refundCents > 0) said.push(t.move.back(formatMoney(outcome.refundCents, language)));
    if (after === before) said.push(t.move.samePrice);
    if (after < before && outcome.refundCents < before - after) said.push(t.move.backByTerms(outcome.refundPercent));
  }
  if (outcome && booking.status !== 'confirmed') {
    if (outcome.status === 'held' && outcome.heldUntil) said.push(t.move.pay(formatMoney(after, language), until(outcome.heldUntil)));
    if (outcome.status === 'confirmed') said.push(t.move.confirmsFree);
    if (outcome.status === 'requested' && outcome.heldUntil) said.push(booking.status === 'requested' ? t.move.staysRequest(until(outcome.heldUntil)) : t.move.becomesRequest(until(outcome.heldUntil)));
  }
  if (dropped.length > 0) said.push(t.move.dropped(dropped.map((name) => say(view, name)).join(', ')));
  if (outcome?.status === 'confirmed' && preview.places) said.push(hall.access === 'door-code' && booking.access === 'door-code' ? t.move.sameCode : t.hall.access[hall.access]);
  return said;
}

function Terms({ view, hall, form, errors }: Answered): JSX.Element {
  const { t } = view;
  return (
    <div class="oz-stack" data-gap="sm">
      <h3 class="ds-heading" data-size="2xs">
        {t.move.terms}
      </h3>
      <RefundSteps view={view} steps={hall.cancellationTerms.refundSteps} depositCents={0} />
      <div>
        <TermsText view={view} title={t.hall.houseRules} document={hall.houseRules} />
        <TermsText view={view} title={t.hall.cancellation} document={hall.cancellationTerms} />
      </div>
      <input type="hidden" name={MOVE_FIELD.houseRules} value={hall.houseRules.id} />
      <input type="hidden" name={MOVE_FIELD.cancellationTerms} value={hall.cancellationTerms.id} />
      <Box kind="checkbox" name={MOVE_FIELD.accept} value="ja" checked={form.accepted} label={t.move.accept} error={errorAt(errors, `${MOVE_FIELD.accept}-ja`)} />
    </div>
  );
}
