import type { JSX } from 'preact';
import { formatMoney, formatShortDay, formatTime } from '../../contract/texts/format.ts';
import type { Matter } from '../../desk/matters.ts';
import { localDate } from '../../kernel/time.ts';
import { link, say, type View } from '../view.ts';

/** When something was or will be, short: the time alone when it is today. */
export function sayWhen({ t, language, now }: View, at: Date | undefined): string {
  if (!at) return '';
  const time = formatTime(at, language);
  return localDate(at) === localDate(now) ? t.desk.when.today(time) : t.desk.when.other(formatShortDay(at, language), time);
}

function sayMatter(view: View, { kind, hall, at, about = '' }: Matter): string {
  const say_ = view.t.desk.matters;
  const name = hall ? say(view, hall) : '';
  const when = sayWhen(view, at);
  switch (kind) {
    case 'unpaid':
    case 'unpaid-no-link':
    case 'refund-failed':
      return say_[kind](name, when, formatMoney(Number(about), view.language));
    case 'mail-failed':
      return say_[kind](name, when, about);
    case 'is-this-you':
      return say_[kind](about, when);
    case 'no-address':
      return say_[kind];
    case 'door-at-risk':
      return say_[kind](name);
    default:
      return say_[kind](name, when);
  }
}

const COLOURS: Partial<Record<Matter['kind'], string>> = { 'door-at-risk': 'danger', 'refund-failed': 'danger', 'mail-failed': 'warning', 'is-this-you': 'info' };

/** What is open for a caller, in plain words with what to do, the most pressing first. */
export const MatterList = ({ view, base, matters }: { view: View; base: string; matters: readonly Matter[] }): JSX.Element => (
  <section aria-labelledby="nog-open" class="oz-stack" data-gap="xs">
    <h3 class="oz-desk-kind" id="nog-open">
      {view.t.desk.open}
    </h3>
    {matters.length === 0 && <p class="oz-small oz-muted">{view.t.desk.nothingOpen}</p>}
    <ul class="oz-plain oz-desk-matters">
      {matters.map((matter) => (
        <li key={`${matter.kind}${matter.code ?? matter.personId ?? ''}`} data-color={COLOURS[matter.kind] ?? 'warning'}>
          {matter.code ? <a href={link(base, { reservatie: matter.code })}>{sayMatter(view, matter)}</a> : sayMatter(view, matter)}
          {matter.kind === 'is-this-you' && (
            <form method="post" action={`${base}/bevestig`}>
              <input type="hidden" name="persoon" value={matter.personId} />
              <button class="ds-button" data-size="sm" type="submit">
                {view.t.desk.confirmMerge}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </section>
);
