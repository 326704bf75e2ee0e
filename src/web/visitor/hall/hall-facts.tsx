import type { JSX } from 'preact';
import { largestCapacity } from '../../../catalogue/hall.ts';
import type { HallPage } from '../../../catalogue/views.ts';
import { ACCESS_NAMES, ACCESSIBILITY_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDuration, formatList, formatNumber } from '../../../contract/texts/format.ts';
import type { Translated } from '../../../kernel/text.ts';
import { Tick } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';

interface Props {
  view: View;
  page: HallPage;
}

/** What one wants to know at a glance. */
export function Facts({ view, page: { hall } }: Props): JSX.Element {
  const { t, language } = view;
  const facts: [string, string][] = [
    [t.hall.summary.capacity, t.hall.persons(formatNumber(largestCapacity(hall), language))],
    [t.hall.summary.area, t.search.area(formatNumber(hall.areaM2, language))],
    [t.hall.summary.type, say(view, TYPE_NAMES[hall.type])],
    [t.hall.summary.stay, t.hall.stay(formatDuration(hall.shortestMinutes, language), formatDuration(hall.longestMinutes, language))],
    [t.hall.summary.notice, hall.noticeMinutes > 0 ? t.hall.noticeText(formatDuration(hall.noticeMinutes, language)) : t.hall.noNotice],
    [t.hall.summary.approval, hall.approval ? t.hall.afterApproval(formatDuration(hall.approvalHours * 60, language)) : t.hall.instantly],
    [t.hall.summary.access, say(view, ACCESS_NAMES[hall.access])],
  ];
  return (
    <dl class="oz-facts">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How the hall can be arranged, and for how many. */
export function Layouts({ view, page: { hall } }: Props): JSX.Element {
  const { t, language } = view;
  const count = (persons: number): string => (persons > 0 ? formatNumber(persons, language) : '–');
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="opstellingen">
      <h2 class="ds-heading" data-size="sm" id="opstellingen">
        {t.hall.layouts}
      </h2>
      <table class="oz-table">
        <caption>{t.hall.layoutsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.hall.layout}</th>
            <th scope="col" data-amount>
              {t.hall.seated}
            </th>
            <th scope="col" data-amount>
              {t.hall.standing}
            </th>
          </tr>
        </thead>
        <tbody>
          {hall.layouts.map(({ kind, seated, standing }) => (
            <tr key={kind}>
              <th scope="row">{say(view, LAYOUT_NAMES[kind])}</th>
              <td data-amount>{count(seated)}</td>
              <td data-amount>{count(standing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const named = (view: View, words: Readonly<Record<string, Translated>>, all: readonly string[]): string[] =>
  all.map((word) => say(view, words[word] ?? { nl: word }));

/** What is fixed in the hall, and what makes it usable for everybody. */
export function Provisions({ view, page: { hall } }: Props): JSX.Element {
  const { t } = view;
  const access = named(view, ACCESSIBILITY_NAMES, hall.venue.accessibility);
  return (
    <>
      {hall.features.length > 0 && (
        <section class="oz-stack" data-gap="sm" aria-labelledby="faciliteiten">
          <h2 class="ds-heading" data-size="sm" id="faciliteiten">
            {t.hall.features}
          </h2>
          <ul class="oz-ticks oz-plain">
            {named(view, FEATURE_NAMES, hall.features).map((name) => (
              <Tick key={name}>{name}</Tick>
            ))}
          </ul>
        </section>
      )}
      <section class="oz-stack" data-gap="sm" aria-labelledby="toegankelijk">
        <h2 class="ds-heading" data-size="sm" id="toegankelijk">
          {t.hall.accessibility}
        </h2>
        {access.length > 0 ? (
          <ul class="oz-ticks oz-plain">
            {access.map((name) => (
              <Tick key={name}>{name}</Tick>
            ))}
          </ul>
        ) : (
          <p>{t.hall.noAccessibility}</p>
        )}
      </section>
    </>
  );
}

/** How to get in, and whom to ask. */
export function GettingIn({ view, page: { hall, venue } }: Props): JSX.Element {
  const { t, language } = view;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="binnenkomen">
      <h2 class="ds-heading" data-size="sm" id="binnenkomen">
        {t.hall.getIn}
      </h2>
      <p class="oz-prose">{say(view, venue.directions)}</p>
      <p>
        {t.hall.access[hall.access]}
        {hall.access === 'door-code' &&
          ` ${t.hall.doorWindow(formatDuration(venue.doorBeforeMinutes, language), formatDuration(venue.doorAfterMinutes, language))}`}
      </p>
      <p>
        {t.hall.contact}: <a href={`tel:${venue.phone.replaceAll(' ', '')}`}>{venue.phone}</a>, <a href={`mailto:${venue.email}`}>{venue.email}</a>
      </p>
    </section>
  );
}

/** Which facts are plausible rather than known: said openly. */
export function Illustrative({ view: { t, language }, page: { illustrative } }: Props): JSX.Element | null {
  if (illustrative.length === 0) return null;
  return (
    <p class="oz-small oz-muted">
      {t.hall.illustrative}{' '}
      {formatList(
        illustrative.map((name) => t.hall.illustrativeFacts[name] ?? name),
        language,
      )}
      .
    </p>
  );
}
