import type { JSX } from 'preact';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { findColleagues, type Colleague } from '../../identity/find-colleagues.ts';
import { giveRole } from '../../identity/give-role.ts';
import { isRolePosition, listRoles, rolePlaces, type RolePage, type RolePlace } from '../../identity/list-roles.ts';
import type { StaffRoleId } from '../../identity/role.ts';
import { takeRole } from '../../identity/take-role.ts';
import { fromCursor, toCursor } from '../../contract/paging.ts';
import { isId } from '../../kernel/ids.ts';
import { isRefusal, Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { formOf } from '../form.ts';
import { goTo, sendPage } from '../render.tsx';
import type { FieldError } from '../shared/fields.tsx';
import { Notice } from '../shared/notice.tsx';
import { link, type View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { ManagerPage, mustOpen } from './manager-page.tsx';
import { readRoleForm, roleAsk, type RoleForm } from './role-form.ts';
import { GiveRole } from './role-give.tsx';
import { RoleList } from './role-list.tsx';

const PAGE_SIZE = 100;

interface Shown {
  form: RoleForm;
  errors?: readonly FieldError[];
  notice?: { tone: 'success' | 'warning'; text: string } | undefined;
}

interface Found {
  page: RolePage;
  places: RolePlace[];
  colleagues: Colleague[];
}

/** `GET /beheer/rollen`: who has which role, and the way to give and take one. */
export const showRoles =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { t } = ctx.state.view;
    const done = { gegeven: t.roles.given, afgenomen: t.roles.taken }[ctx.URL.searchParams.get('gelukt') ?? ''];
    await show(ctx, services, { form: readRoleForm(ctx.URL.searchParams), notice: done ? { tone: 'success', text: done } : undefined });
  };

async function show(ctx: WebContext, { db }: WebServices, shown: Shown, status = 200): Promise<void> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'roles');
  const cursor = ctx.URL.searchParams.get('vanaf');
  const after = cursor ? fromCursor(cursor, isRolePosition) : undefined;
  const found = await transact(db, async (tx) => ({
    page: await listRoles(tx, { limit: PAGE_SIZE, ...(after ? { after } : {}) }, view.actor),
    places: await rolePlaces(tx, view.actor),
    colleagues: await findColleagues(tx, shown.form.search, view.actor),
  }));
  sendPage(ctx, <RolesPage view={view} found={found} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

/** What a form can be told about; anything else is shown as a page of its own. */
const SAID: readonly RefusalCode[] = ['already-exists', 'invalid-request', 'last-administrator', 'role-from-login'];

/** `POST /beheer/rollen`: gives a role. */
export const give =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'roles');
    const form = readRoleForm(formOf(ctx));
    const ask = roleAsk(form, await transact(services.db, (tx) => rolePlaces(tx, view.actor)), view);
    if (Array.isArray(ask)) return show(ctx, services, { form, errors: ask }, 422);
    try {
      await transact(services.db, (tx) => giveRole(tx, ask, view.actor, view.now));
      goTo(ctx, link('/beheer/rollen', { gelukt: 'gegeven' }));
    } catch (thrown) {
      if (!isRefusal(thrown) || !SAID.includes(thrown.code)) throw thrown;
      const text = thrown.code === 'already-exists' ? view.t.roles.hasAlready : sayRefusal(thrown, view.language);
      await show(ctx, services, { form, errors: [{ name: 'rol', text }] }, 409);
    }
  };

/** `POST /beheer/rollen/{id}/afnemen`: takes a role. */
export const take =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'roles');
    const id = ctx.params['id'] ?? '';
    if (!isId(id)) throw new Refusal('not-found');
    try {
      const personId = await transact(services.db, (tx) => takeRole(tx, id as StaffRoleId, view.actor, view.now));
      // Whoever took a role of their own may no longer be welcome here.
      const own = view.actor.kind === 'person' && view.actor.personId === personId;
      goTo(ctx, own ? '/mijn-gegevens' : link('/beheer/rollen', { gelukt: 'afgenomen' }));
    } catch (thrown) {
      if (!isRefusal(thrown) || !SAID.includes(thrown.code)) throw thrown;
      await show(ctx, services, { form: readRoleForm(new URLSearchParams()), notice: { tone: 'warning', text: sayRefusal(thrown, view.language) } }, 409);
    }
  };

const RolesPage = ({ view, found, shown }: { view: View; found: Found; shown: Shown }): JSX.Element => {
  const { t } = view;
  const { items, next } = found.page;
  return (
    <ManagerPage view={view} title={t.roles.title} current="roles">
      <p class="oz-muted">{t.roles.lead}</p>
      {shown.notice && (
        <Notice tone={shown.notice.tone}>
          <p>{shown.notice.text}</p>
        </Notice>
      )}
      <GiveRole view={view} form={shown.form} errors={shown.errors ?? []} places={found.places} found={found.colleagues} />
      <RoleList view={view} roles={items} />
      {next && (
        <p>
          <a class="ds-button" data-variant="secondary" href={link('/beheer/rollen', { vanaf: toCursor(next) })}>
            {t.frame.more}
          </a>
        </p>
      )}
    </ManagerPage>
  );
};
