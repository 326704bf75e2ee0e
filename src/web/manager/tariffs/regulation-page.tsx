import type { JSX } from 'preact';
import { formatDate } from '../../../contract/texts/format.ts';
import type { VatRule } from '../../../catalogue/tariff-rules.ts';
import { localDate } from '../../../kernel/time.ts';
import { draftOf, type Regulation, type RegulationVersion } from '../../../pricing/regulation.ts';
import { readRegulation, vatRules } from '../../../pricing/regulation-views.ts';
import { sendPage } from '../../render.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { currentOf } from './tariffs-page.tsx';
import { readTryForm, tryPrice, versionTried, type TryForm } from './try-form.ts';
import { TryFields, TryResult } from './try-part.tsx';
import { yamlOf } from './yaml-of.ts';

/** `GET /beheer/tarieven/{id}`: try a price by any version, and read the versions. */
export const showRegulation =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'tariffs');
    const regulation = await readRegulation(db, ctx.params['id'] ?? '', view.actor);
    const shown = { regulation, form: readTryForm(ctx.URL.searchParams, view.now), vat: await vatRules(db), published: ctx.URL.searchParams.get('gelukt') === 'bekend' };
    sendPage(ctx, <RegulationPage view={view} {...shown} />);
    ctx.set('Cache-Control', 'no-store');
  };

interface Props {
  view: View;
  regulation: Regulation;
  form: TryForm;
  vat: readonly VatRule[];
  published: boolean;
}

function RegulationPage({ view, regulation, form, vat, published }: Props): JSX.Element {
  const { t } = view;
  const version = versionTried(regulation, form, view.now);
  const draft = draftOf(regulation);
  const tried = version && tryPrice(form, regulation, version, vat, view);
  return (
    <ManagerPage view={view} title={say(view, regulation.name)} current="tariffs">
      {published && (
        <Notice tone="success">
          <p>{t.tariffs.published}</p>
        </Notice>
      )}
      <p class="oz-muted">
        {regulation.organisationName}: {regulation.halls.map(({ name }) => say(view, name)).join(', ')}
      </p>
      {version && tried && (
        <section class="oz-stack" aria-labelledby="probeer">
          <h2 class="ds-heading" data-size="sm" id="probeer">
            {t.tariffs.tryTitle}
          </h2>
          <p class="oz-muted">{t.tariffs.tryLead}</p>
          <TryFields view={view} regulation={regulation} version={version} form={form} errors={'errors' in tried ? tried.errors : []} />
          <TryResult view={view} tried={tried} version={version} />
        </section>
      )}
      <div class="oz-row">
        <a class="ds-button" href={`/beheer/tarieven/${regulation.id}/ontwerp`}>
          {draft ? t.tariffs.editDraft : t.tariffs.edit}
        </a>
        {draft && (
          <a class="ds-button" data-variant="secondary" href={`/beheer/tarieven/${regulation.id}/vergelijking`}>
            {t.tariffs.compare}
          </a>
        )}
      </div>
      <Versions view={view} regulation={regulation} />
    </ManagerPage>
  );
}

const Versions = ({ view, regulation }: { view: View; regulation: Regulation }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="versies">
    <h2 class="ds-heading" data-size="sm" id="versies">
      {view.t.tariffs.versions}
    </h2>
    {regulation.versions.map((version) => (
      <details key={version.id} class="oz-more">
        <summary>
          {view.t.tariffs.version(version.number)} ({stateOf(view, regulation, version)}), {view.t.tariffs.from(formatDate(version.validFrom, view.language))},{' '}
          {view.t.tariffs.countsBy[version.countsBy]}
        </summary>
        <pre class="oz-scroll oz-small" tabIndex={0} role="region" aria-label={view.t.tariffs.text}>
          {version.source ?? yamlOf(version.rules)}
        </pre>
      </details>
    ))}
  </section>
);

function stateOf({ t, now }: View, regulation: Regulation, version: RegulationVersion): string {
  const today = localDate(now);
  if (!version.publishedAt) return t.tariffs.draft;
  if (version.validFrom > today) return t.tariffs.planned;
  return version === currentOf(regulation, today) ? t.tariffs.inForce : formatDate(version.publishedAt, 'nl');
}
