import type { JSX } from 'preact';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { inviteMember } from '../../identity/invite-member.ts';
import { listMembers, type Member } from '../../identity/list-members.ts';
import { readOrganisation } from '../../identity/read-organisation.ts';
import { removeMember } from '../../identity/remove-member.ts';
import type { Organisation } from '../../identity/views.ts';
import { hasRole } from '../../kernel/actor.ts';
import { isId, type OrganisationId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo, sendPage } from '../render.tsx';
import { Back } from '../shared/back.tsx';
import { errorAt, Input, Select, type FieldError } from '../shared/fields.tsx';
import { Notice } from '../shared/notice.tsx';
import { MinePage } from '../visitor/mine-page.tsx';
import { link, type View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { MemberList } from './member-list.tsx';

const MOST_MEMBERS = 200;

function organisationAsked(ctx: WebContext): OrganisationId {
  const id = ctx.params['id'] ?? '';
  if (!isId(id)) throw new Refusal('not-found');
  return id as OrganisationId;
}

interface Shown {
  notice?: string | undefined;
  email?: string;
  errors?: readonly FieldError[];
}

async function show(ctx: WebContext, { db }: WebServices, shown: Shown, status = 200): Promise<void> {
  const { view } = ctx.state;
  const organisationId = organisationAsked(ctx);
  const { organisation, members } = await transact(db, async (tx) => ({
    organisation: await readOrganisation(tx, organisationId, view.actor),
    members: (await listMembers(tx, { organisationId, limit: MOST_MEMBERS }, view.actor)).items,
  }));
  sendPage(ctx, <MembersPage view={view} organisation={organisation} members={members} shown={shown} />, status);
}

/** `GET /organisaties/{id}`: the members; a representative also invites and removes. */
export const showMembers =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { t } = ctx.state.view;
    const done = ctx.URL.searchParams.get('gelukt') ?? '';
    const notices: Record<string, string> = { uitgenodigd: t.organisations.invited, verwijderd: t.organisations.removed, aanvaard: t.organisations.accepted };
    await show(ctx, services, { notice: notices[done] });
  };

/** `POST /organisaties/{id}/uitnodigingen`: invites somebody by mail. */
export const invite =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = formOf(ctx);
    const organisationId = organisationAsked(ctx);
    const email = fieldOf(form, 'email').slice(0, 254);
    const role = fieldOf(form, 'rol') === 'representative' ? 'representative' : 'member';
    try {
      await transact(services.db, (tx) => inviteMember(tx, { organisationId, email, role }, view.actor, view.now));
      goTo(ctx, link(`/organisaties/${organisationId}`, { gelukt: 'uitgenodigd' }));
    } catch (thrown) {
      const said = isRefusal(thrown, 'invalid-request')
        ? view.t.organisations.emailWrong
        : isRefusal(thrown, 'already-exists')
          ? sayRefusal(thrown, view.language)
          : undefined;
      if (said === undefined) throw thrown;
      await show(ctx, services, { email, errors: [{ name: 'email', text: said }] }, 422);
    }
  };

/** `POST /organisaties/{id}/leden/{person}/verwijderen`: ends a membership. */
export const remove =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const organisationId = organisationAsked(ctx);
    const personId = ctx.params['person'] ?? '';
    if (!isId(personId)) throw new Refusal('not-found');
    await transact(services.db, (tx) => removeMember(tx, { organisationId, personId: personId as PersonId }, view.actor, view.now));
    const left = view.actor.kind === 'person' && view.actor.personId === personId;
    goTo(ctx, left ? '/organisaties' : link(`/organisaties/${organisationId}`, { gelukt: 'verwijderd' }));
  };

function MembersPage({
  view,
  organisation,
  members,
  shown,
}: {
  view: View;
  organisation: Organisation;
  members: readonly Member[];
  shown: Shown;
}): JSX.Element {
  const { t, actor, organisations } = view;
  const own = organisations.find(({ id }) => id === organisation.id);
  const manages = own?.role === 'representative' || hasRole(actor, 'agent');
  return (
    <MinePage view={view} title={organisation.name} current="organisations">
      <div class="oz-wrap oz-narrow oz-stack">
        <Back href="/organisaties">{t.organisations.title}</Back>
        <h1 class="oz-hall-title">{organisation.name}</h1>
        <p class="oz-muted">{[t.bookerKinds[organisation.kind], organisation.kbo, organisation.vCode, organisation.municipality].filter(Boolean).join(', ')}</p>
        {shown.notice && (
          <Notice tone="success">
            <p>{shown.notice}</p>
          </Notice>
        )}
        <MemberList view={view} organisationId={organisation.id} members={members} may={manages ? 'remove' : 'read'} />
        {manages ? <InviteForm view={view} organisationId={organisation.id} shown={shown} /> : <p class="oz-muted">{t.organisations.onlyRepresentatives}</p>}
      </div>
    </MinePage>
  );
}

const InviteForm = ({ view: { t }, organisationId, shown }: { view: View; organisationId: string; shown: Shown }): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="uitnodigen">
    <h2 class="ds-heading" data-size="xs" id="uitnodigen">
      {t.organisations.invite}
    </h2>
    <p class="oz-muted">{t.organisations.inviteHint}</p>
    <form method="post" action={`/organisaties/${organisationId}/uitnodigingen`} class="oz-stack" noValidate>
      <Input
        name="email"
        type="email"
        label={t.organisations.email}
        value={shown.email ?? ''}
        required
        autocomplete="off"
        error={errorAt(shown.errors ?? [], 'email')}
      />
      <Select
        name="rol"
        label={t.organisations.asRole}
        value="member"
        options={[
          { value: 'member', text: t.organisations.roles.member },
          { value: 'representative', text: t.organisations.roles.representative },
        ]}
      />
      <button class="ds-button" type="submit">
        {t.organisations.send}
      </button>
    </form>
  </section>
);
