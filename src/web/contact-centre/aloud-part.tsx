import type { JSX } from 'preact';
import { IDENTITY_CHECKS } from '../../access/code-viewer.ts';
import type { DoorStatus } from '../../access/door-status.ts';
import type { RevealedCode } from '../../access/reveal-code.ts';
import type { BookingDetail } from '../../bookings/views.ts';
import { formatInstant } from '../../contract/texts/format.ts';
import { Box, Choices, errorAt, TextArea, type FieldError } from '../shared/fields.tsx';
import { link, type View } from '../view.ts';
import { Spares } from '../visitor/bookings/door-part.tsx';

export interface AloudShown {
  status: DoorStatus;
  /** Only in the answer to an agent who just said why and to whom. */
  revealed?: RevealedCode;
  form: { check: string; reason: string };
  errors: readonly FieldError[];
}

/** The door code for somebody who calls from the door: the agent says how they know who it is, and why. */
export function AloudPart({ view, base, booking, aloud }: { view: View; base: string; booking: BookingDetail; aloud: AloudShown }): JSX.Element {
  const { t, language, now } = view;
  const { status, revealed, errors } = aloud;
  const tooEarly = status.shownFrom !== undefined && now < status.shownFrom;
  return (
    <details class="oz-more" id="code" tabIndex={-1} open={revealed !== undefined || errors.length > 0}>
      <summary>{t.openers.aloud.title}</summary>
      <div class="oz-stack" data-gap="sm">
        <p>{t.door.states[status.state]}</p>
        {tooEarly && <p>{t.openers.aloud.visibleFrom(formatInstant(status.shownFrom!, language))}</p>}
        {revealed && (
          <>
            <p class="oz-desk-spoken">
              {t.openers.aloud.digits}: <strong class="oz-numeric">{revealed.code.split('').join(' ')}</strong>
            </p>
            {revealed.spares && <Spares view={view} spares={revealed.spares} />}
            <p>
              <a href={link(base, { reservatie: booking.code })}>{t.openers.aloud.hide}</a>
            </p>
          </>
        )}
        {!tooEarly && !revealed && <AskForm view={view} booking={booking} aloud={aloud} />}
      </div>
    </details>
  );
}

const AskForm = ({ view: { t }, booking, aloud: { form, errors } }: { view: View; booking: BookingDetail; aloud: AloudShown }): JSX.Element => (
  <form method="post" action={`/kcc/reservatie/${booking.code}/code#code`} class="oz-stack" data-gap="sm" noValidate>
    <p class="oz-small">{t.openers.aloud.lead}</p>
    <Choices legend={t.openers.aloud.check}>
      {IDENTITY_CHECKS.map((check, index) => (
        <Box
          key={check}
          kind="radio"
          name="controle"
          value={check}
          checked={form.check === check}
          label={t.openers.aloud.checks[check]}
          error={index === IDENTITY_CHECKS.length - 1 ? errorAt(errors, 'controle') : undefined}
        />
      ))}
    </Choices>
    <TextArea name="reden-code" label={t.openers.aloud.reason} value={form.reason} rows={2} maxLength={500} error={errorAt(errors, 'reden-code')} />
    <div>
      <button class="ds-button" data-size="sm" type="submit">
        {t.openers.aloud.show}
      </button>
    </div>
  </form>
);
