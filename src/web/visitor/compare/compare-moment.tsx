import type { JSX } from 'preact';
import { formatPrice, formatShortPeriod } from '../../../contract/texts/format.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { momentOf } from '../../shared/moment.ts';
import { link, type View } from '../../view.ts';
import type { CompareForm } from './compare-form.tsx';
import type { Compared } from './compared.ts';

interface Props {
  view: View;
  compared: Compared;
  form: CompareForm;
}

/** Whether the hall can be had at the asked moment and for what, or when it can be had first; with the way to book it. */
export function Moment(props: Props): JSX.Element {
  const { view, compared, form } = props;
  const { asked, hall } = compared;
  if (!asked) return <First {...props} />;
  const { violations, quote } = asked;
  const [reason] = violations;
  if (!reason && quote) {
    const params = { datum: form.day, van: form.from, tot: form.to, einde: form.lastDay, personen: form.persons };
    return (
      <div class="oz-stack" data-gap="xs">
        <span class="oz-yes">{view.t.choosing.freeThen}</span>
        <Cents view={view} cents={quote.totalCents} />
        <Book view={view} href={link(`/zalen/${hall.slug}/reserveren`, params)} approval={hall.approval} />
      </div>
    );
  }
  const hopeful = !violations.some(({ code }) => code === 'over-capacity' || code === 'not-let-to-you' || code === 'not-let-for-this' || code === 'not-bookable');
  return (
    <div class="oz-stack" data-gap="xs">
      <span class="oz-strong">{view.t.choosing.notThen}</span>
      {reason && <span class="oz-small">{sayViolation(reason, view.language)}</span>}
      {hopeful && <First {...props} />}
    </div>
  );
}

function First({ view, compared: { hall, first, asked }, form }: Props): JSX.Element {
  const { t, language } = view;
  if (!first.free) return <span class="oz-muted">{asked ? t.choosing.noMomentThen : t.choosing.noMoment}</span>;
  const { day, from, to, lastDay } = momentOf(first.free);
  const href = `${link(`/zalen/${hall.slug}`, { datum: day, van: from, tot: to, einde: lastDay, personen: form.persons })}#moment`;
  return (
    <div class="oz-stack" data-gap="xs">
      <span>
        <span class="oz-muted">{t.search.free}:</span> <a href={href}>{formatShortPeriod(first.free, language)}</a>
      </span>
      {first.totalCents === undefined ? <span class="oz-muted">{t.search.notForYou}</span> : <Cents view={view} cents={first.totalCents} />}
    </div>
  );
}

const Cents = ({ view: { t, language }, cents }: { view: View; cents: number }): JSX.Element => (
  <strong class="oz-numeric">{cents === 0 ? t.search.free0 : formatPrice(cents, language)}</strong>
);

const Book = ({ view: { t }, href, approval }: { view: View; href: string; approval: boolean }): JSX.Element => (
  <a class="ds-button" data-size="sm" href={href}>
    {approval ? t.hall.request : t.hall.book}
  </a>
);
