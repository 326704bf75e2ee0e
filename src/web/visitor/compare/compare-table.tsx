import type { ComponentChildren, JSX } from 'preact';
import type { Hall, LayoutKind } from '../../../catalogue/hall.ts';
import { capacityIn, LAYOUTS } from '../../../catalogue/hall.ts';
import { ACCESS_NAMES, ACCESSIBILITY_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatMoney, formatNumber } from '../../../contract/texts/format.ts';
import type { Translated } from '../../../kernel/text.ts';
import { localDate } from '../../../kernel/time.ts';
import { centsOf } from '../../../pricing/hire-lines.ts';
import { unitPriceFor } from '../../../pricing/unit-price.ts';
import { Icon } from '../../shared/icons.tsx';
import { largestDeposit, RefundSteps } from '../../shared/terms.tsx';
import { bookerOf, link, say, type View } from '../../view.ts';
import { SaveToggle } from '../saved/save-toggle.tsx';
import type { CompareForm } from './compare-form.tsx';
import { Moment } from './compare-moment.tsx';
import type { Compared } from './compared.ts';

interface Props {
  view: View;
  halls: readonly Compared[];
  form: CompareForm;
  saved: ReadonlySet<string>;
}

/** Halls side by side: a column for each, a row for each thing that one chooses by. On a phone it scrolls within its own frame. */
export function CompareTable({ view, halls, form, saved }: Props): JSX.Element {
  const { t, language } = view;
  const row = (name: string, cell: (compared: Compared) => ComponentChildren): JSX.Element => (
    <tr key={name}>
      <th scope="row">{name}</th>
      {halls.map((compared) => (
        <td key={compared.hall.id}>{cell(compared)}</td>
      ))}
    </tr>
  );
  const group = (id: string, name: string, rows: readonly JSX.Element[]): JSX.Element | null =>
    rows.length === 0 ? null : (
      <tbody key={id}>
        <tr class="oz-compare-group">
          <th scope="rowgroup" colSpan={halls.length + 1}>
            <span>{name}</span>
          </th>
        </tr>
        {rows}
      </tbody>
    );
  const has = (words: readonly string[], names: Readonly<Record<string, Translated>>, of: (hall: Hall) => readonly string[]): JSX.Element[] =>
    words.map((word) => row(say(view, names[word] ?? { nl: word }), ({ hall }) => <YesOrNo view={view} yes={of(hall).includes(word)} />));
  const persons = (hall: Hall, kind: LayoutKind): string => (capacityIn(hall, kind) > 0 ? t.hall.persons(formatNumber(capacityIn(hall, kind), language)) : '–');
  return (
    <div
      class="oz-compare"
      id="naast-elkaar"
      tabIndex={0}
      role="region"
      aria-labelledby="vergelijking"
      data-live-topics={halls.map(({ hall }) => `hall:${hall.id}`).join(' ')}
    >
      <table>
        <caption class="ds-sr-only" id="vergelijking">
          {t.choosing.compareTitle}
        </caption>
        <thead>
          <tr>
            <td />
            {halls.map(({ hall }) => (
              <HallHead key={hall.id} view={view} hall={hall} others={halls} form={form} saved={saved.has(hall.slug)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t.choosing.rows.moment, (compared) => (
            <Moment view={view} compared={compared} form={form} />
          ))}
          {row(t.choosing.rows.hour, ({ hall }) => hourPrice(view, hall))}
          {row(t.hall.deposit, ({ hall }) => deposit(view, hall))}
          {row(t.choosing.rows.decided, ({ hall }) => (hall.approval ? t.search.approval : t.search.instantly))}
          {row(t.hall.summary.type, ({ hall }) => say(view, TYPE_NAMES[hall.type]))}
          {row(t.hall.summary.area, ({ hall }) => t.search.area(formatNumber(hall.areaM2, language)))}
          {row(t.hall.summary.access, ({ hall }) => say(view, ACCESS_NAMES[hall.access]))}
          {row(t.choosing.rows.cancel, ({ hall }) => (
            <RefundSteps view={view} steps={hall.cancellationTerms.refundSteps} depositCents={largestDeposit(hall)} />
          ))}
        </tbody>
        {group(
          'opstellingen',
          t.hall.layouts,
          LAYOUTS.filter((kind) => halls.some(({ hall }) => capacityIn(hall, kind) > 0)).map((kind) =>
            row(say(view, LAYOUT_NAMES[kind]), ({ hall }) => persons(hall, kind)),
          ),
        )}
        {group(
          'faciliteiten',
          t.hall.features,
          has(
            union(halls, ({ features }) => features),
            FEATURE_NAMES,
            ({ features }) => features,
          ),
        )}
        {group(
          'toegankelijkheid',
          t.hall.accessibility,
          has(
            union(halls, ({ venue }) => venue.accessibility),
            ACCESSIBILITY_NAMES,
            ({ venue }) => venue.accessibility,
          ),
        )}
      </table>
    </div>
  );
}

/** What any of them has; first what most of them have. */
function union(halls: readonly Compared[], of: (hall: Hall) => readonly string[]): string[] {
  const count = (word: string): number => halls.filter(({ hall }) => of(hall).includes(word)).length;
  return [...new Set(halls.flatMap(({ hall }) => of(hall)))].toSorted((a, b) => count(b) - count(a));
}

interface HeadProps {
  view: View;
  hall: Hall;
  others: readonly Compared[];
  form: CompareForm;
  saved: boolean;
}

function HallHead({ view, hall, others, form, saved }: HeadProps): JSX.Element {
  const { t } = view;
  const name = say(view, hall.name);
  const rest = others.filter((other) => other.hall.id !== hall.id).map((other) => other.hall.slug);
  const without = link('/vergelijken', { zaal: rest, datum: form.day, van: form.from, tot: form.to, einde: form.lastDay, personen: form.persons });
  return (
    <th scope="col">
      <div class="oz-plan">
        <img src={`/zalen/${hall.slug}/plattegrond.svg`} alt="" width="480" height="320" loading="lazy" decoding="async" />
      </div>
      <a class="oz-compare-name" href={`/zalen/${hall.slug}`}>
        {name}
      </a>
      <span class="oz-small oz-muted">
        {say(view, hall.venue.name)}, {hall.venue.neighbourhood}
      </span>
      <SaveToggle view={view} hall={hall} saved={saved} />
      {rest.length > 1 && (
        <a class="oz-small" href={without}>
          {t.choosing.compareWithout}
          <span class="ds-sr-only">: {name}</span>
        </a>
      )}
    </th>
  );
}

const YesOrNo = ({ view: { t }, yes }: { view: View; yes: boolean }): JSX.Element =>
  yes ? (
    <span class="oz-yes">
      <Icon name="tick" />
      <span class="ds-sr-only">{t.choosing.yes}</span>
    </span>
  ) : (
    <span class="oz-muted">
      <span aria-hidden="true">–</span>
      <span class="ds-sr-only">{t.choosing.no}</span>
    </span>
  );

/** What an hour costs this reader today. */
function hourPrice({ t, language, actor, now }: View, hall: Hall): string {
  const [unit] = unitPriceFor(hall, bookerOf(actor).bookerKind, localDate(now))?.units ?? [];
  if (!unit) return t.search.notForYou;
  return unit.euro === 0 ? t.search.free0 : `${formatMoney(centsOf(unit.euro), language)}${unit.per === 'hour' ? '' : ` ${t.price.per[unit.per]}`}`;
}

function deposit({ t, language, actor, now }: View, hall: Hall): string {
  const cents = unitPriceFor(hall, bookerOf(actor).bookerKind, localDate(now))?.depositCents ?? 0;
  return cents === 0 ? t.choosing.noDeposit : formatMoney(cents, language);
}
