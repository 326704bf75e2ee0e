import type { JSX } from 'preact';
import { SaveSeen } from '../save-seen.tsx';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import type { ManagedVenue, VenueRecord } from '../../../catalogue/venue-record.ts';
import { formatList } from '../../../contract/texts/format.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { hallToManage } from '../../../management/change-hall-data.ts';
import { changeVenueData, venueToManage } from '../../../management/change-venue-data.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { ErrorSummary, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { ChangeTable, SomebodyWasFirst } from './change-table.tsx';
import { markOf } from './hall-form.ts';
import { hallPath, HallTabs } from './hall-tabs.tsx';
import { sayVenueChanges } from './say-venue-change.ts';
import { VenueFields } from './venue-fields.tsx';
import { readVenueForm, venueAsk, venueFormOf, type VenueForm } from './venue-form.ts';

interface Shown {
  form: VenueForm;
  errors: readonly FieldError[];
  looked?: VenueRecord;
  /** What was typed while somebody saved something else. */
  yours?: VenueRecord;
  notice?: { tone: 'success' | 'warning'; text: string };
}

/** `GET /beheer/zalen/{slug}/gebouw`: the venue of a hall and its extras, to be changed. */
export const showVenueData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { hall, venue } = await find(ctx, db);
    const saved = ctx.URL.searchParams.get('gelukt') === 'bewaard';
    send(ctx, hall, venue, { form: venueFormOf(venue, view.language), errors: [], ...(saved ? { notice: { tone: 'success', text: view.t.hallData.saved } } : {}) });
  };

/** `POST /beheer/zalen/{slug}/gebouw`: shows what changes, and saves it once that was looked at. */
export const saveVenueData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { hall, venue } = await find(ctx, db);
    const fields = formOf(ctx);
    const action = fieldOf(fields, 'actie');
    const form = readVenueForm(fields, action === 'rij' ? 'another' : 'as-sent');
    if (action === 'rij') return send(ctx, hall, venue, { form, errors: [] });
    const after = venueAsk(form, venue, view);
    if (Array.isArray(after)) return send(ctx, hall, venue, { form, errors: after }, 422);
    if (form.version !== venue.version) return send(ctx, hall, venue, { form: { ...form, version: venue.version }, errors: [], yours: after }, 412);
    const saves = action === 'bewaar';
    if (!saves || fieldOf(fields, 'bekeken') !== markOf(after)) {
      return send(ctx, hall, venue, { form, errors: [], looked: after, ...(saves ? { notice: { tone: 'warning', text: view.t.hallData.changedSince } } : {}) });
    }
    try {
      await transact(db, (tx) => changeVenueData(tx, venue.id, { change: after, expectedVersion: form.version }, view.actor, view.now));
      goTo(ctx, `${hallPath(hall.slug, 'venue')}?gelukt=bewaard`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const fresh = await venueToManage(db, venue.id, view.actor);
      send(ctx, hall, fresh, { form: { ...form, version: fresh.version }, errors: [], yours: after }, 412);
    }
  };

async function find(ctx: WebContext, db: WebServices['db']): Promise<{ hall: ManagedHallDetail; venue: ManagedVenue }> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'halls');
  const hall = await hallToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
  return { hall, venue: await venueToManage(db, hall.venue.id, view.actor) };
}

function send(ctx: WebContext, hall: ManagedHallDetail, venue: ManagedVenue, shown: Shown, status = 200): void {
  sendPage(ctx, <VenueDataPage view={ctx.state.view} hall={hall} venue={venue} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

const VenueDataPage = ({ view, hall, venue, shown }: { view: View; hall: ManagedHallDetail; venue: ManagedVenue; shown: Shown }): JSX.Element => {
  const { t, language } = view;
  const { form, errors, looked, yours, notice } = shown;
  return (
    <ManagerPage view={view} title={t.hallData.venue.title(say(view, venue.record.name))} current="halls">
      <HallTabs view={view} slug={hall.slug} name={say(view, hall.record.name)} current="venue" />
      <p class="oz-muted">
        {t.hallData.venue.lead} {formatList(venue.halls.map(({ name }) => say(view, name)), language)}.
      </p>
      {notice && (
        <Notice tone={notice.tone}>
          <p>{notice.text}</p>
        </Notice>
      )}
      <ErrorSummary title={t.hallData.problems} errors={errors} />
      {yours && <SomebodyWasFirst view={view} changes={sayVenueChanges(view, venue.record, yours)} />}
      <LookButton form="gegevens" />
      {looked && <Looked view={view} before={venue.record} after={looked} />}
      <form method="post" action={hallPath(hall.slug, 'venue')} id="gegevens" class="oz-stack oz-manage-form" noValidate>
        <input type="hidden" name="versie" value={form.version} />
        <VenueFields view={view} form={form} errors={errors} />
        <div>
          <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
            {t.hallData.look}
          </button>
        </div>
      </form>
    </ManagerPage>
  );
};

/** What changes of a venue, with the button that saves it. */
function Looked({ view, before, after }: { view: View; before: VenueRecord; after: VenueRecord }): JSX.Element {
  const { t, language } = view;
  const changes = sayVenueChanges(view, before, after);
  const gaps = LANGUAGES.flatMap((one) => {
    const missing = (['name', 'directions'] as const).filter((field) => !after[field][one]).map((field) => t.hallData.gaps[field]);
    return missing.length > 0 ? [t.hallData.preview.onlyDutch(formatList(missing, language), t.hallData.languages[one])] : [];
  });
  return (
    <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
      <h2 class="ds-heading" data-size="sm" id="gevolg" tabIndex={-1}>
        {t.hallData.preview.title}
      </h2>
      {changes.length === 0 ? <p>{t.hallData.preview.nothing}</p> : <ChangeTable view={view} changes={changes} words={t.hallData.preview} />}
      {gaps.map((line) => (
        <p key={line} class="oz-hint oz-small">
          {line}
        </p>
      ))}
      {changes.length > 0 && <SaveSeen view={view} mark={markOf(after)} label={t.hallData.save} />}
    </section>
  );
}
