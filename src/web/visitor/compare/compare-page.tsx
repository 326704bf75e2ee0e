import type { JSX } from 'preact';
import { sendPage } from '../../render.tsx';
import type { FieldError } from '../../shared/fields.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { savedBy } from '../saved/saved-by.ts';
import { compareAt, MOST_COMPARED, type Compared } from './compared.ts';
import { CompareMoment, momentAsked, readCompareForm, type CompareForm } from './compare-form.tsx';
import { CompareTable } from './compare-table.tsx';

interface Comparison {
  halls: readonly Compared[];
  form: CompareForm;
  errors: readonly FieldError[];
  /** More were chosen than fit beside one another. */
  tooMany: boolean;
  saved: ReadonlySet<string>;
}

/** `GET /vergelijken?zaal=a&zaal=b`: up to four halls beside one another, at the asked moment if there is one. */
export const compareHalls =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = ctx.URL.searchParams;
    const slugs = [...new Set(fields.getAll('zaal'))];
    const form = readCompareForm(fields);
    const moment = momentAsked(fields, form, view);
    const errors = Array.isArray(moment) ? moment : [];
    const [halls, saved] = await Promise.all([compareAt(db, slugs.slice(0, MOST_COMPARED), Array.isArray(moment) ? undefined : moment, view), savedBy(ctx, db)]);
    const comparison = { halls, form, errors, tooMany: slugs.length > MOST_COMPARED, saved };
    sendPage(ctx, <ComparePage view={view} comparison={comparison} />, errors.length > 0 ? 422 : 200);
  };

function ComparePage({ view, comparison }: { view: View; comparison: Comparison }): JSX.Element {
  const { t } = view;
  const { halls, form, errors, tooMany, saved } = comparison;
  return (
    <Page view={view} title={t.choosing.compareTitle} section="search">
      <div class="oz-wrap oz-stack">
        <h1 class="ds-heading" data-size="lg">
          {t.choosing.compareTitle}
        </h1>
        {tooMany && (
          <Notice tone="info">
            <p>{t.choosing.compareTooMany}</p>
          </Notice>
        )}
        {halls.length < 2 ? (
          <TooFew view={view} />
        ) : (
          <>
            <CompareMoment view={view} slugs={halls.map(({ hall }) => hall.slug)} form={form} errors={errors} />
            <CompareTable view={view} halls={halls} form={form} saved={saved} />
          </>
        )}
      </div>
    </Page>
  );
}

const TooFew = ({ view: { t } }: { view: View }): JSX.Element => (
  <Empty icon="door" title={t.choosing.compareTooFew}>
    <p>{t.choosing.compareTooFewHint}</p>
    <p class="oz-row oz-centred">
      <a class="ds-button" href="/zalen">
        {t.frame.search}
      </a>
      <a class="ds-button" data-variant="secondary" href="/bewaard">
        {t.choosing.savedTitle}
      </a>
    </p>
  </Empty>
);
