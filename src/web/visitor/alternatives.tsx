import type { ComponentChildren, JSX } from 'preact';
import type { Hall } from '../../catalogue/hall.ts';
import { formatPrice, formatShortPeriod } from '../../contract/texts/format.ts';
import type { Cents } from '../../kernel/money.ts';
import type { Period } from '../../kernel/period.ts';
import { compareStay } from '../../search/compare-stay.ts';
import type { Alternative } from '../../search/explain-stay.ts';
import { momentOf } from '../shared/moment.ts';
import { sayDifference } from '../shared/say-difference.ts';
import { stayParams, type StayForm } from '../shared/stay-form.ts';
import { link, say, type View } from '../view.ts';

/** How one takes an alternative: by a link, or by a button of the form with this id, which takes along all that is typed in it. */
export type Taking = { by: 'link'; to: (slug: string, params: Readonly<Record<string, string>>) => string } | { by: 'button'; form: string };

/** The field by which such a button says which moment is meant instead of the one in the form. */
export const INSTEAD_FIELD = 'anders';

interface Props {
  view: View;
  hall: Hall;
  form: StayForm;
  /** What was asked, to say how each one differs. */
  asked: { period: Period; totalCents?: Cents | undefined } | undefined;
  alternatives: readonly Alternative[];
  taking: Taking;
}

/** What can be had instead: how it differs in words, what it costs, and one tap to take it. */
export function Alternatives(props: Props): JSX.Element {
  const { view, alternatives } = props;
  const { t } = view;
  if (alternatives.length === 0) return <p>{t.hall.noInstead}</p>;
  return (
    <div class="oz-stack" data-gap="sm">
      <h3 class="ds-heading" data-size="2xs">
        {t.hall.instead}
      </h3>
      <ul class="oz-alternatives oz-plain">
        {alternatives.map((alternative) => (
          <li key={`${alternative.hall.id}${alternative.period.start.toISOString()}${alternative.period.end.toISOString()}`}>
            <Take {...props} alternative={alternative} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Take(props: Props & { alternative: Alternative }): JSX.Element {
  const { form, taking, alternative } = props;
  const params = stayParams({ ...form, ...momentOf(alternative.period), layout: alternative.layout });
  const { slug } = alternative.hall;
  const shown = <Shown {...props} />;
  if (taking.by === 'link')
    return (
      <a class="oz-alternative" href={taking.to(slug, params)}>
        {shown}
      </a>
    );
  return (
    <button
      class="oz-alternative"
      type="submit"
      form={taking.form}
      formAction={`/zalen/${slug}/reserveren`}
      formNoValidate
      name={INSTEAD_FIELD}
      value={link('', params).slice(1)}
    >
      {shown}
    </button>
  );
}

function Shown({ view, hall, asked, alternative }: Props & { alternative: Alternative }): JSX.Element {
  const { t, language } = view;
  const { hall: other, period, totalCents, distanceMetres } = alternative;
  const elsewhere = other.id !== hall.id;
  const difference = asked ? sayDifference(view, compareStay(asked, { period, totalCents }), elsewhere ? (distanceMetres ?? 0) : undefined) : [];
  const lines: ComponentChildren[] = [
    <strong key="what">{elsewhere ? say(view, other.name) : formatShortPeriod(period, language)}</strong>,
    ...(elsewhere
      ? [
          <span key="where" class="oz-small">
            {say(view, other.venue.name)}, {formatShortPeriod(period, language)}
          </span>,
        ]
      : []),
    <span key="how" class="oz-small oz-muted">
      {difference.length > 0 ? difference.join(', ') : t.hall.kinds[alternative.kind]}
    </span>,
  ];
  return (
    <>
      <span class="oz-alternative-text">{lines}</span>
      <span class="oz-numeric">{totalCents === 0 ? t.search.free0 : formatPrice(totalCents, language)}</span>
    </>
  );
}
