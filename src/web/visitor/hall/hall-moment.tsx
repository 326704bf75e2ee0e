import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { ErrorSummary } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { StayFields } from '../../shared/stay-fields.tsx';
import { stayParams } from '../../shared/stay-form.ts';
import { When } from '../../shared/when.tsx';
import { link, type View } from '../../view.ts';
import { Alternatives } from '../alternatives.tsx';
import type { MomentAnswer } from './answer.ts';
import type { Calendar } from './calendar.ts';

interface Props {
  view: View;
  hall: Hall;
  answer: MomentAnswer;
}

/** What the form sends along besides its own fields: how one looks at the hall, and what was typed elsewhere. */
const Along = ({ calendar, answer }: { calendar: Calendar; answer: MomentAnswer }): JSX.Element => (
  <>
    {calendar.kind !== 'week' && <input type="hidden" name="bekijk" value={calendar.kind} />}
    {Object.entries(answer.carried).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);

/** Choose a moment, and read at once whether it can be had, what it costs, or what can be had instead. */
export function ChooseMoment({ view, hall, answer, calendar }: Props & { calendar: Calendar }): JSX.Element {
  const { t } = view;
  return (
    <section
      class="oz-panel oz-stack"
      id="moment"
      aria-labelledby="kies-moment"
      tabIndex={-1}
      data-live-topics={`hall:${hall.id}`}
      data-says={answer.asked && (answer.asked.explanation.possible ? t.hall.possible : t.hall.notPossible)}
    >
      <h2 class="ds-heading" data-size="xs" id="kies-moment">
        {t.hall.moment}
      </h2>
      {answer.asked && <Answer view={view} hall={hall} answer={answer} />}
      <ErrorSummary title={t.frame.errorsTitle} errors={answer.errors} />
      <form method="get" action={`/zalen/${hall.slug}#moment`} class="oz-stack">
        <Along calendar={calendar} answer={answer} />
        <StayFields view={view} hall={hall} form={answer.form} errors={answer.errors} />
        <button class="ds-button" data-variant={answer.asked?.explanation.possible ? 'secondary' : undefined} data-fullwidth type="submit">
          {t.hall.check}
        </button>
      </form>
    </section>
  );
}

function Answer({ view, hall, answer }: Props): JSX.Element | null {
  const { t, language } = view;
  if (!answer.asked) return null;
  const {
    stay,
    explanation: { possible, violations, alternatives },
    quote,
  } = answer.asked;
  const when = <When view={view} period={stay.period} />;
  if (possible && quote) {
    return (
      <div class="oz-answer">
        <Notice tone="success" title={t.hall.possible}>
          <p>{when}</p>
        </Notice>
        <PriceLines view={view} price={quote} />
        <a class="ds-button" data-fullwidth href={link(`/zalen/${hall.slug}/reserveren`, { ...answer.carried, ...stayParams(answer.form) })}>
          {hall.approval ? t.hall.request : t.hall.book}
        </a>
      </div>
    );
  }
  const reasons = possible ? [sayViolation({ code: 'not-let-to-you', facts: {} }, language)] : violations.map((violation) => sayViolation(violation, language));
  return (
    <div class="oz-answer">
      <Notice tone="warning" title={t.hall.notPossible}>
        <p>{when}</p>
        <ul class="ds-list">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Notice>
      <Alternatives
        view={view}
        hall={hall}
        form={answer.form}
        asked={{ period: stay.period, totalCents: answer.asked.wouldCost }}
        alternatives={alternatives}
        taking={{ by: 'link', to: (slug, params) => `${link(`/zalen/${slug}`, { ...answer.carried, ...params })}#moment` }}
      />
    </div>
  );
}
