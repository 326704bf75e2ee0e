import type { JSX } from 'preact';
import { differences, type HallRecord } from '../../../catalogue/hall-record.ts';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import { hallPage, type HallPage } from '../../../catalogue/views.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { changeHallData, hallToManage } from '../../../management/change-hall-data.ts';
import { previewHall, type HallPreview } from '../../../management/preview-hall.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { ErrorSummary, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import { Prices } from '../../visitor/hall/hall-prices.tsx';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { SomebodyWasFirst } from './change-table.tsx';
import { HallFields } from './hall-fields.tsx';
import { hallAsk, hallFormOf, markOf, readHallForm, type HallForm } from './hall-form.ts';
import { Preview } from './hall-preview.tsx';
import { hallPath, HallTabs } from './hall-tabs.tsx';
import { sayHallChanges } from './say-change.ts';

interface Shown {
  form: HallForm;
  errors: readonly FieldError[];
  looked?: { after: HallRecord; preview: HallPreview };
  /** What was typed while somebody saved something else. */
  yours?: HallRecord;
  notice?: { tone: 'success' | 'warning'; text: string };
}

/** `GET /beheer/zalen/{slug}`: the facts of a hall, to be changed. */
export const showHallData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'halls');
    const hall = await hallToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
    const saved = ctx.URL.searchParams.get('gelukt') === 'bewaard';
    await send(ctx, db, hall, { form: hallFormOf(hall, view.language), errors: [], ...(saved ? { notice: { tone: 'success', text: view.t.hallData.saved } } : {}) });
  };

/** `POST /beheer/zalen/{slug}`: shows what changes, and saves it once that was looked at. */
export const saveHallData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'halls');
    const hall = await hallToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
    const fields = formOf(ctx);
    const form = readHallForm(fields);
    const after = hallAsk(form, hall, view);
    if (Array.isArray(after)) return send(ctx, db, hall, { form, errors: after }, 422);
    if (form.version !== hall.version) return send(ctx, db, hall, { form: { ...form, version: hall.version }, errors: [], yours: after }, 412);
    const saves = fieldOf(fields, 'actie') === 'bewaar';
    if (!saves || fieldOf(fields, 'bekeken') !== markOf(after)) {
      const preview = await previewHall(db, hall, after, view.actor, view.now);
      const notice = saves ? { notice: { tone: 'warning' as const, text: view.t.hallData.changedSince } } : {};
      return send(ctx, db, hall, { form, errors: [], looked: { after, preview }, ...notice });
    }
    try {
      await transact(db, (tx) => changeHallData(tx, hall.id, { change: after, expectedVersion: form.version }, view.actor, view.now));
      goTo(ctx, `${hallPath(hall.slug, 'data')}?gelukt=bewaard`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const fresh = await hallToManage(db, hall.id, view.actor, view.now);
      await send(ctx, db, fresh, { form: { ...form, version: fresh.version }, errors: [], yours: after }, 412);
    }
  };

async function send(ctx: WebContext, db: WebServices['db'], hall: ManagedHallDetail, shown: Shown, status = 200): Promise<void> {
  const page = await hallPage(db, hall.id, ctx.state.view.now);
  sendPage(ctx, <HallDataPage view={ctx.state.view} hall={hall} page={page} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

const HallDataPage = ({ view, hall, page, shown }: { view: View; hall: ManagedHallDetail; page: HallPage | undefined; shown: Shown }): JSX.Element => {
  const { t } = view;
  const { form, errors, looked, yours, notice } = shown;
  return (
    <ManagerPage view={view} title={say(view, hall.record.name)} current="halls">
      <HallTabs view={view} slug={hall.slug} name={say(view, hall.record.name)} current="data" />
      {notice && (
        <Notice tone={notice.tone}>
          <p>{notice.text}</p>
        </Notice>
      )}
      <ErrorSummary title={t.hallData.problems} errors={errors} />
      {yours && <SomebodyWasFirst view={view} changes={sayHallChanges(view, differences(hall.record, yours), hall.venueExtras)} />}
      <LookButton form="gegevens" />
      {looked && <Preview view={view} hall={hall} after={looked.after} preview={looked.preview} page={page} />}
      <form method="post" action={hallPath(hall.slug, 'data')} id="gegevens" class="oz-stack oz-manage-form" noValidate>
        <input type="hidden" name="versie" value={form.version} />
        <HallFields view={view} hall={hall} form={form} errors={errors} />
        <div>
          <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
            {t.hallData.look}
          </button>
        </div>
      </form>
      {page && (
        <section class="oz-stack oz-manage-form" data-gap="sm">
          <p class="oz-small oz-muted">{t.hallData.hints.prices}</p>
          <Prices view={view} hall={page.hall} />
        </section>
      )}
    </ManagerPage>
  );
};
