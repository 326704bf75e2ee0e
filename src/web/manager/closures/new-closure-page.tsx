import type { JSX } from 'preact';
import { closeHalls, type HallsClosing } from '../../../availability/close-halls.ts';
import { managedHalls, type ManagedHall } from '../../../catalogue/managed-halls.ts';
import { previewClosure, type ClosurePreview } from '../../../management/preview-closure.ts';
import { transact, violatesUnique } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Back } from '../../shared/back.tsx';
import { ErrorSummary, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { ClosureFields } from './closure-fields.tsx';
import { CLOSURE_FIELD, closureAsk, closureMark, readClosureForm, type ClosureForm } from './closure-form.ts';
import { Preview } from './closure-preview.tsx';

interface Shown {
  form: ClosureForm;
  errors: readonly FieldError[];
  /** What was looked at, with what it hits. */
  looked?: { ask: HallsClosing; preview: ClosurePreview };
  changedSince?: true;
}

/** `GET /beheer/sluitingen/nieuw`: the form to close halls; the address may fill it in. */
export const showNewClosure =
  (services: WebServices): Handler =>
  async (ctx) => {
    mustOpen(ctx.state.view.actor, 'closures');
    await show(ctx, services, { form: readClosureForm(ctx.URL.searchParams), errors: [] });
  };

/** `POST /beheer/sluitingen/nieuw`: shows what the closure hits, and makes it once that was looked at. */
export const makeClosure =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'closures');
    const { db } = services;
    const fields = formOf(ctx);
    const form = readClosureForm(fields);
    const ask = closureAsk(form, await managedHalls(db, view.actor, view.now), view);
    if (Array.isArray(ask)) return show(ctx, services, { form, errors: ask }, 422);
    const confirms = fieldOf(fields, 'actie') === 'sluit';
    if (!confirms || fieldOf(fields, 'bekeken') !== closureMark(ask)) {
      const looked = { ask, preview: await previewClosure(db, ask, view.actor) };
      return show(ctx, services, { form, errors: [], looked, ...(confirms ? { changedSince: true } : {}) });
    }
    const id = await transact(db, (tx) => closeHalls(tx, ask, view.actor, view.now)).then(
      ([first]) => first,
      (thrown: unknown) => {
        if (violatesUnique(thrown, 'closures_pkey')) return form.number;
        throw thrown;
      },
    );
    goTo(ctx, `/beheer/sluitingen/${id}?gelukt=gesloten`);
  };

async function show(ctx: WebContext, { db }: WebServices, shown: Shown, status = 200): Promise<void> {
  const { view } = ctx.state;
  sendPage(ctx, <NewClosurePage view={view} halls={await managedHalls(db, view.actor, view.now)} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

const NewClosurePage = ({ view, halls, shown: { form, errors, looked, changedSince } }: { view: View; halls: readonly ManagedHall[]; shown: Shown }): JSX.Element => {
  const { t } = view;
  return (
    <ManagerPage view={view} title={t.closures.form.title} current="closures">
      <Back href="/beheer/sluitingen">{t.closures.title}</Back>
      <ErrorSummary title={t.closures.form.problems} errors={errors} />
      {changedSince && (
        <Notice tone="warning">
          <p>{t.closures.form.changedSince}</p>
        </Notice>
      )}
      <LookButton form="sluiting" />
      {looked && <Preview view={view} ask={looked.ask} preview={looked.preview} halls={halls} />}
      <form method="post" action="/beheer/sluitingen/nieuw" id="sluiting" class="oz-stack oz-manage-form" noValidate>
        <input type="hidden" name={CLOSURE_FIELD.number} value={form.number} />
        <ClosureFields view={view} halls={halls} form={form} errors={errors} />
        <div>
          <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
            {t.closures.form.look}
          </button>
        </div>
      </form>
    </ManagerPage>
  );
};
