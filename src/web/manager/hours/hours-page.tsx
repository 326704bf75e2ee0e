import type { JSX } from 'preact';
import type { Hours } from '../../../catalogue/hours.ts';
import type { ManagedSchedule } from '../../../catalogue/schedule-of-hall.ts';
import { formatList } from '../../../contract/texts/format.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { changeHours, hoursToManage } from '../../../management/change-hours.ts';
import { previewHours, type HoursPreview } from '../../../management/preview-hours.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { ErrorSummary, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { HallTabs } from '../halls/hall-tabs.tsx';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { HoursFields } from './hours-fields.tsx';
import { hoursAsk, hoursFormOf, hoursMark, readHoursForm, type HoursForm } from './hours-form.ts';
import { Preview, SomebodyWasFirst } from './hours-preview.tsx';

interface Shown {
  form: HoursForm;
  errors: readonly FieldError[];
  looked?: { preview: HoursPreview; mark: string };
  /** Somebody saved other hours meanwhile. */
  first?: { theirs: Hours; yours: Hours };
  notice?: { tone: 'success' | 'warning'; text: string };
}

/** `GET /beheer/zalen/{slug}/openingsuren` */
export const showHours =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'halls');
    const managed = await hoursToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
    const saved = ctx.URL.searchParams.get('gelukt') === 'bewaard';
    send(ctx, managed, { form: hoursFormOf(managed), errors: [], ...(saved ? { notice: { tone: 'success', text: view.t.hours.saved } } : {}) });
  };

/** `POST /beheer/zalen/{slug}/openingsuren`: shows what changes, and saves it once that was looked at. */
export const saveHours =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'halls');
    const managed = await hoursToManage(db, ctx.params['slug'] ?? '', view.actor, view.now);
    const fields = formOf(ctx);
    const action = fieldOf(fields, 'actie');
    const form = readHoursForm(fields, action === 'rij' ? 'another' : 'as-sent');
    if (action === 'rij') return send(ctx, managed, { form, errors: [] });
    const hours = hoursAsk(form, view);
    if (Array.isArray(hours)) return send(ctx, managed, { form, errors: hours }, 422);
    if (form.version !== managed.version) return send(ctx, managed, { form: { ...form, version: managed.version }, errors: [], first: { theirs: managed.schedule, yours: hours } }, 412);
    const mark = hoursMark(hours, form.scope);
    if (action !== 'bewaar' || fieldOf(fields, 'bekeken') !== mark) {
      const hallIds = form.scope === 'this-hall' ? [managed.hall.id] : managed.halls.map(({ id }) => id);
      const preview = await previewHours(db, { before: managed.schedule, after: hours, hallIds }, view.actor, view.now);
      const notice = action === 'bewaar' ? { notice: { tone: 'warning' as const, text: view.t.hours.changedSince } } : {};
      return send(ctx, managed, { form, errors: [], looked: { preview, mark }, ...notice });
    }
    try {
      await transact(db, (tx) => changeHours(tx, managed.hall.id, { hours, scope: form.scope, expectedVersion: form.version }, view.actor, view.now));
      goTo(ctx, `/beheer/zalen/${managed.hall.slug}/openingsuren?gelukt=bewaard`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const now = await hoursToManage(db, managed.hall.id, view.actor, view.now);
      send(ctx, now, { form: { ...form, version: now.version }, errors: [], first: { theirs: now.schedule, yours: hours } }, 412);
    }
  };

function send(ctx: WebContext, managed: ManagedSchedule, shown: Shown, status = 200): void {
  sendPage(ctx, <HoursPage view={ctx.state.view} managed={managed} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

const HoursPage = ({ view, managed, shown }: { view: View; managed: ManagedSchedule; shown: Shown }): JSX.Element => {
  const { t, language } = view;
  const { form, errors, looked, first, notice } = shown;
  return (
    <ManagerPage view={view} title={t.hours.title(say(view, managed.hall.name))} current="halls">
      <HallTabs view={view} slug={managed.hall.slug} name={say(view, managed.hall.name)} current="hours" />
      <div class="oz-stack" data-gap="xs">
        <p class="oz-muted">{t.hours.lead}</p>
        {managed.halls.length > 1 && (
          <p>
            {t.hours.sharedBy(managed.halls.length)} {formatList(managed.halls.map(({ name }) => say(view, name)), language)}.
          </p>
        )}
      </div>
      {notice && (
        <Notice tone={notice.tone}>
          <p>{notice.text}</p>
        </Notice>
      )}
      <ErrorSummary title={t.hours.problems} errors={errors} />
      {first && <SomebodyWasFirst view={view} theirs={first.theirs} yours={first.yours} />}
      <LookButton form="uren" />
      {looked && <Preview view={view} preview={looked.preview} mark={looked.mark} />}
      <form method="post" action={`/beheer/zalen/${managed.hall.slug}/openingsuren`} id="uren" class="oz-stack oz-manage-form" noValidate>
        <input type="hidden" name="versie" value={form.version} />
        <HoursFields view={view} managed={managed} form={form} errors={errors} />
        <div>
          <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
            {t.hours.look}
          </button>
        </div>
      </form>
    </ManagerPage>
  );
};
