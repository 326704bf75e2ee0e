import type { JSX } from 'preact';
import { formatDate, formatMoney, formatShortPeriod } from '../../../contract/texts/format.ts';
import { sayRefusal, sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { localDate } from '../../../kernel/time.ts';
import { transact } from '../../../platform/db.ts';
import { compareVersions, type Compared, type Comparison } from '../../../pricing/compare-versions.ts';
import { publishVersion } from '../../../pricing/publish-version.ts';
import { draftOf, type Regulation, type RegulationVersion } from '../../../pricing/regulation.ts';
import { readRegulation } from '../../../pricing/regulation-views.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { currentOf } from './tariffs-page.tsx';

/** `GET /beheer/tarieven/{id}/vergelijking`: what the draft would have changed over last year's bookings, and the button that publishes it. */
export const showComparison =
  (services: WebServices): Handler =>
  async (ctx) => show(ctx, services, []);

/** `POST /beheer/tarieven/{id}/bekendmaken`: the draft counts from its day on. */
export const publish =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'tariffs');
    const id = ctx.params['id'] ?? '';
    try {
      await transact(services.db, (tx) => publishVersion(tx, id, Number(fieldOf(formOf(ctx), 'versie')) || 0, view.actor, view.now));
      goTo(ctx, `/beheer/tarieven/${id}?gelukt=bekend`);
    } catch (thrown) {
      if (isRefusal(thrown, 'version-outdated')) return show(ctx, services, [sayRefusal(thrown, view.language)], 412);
      if (!isRefusal(thrown, 'invalid-request')) throw thrown;
      await show(ctx, services, thrown.violations.map((one) => (one.field === 'validFrom' ? view.t.tariffs.problem.past : sayViolation(one, view.language))), 422);
    }
  };

async function show(ctx: WebContext, { db }: WebServices, problems: readonly string[], status = 200): Promise<void> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'tariffs');
  const regulation = await readRegulation(db, ctx.params['id'] ?? '', view.actor);
  const draft = draftOf(regulation);
  const current = currentOf(regulation, localDate(view.now));
  const comparison = draft && current ? await compareVersions(db, regulation.id, current.rules, draft.rules, view.now) : undefined;
  sendPage(ctx, <ComparePage view={view} regulation={regulation} draft={draft} comparison={comparison} problems={problems} />, status);
  ctx.set('Cache-Control', 'no-store');
}

interface Props {
  view: View;
  regulation: Regulation;
  draft: RegulationVersion | undefined;
  comparison: Comparison | undefined;
  problems: readonly string[];
}

const ComparePage = ({ view, regulation, draft, comparison, problems }: Props): JSX.Element => {
  const { t, language } = view;
  const words = t.tariffs;
  return (
    <ManagerPage view={view} title={`${words.compareTitle} ${say(view, regulation.name)}`} current="tariffs">
      <p>
        <a class="ds-link" href={`/beheer/tarieven/${regulation.id}`}>
          {words.back}
        </a>
      </p>
      {problems.length > 0 && (
        <Notice tone="warning" title={words.problems}>
          {problems.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      {!draft && <p>{words.noDraft}</p>}
      {draft && <p class="oz-muted">{words.compareLead(formatDate(draft.validFrom, language))}</p>}
      {comparison && (comparison.bookings === 0 ? <p>{words.nothing}</p> : <Figures view={view} comparison={comparison} />)}
      {draft && (
        <form method="post" action={`/beheer/tarieven/${regulation.id}/bekendmaken`} class="oz-panel oz-stack" data-gap="sm">
          <p>{words.publishHint}</p>
          <input type="hidden" name="versie" value={draft.version} />
          <div>
            <button class="ds-button" type="submit">
              {words.publish}
            </button>
          </div>
        </form>
      )}
    </ManagerPage>
  );
};

const signed = (cents: number, { language }: View): string => `${cents > 0 ? '+ ' : ''}${formatMoney(cents, language)}`;

const Figures = ({ view, comparison }: { view: View; comparison: Comparison }): JSX.Element => {
  const { t } = view;
  const words = t.tariffs;
  const { byBooker, dearer, cheaper, newly, noLonger, largest, cut } = comparison;
  return (
    <>
      <p>
        <strong>
          {words.dearer(dearer)}, {words.cheaper(cheaper)}
        </strong>
        {newly > 0 && `, ${words.newly(newly)}`}
        {cut && `. ${words.cut}`}
      </p>
      <div class="oz-scroll" tabIndex={0} role="region" aria-label={words.compareTitle}>
        <table class="oz-table">
          <caption class="ds-sr-only">{words.compareTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{words.booker}</th>
              {[words.bookings, words.now, words.proposed, words.difference].map((text) => (
                <th key={text} scope="col" data-amount>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byBooker.map((row) => (
              <Row key={row.bookerKind} view={view} name={t.bookerKinds[row.bookerKind]} row={row} />
            ))}
          </tbody>
          <tfoot>
            <Row view={view} name={words.all} row={comparison} />
          </tfoot>
        </table>
      </div>
      {noLonger.length > 0 && <Bookings view={view} title={words.noLonger} bookings={noLonger} />}
      {largest.length > 0 && <Bookings view={view} title={words.largest} bookings={largest} />}
    </>
  );
};

const Row = ({ view, name, row }: { view: View; name: string; row: { bookings: number; beforeCents: number; afterCents: number } }): JSX.Element => (
  <tr>
    <th scope="row">{name}</th>
    <td data-amount>{row.bookings}</td>
    <td data-amount>{formatMoney(row.beforeCents, view.language)}</td>
    <td data-amount>{formatMoney(row.afterCents, view.language)}</td>
    <td data-amount>{signed(row.afterCents - row.beforeCents, view)}</td>
  </tr>
);

const Bookings = ({ view, title, bookings }: { view: View; title: string; bookings: readonly Compared[] }): JSX.Element => {
  const { t, language } = view;
  const words = t.tariffs;
  return (
    <section class="oz-stack" data-gap="sm">
      <h2 class="ds-heading" data-size="xs">
        {title}
      </h2>
      <div class="oz-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="oz-table">
          <caption class="ds-sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.hall}</th>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.booker}</th>
              {[words.now, words.proposed].map((text) => (
                <th key={text} scope="col" data-amount>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bookings.map(({ code, hall, period, bookerKind, before, after }) => (
              <tr key={code}>
                <th scope="row">{say(view, hall)}</th>
                <td>{formatShortPeriod(period, language)}</td>
                <td>{t.bookerKinds[bookerKind]}</td>
                <td data-amount>{before === undefined ? '–' : formatMoney(before, language)}</td>
                <td data-amount>{after === undefined ? '–' : formatMoney(after, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
