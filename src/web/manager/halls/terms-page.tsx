import type { JSX } from 'preact';
import { SaveSeen } from '../save-seen.tsx';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import type { DocumentKind, DocumentVersion, ManagedDocument } from '../../../catalogue/renew-document.ts';
import { formatDate, formatList } from '../../../contract/texts/format.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { localDate } from '../../../kernel/time.ts';
import { hallToManage } from '../../../management/change-hall-data.ts';
import { mayRenew, renewTerms, termsToManage } from '../../../management/renew-terms.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { errorAt, ErrorSummary, Input, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { RefundSteps } from '../../shared/terms.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { TranslatedFields } from '../translated-fields.tsx';
import { markOf } from './hall-form.ts';
import { hallPath, HallTabs } from './hall-tabs.tsx';
import { readTermsForm, termsAsk, termsFormOf, type TermsForm } from './terms-form.ts';

type NewVersion = Omit<DocumentVersion, 'id' | 'number'>;

interface Shown {
  form: TermsForm;
  errors: readonly FieldError[];
  looked?: NewVersion;
  /** Somebody made a version meanwhile. */
  late?: true;
  notice?: { tone: 'success' | 'warning'; text: string };
}

const TAB = { 'house-rules': 'rules', 'cancellation-terms': 'terms' } as const;

/** `GET /beheer/zalen/{slug}/reglement` and `/annulatie`: the text that counts, its versions, and the next one. */
export const showTerms =
  ({ db }: WebServices, kind: DocumentKind): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { hall, document } = await find(ctx, db, kind);
    const saved = ctx.URL.searchParams.get('gelukt') === 'bewaard';
    send(ctx, hall, document, { form: termsFormOf(document, view.now), errors: [], ...(saved ? { notice: { tone: 'success', text: view.t.hallData.terms.saved } } : {}) });
  };

/** `POST` there: shows the next version beside the one in force, and makes it once that was looked at. */
export const saveTerms =
  ({ db }: WebServices, kind: DocumentKind): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { hall, document } = await find(ctx, db, kind);
    const fields = formOf(ctx);
    const form = readTermsForm(fields);
    const version = termsAsk(form, document, view);
    if (Array.isArray(version)) return send(ctx, hall, document, { form, errors: version }, 422);
    const newest = document.versions[0]?.number ?? 0;
    if (form.number !== newest) return send(ctx, hall, document, { form: { ...form, number: newest }, errors: [], looked: version, late: true }, 412);
    const saves = fieldOf(fields, 'actie') === 'bewaar';
    if (!saves || fieldOf(fields, 'bekeken') !== markOf(version)) {
      return send(ctx, hall, document, { form, errors: [], looked: version, ...(saves ? { notice: { tone: 'warning', text: view.t.hallData.changedSince } } : {}) });
    }
    try {
      await transact(db, (tx) => renewTerms(tx, { hallId: hall.id, kind, version, expectedNumber: form.number }, view.actor, view.now));
      goTo(ctx, `${hallPath(hall.slug, TAB[kind])}?gelukt=bewaard`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const fresh = await termsToManage(db, hall.id, kind, view.actor);
      send(ctx, hall, fresh, { form: { ...form, number: fresh.versions[0]?.number ?? 0 }, errors: [], looked: version, late: true }, 412);
    }
  };

async function find(ctx: WebContext, db: WebServices['db'], kind: DocumentKind): Promise<{ hall: ManagedHallDetail; document: ManagedDocument }> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'halls');
  const hall = await hallToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
  return { hall, document: await termsToManage(db, hall.id, kind, view.actor) };
}

function send(ctx: WebContext, hall: ManagedHallDetail, document: ManagedDocument, shown: Shown, status = 200): void {
  sendPage(ctx, <TermsPage view={ctx.state.view} hall={hall} document={document} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

/** The version whose day has come last. */
const inForce = ({ versions }: ManagedDocument, today: string): DocumentVersion | undefined =>
  versions.filter(({ validFrom }) => validFrom <= today).toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || b.number - a.number)[0];

const TermsPage = ({ view, hall, document, shown }: { view: View; hall: ManagedHallDetail; document: ManagedDocument; shown: Shown }): JSX.Element => {
  const { t, language } = view;
  const { errors, looked, late, notice } = shown;
  const name = say(view, hall.record.name);
  const words = t.hallData.terms;
  return (
    <ManagerPage view={view} title={`${t.hallData.tabs[TAB[document.kind]]}: ${name}`} current="halls">
      <HallTabs view={view} slug={hall.slug} name={name} current={TAB[document.kind]} />
      <div class="oz-stack" data-gap="xs">
        <p class="oz-muted">{words.lead}</p>
        <p>
          {words.shared(document.halls.length)} {formatList(document.halls.map((one) => `${say(view, one.name)} (${say(view, one.venue.name)})`), language)}.
        </p>
      </div>
      {notice && (
        <Notice tone={notice.tone}>
          <p>{notice.text}</p>
        </Notice>
      )}
      {late && (
        <Notice tone="warning" title={t.hallData.first.title}>
          <p>{t.hallData.first.text}</p>
        </Notice>
      )}
      <ErrorSummary title={t.hallData.problems} errors={errors} />
      <LookButton form="gegevens" />
      {looked && <Looked view={view} document={document} after={looked} />}
      <Versions view={view} document={document} />
      {mayRenew(document, view.actor) ? <TermsFields view={view} hall={hall} document={document} shown={shown} /> : <p class="oz-hint">{words.notAll}</p>}
    </ManagerPage>
  );
};

const TermsFields = ({ view, hall, document, shown: { form, errors, looked } }: { view: View; hall: ManagedHallDetail; document: ManagedDocument; shown: Shown }): JSX.Element => {
  const { t, now } = view;
  const words = t.hallData.terms;
  return (
    <form method="post" action={hallPath(hall.slug, TAB[document.kind])} id="gegevens" class="oz-stack oz-manage-form" noValidate>
      <input type="hidden" name="versie" value={form.number} />
      <fieldset class="ds-fieldset oz-stack" data-gap="sm">
        <legend class="ds-label">{words.fresh}</legend>
        <TranslatedFields view={view} name="tekst" labels={words.body} value={form.body} errors={errors} rows={10} maxLength={20_000} />
      </fieldset>
      {document.kind === 'cancellation-terms' && (
        <fieldset class="ds-fieldset oz-stack" data-gap="sm">
          <legend class="ds-label">{words.steps}</legend>
          <p class="oz-small oz-muted">{words.stepsHint}</p>
          {errorAt(errors, 'stap-1-uren') && <p class="ds-validation-message">{errorAt(errors, 'stap-1-uren')}</p>}
          {form.steps.map(({ hours, percent }, index) => (
            <div key={String(index)} class="oz-fields" data-few role="group" aria-label={words.step(index + 1)}>
              <Input name={`stap-${index + 1}-uren`} label={words.hours} type="text" inputMode="numeric" value={hours} autocomplete="off" />
              <Input name={`stap-${index + 1}-deel`} label={words.percent} type="text" inputMode="numeric" value={percent} autocomplete="off" />
            </div>
          ))}
        </fieldset>
      )}
      <div class="oz-fields">
        <Input name="vanaf" label={words.validFrom} type="date" value={form.validFrom} min={localDate(now)} error={errorAt(errors, 'vanaf')} />
      </div>
      <div>
        <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
          {words.look}
        </button>
      </div>
    </form>
  );
};

/** The next version beside the one in force, in every language that it has, with the button that makes it. */
function Looked({ view, document, after }: { view: View; document: ManagedDocument; after: NewVersion }): JSX.Element {
  const { t, language, now } = view;
  const words = t.hallData.terms;
  const before = inForce(document, localDate(now));
  const missing = LANGUAGES.filter((one) => !after.body[one]).map((one) => t.hallData.preview.onlyDutch(t.hallData.tabs[TAB[document.kind]], t.hallData.languages[one]));
  return (
    <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
      <h2 class="ds-heading" data-size="sm" id="gevolg" tabIndex={-1}>
        {t.hallData.preview.title}
      </h2>
      <p>
        <strong>
          {words.validFrom} {formatDate(after.validFrom, language)}.
        </strong>{' '}
        {words.lead}
      </p>
      <div class="oz-two">
        {before && <Side view={view} title={`${words.old} (${words.version.toLowerCase()} ${before.number})`} version={before} kind={document.kind} />}
        <Side view={view} title={words.fresh} version={after} kind={document.kind} />
      </div>
      {missing.map((line) => (
        <p key={line} class="oz-hint oz-small">
          {line}
        </p>
      ))}
      <SaveSeen view={view} mark={markOf(after)} label={words.save} />
    </section>
  );
}

const Side = ({ view, title, version, kind }: { view: View; title: string; version: NewVersion; kind: DocumentKind }): JSX.Element => (
  <div class="oz-panel oz-stack" data-gap="sm">
    <h3 class="ds-heading" data-size="2xs">
      {title}
    </h3>
    {kind === 'cancellation-terms' && <RefundSteps view={view} steps={version.refundSteps} depositCents={0} />}
    {LANGUAGES.filter((language) => version.body[language]).map((language) => (
      <p key={language} class="oz-prose" lang={language}>
        {version.body[language]}
      </p>
    ))}
  </div>
);

const Versions = ({ view, document }: { view: View; document: ManagedDocument }): JSX.Element => {
  const words = view.t.hallData.terms;
  const today = localDate(view.now);
  const current = inForce(document, today);
  return (
    <section class="oz-stack oz-manage-form" data-gap="sm" aria-labelledby="versies">
      <h2 class="ds-heading" data-size="sm" id="versies">
        {words.versions}
      </h2>
      {document.versions.map((version) => (
        <details key={version.id} class="oz-more">
          <summary>
            {words.version} {version.number}, {words.validFrom.toLowerCase()} {formatDate(version.validFrom, view.language)}
            {version === current && ` (${words.inForce})`}
            {version.validFrom > today && ` (${words.planned})`}
          </summary>
          <Side view={view} title={`${words.version} ${version.number}`} version={version} kind={document.kind} />
        </details>
      ))}
    </section>
  );
};
