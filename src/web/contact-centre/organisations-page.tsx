import type { JSX } from 'preact';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { confirmRepresentative } from '../../identity/confirm-representative.ts';
import { createOrganisation } from '../../identity/create-organisation.ts';
import { findOrganisations, type FoundOrganisation } from '../../identity/find-organisations.ts';
import { findPersons, type FoundPerson } from '../../identity/find-persons.ts';
import { inviteMember } from '../../identity/invite-member.ts';
import { readOrganisation } from '../../identity/read-organisation.ts';
import type { Organisation } from '../../identity/views.ts';
import { hasRole } from '../../kernel/actor.ts';
import { isId, type OrganisationId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo, sendPage } from '../render.tsx';
import { Input, type FieldError } from '../shared/fields.tsx';
import { Notice } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { link, type View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { sendDesk, showOrganisation } from './desk-routes.tsx';
import { NewOrganisationForm } from './new-organisation-form.tsx';
import { ORGANISATION_FIELD, organisationAsk, readOrganisationForm, type OrganisationForm } from './organisation-form.ts';
import { Representative } from './representative.tsx';

interface Shown {
  form: OrganisationForm;
  errors: readonly FieldError[];
  notice?: { tone: 'success' | 'warning'; text: string };
}

interface Found {
  text: string;
  organisations: FoundOrganisation[];
  /** The organisation whose representative is to be confirmed. */
  chosen?: Organisation;
  personText: string;
  persons: FoundPerson[];
}

/** `GET /kcc/organisaties`: find or enter an organisation, then find and confirm who represents it. */
export const showAgentOrganisations =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { t } = ctx.state.view;
    const done = ctx.URL.searchParams.get('gelukt') ?? '';
    const text = { geregistreerd: t.agent.created, bevestigd: t.agent.confirmed, uitgenodigd: t.organisations.invited }[done];
    await show(ctx, services, { form: readOrganisationForm(new URLSearchParams()), errors: [], ...(text ? { notice: { tone: 'success', text } } : {}) });
  };

async function show(ctx: WebContext, services: WebServices, shown: Shown, status = 200): Promise<void> {
  const { view } = ctx.state;
  if (view.actor.kind !== 'person') throw new Refusal('not-signed-in');
  if (!hasRole(view.actor, 'agent')) throw new Refusal('not-allowed');
  sendPage(ctx, <AgentPage view={view} found={await look(ctx, services)} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

/** What the agent looked for; each look is logged by the functions themselves. */
async function look(ctx: WebContext, { db }: WebServices): Promise<Found> {
  const { actor } = ctx.state.view;
  const params = ctx.URL.searchParams;
  const [text, personText, id] = [params.get('zoek') ?? '', params.get('persoon') ?? '', params.get('organisatie') ?? ''];
  return transact(db, async (tx) => ({
    text,
    personText,
    organisations: await findOrganisations(tx, text, actor),
    persons: await findPersons(tx, personText, actor),
    ...(isId(id) ? { chosen: await readOrganisation(tx, id as OrganisationId, actor) } : {}),
  }));
}

/** `POST /kcc/organisaties`: enters an organisation. */
export const create =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = readOrganisationForm(formOf(ctx));
    const ask = organisationAsk(form, view.t);
    agentOf(view);
    if (Array.isArray(ask)) return sendDesk(ctx, services, undefined, { newOrganisation: { form, errors: ask } }, 422);
    try {
      const id = await transact(services.db, (tx) => createOrganisation(tx, ask, view.actor, view.now));
      goTo(ctx, `${link(`/kcc/organisatie/${id}`, { gelukt: 'geregistreerd' })}#vertegenwoordiger`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'already-exists')) throw thrown;
      const errors = [{ name: form.kbo ? ORGANISATION_FIELD.kbo : ORGANISATION_FIELD.vCode, text: sayRefusal(thrown, view.language) }];
      await sendDesk(ctx, services, undefined, { newOrganisation: { form, errors } }, 409);
    }
  };

/** `POST /kcc/organisaties/{id}/vertegenwoordiger`: confirms somebody whom we know, or invites somebody by mail. */
export const confirm =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = formOf(ctx);
    const [id, personId, email] = [ctx.params['id'] ?? '', fieldOf(form, 'persoon'), fieldOf(form, 'email')];
    if (!isId(id)) throw new Refusal('not-found');
    const organisationId = id as OrganisationId;
    const back = (done: string): void => goTo(ctx, `${link(`/kcc/organisatie/${id}`, { gelukt: done })}#vertegenwoordiger`);
    try {
      if (isId(personId)) {
        await transact(services.db, (tx) => confirmRepresentative(tx, { organisationId, personId: personId as PersonId }, view.actor, view.now));
        return back('bevestigd');
      }
      await transact(services.db, (tx) => inviteMember(tx, { organisationId, email, role: 'representative' }, view.actor, view.now));
      back('uitgenodigd');
    } catch (thrown) {
      if (!isRefusal(thrown, 'already-exists') && !isRefusal(thrown, 'invalid-request')) throw thrown;
      const text = isRefusal(thrown, 'invalid-request') ? view.t.organisations.emailWrong : sayRefusal(thrown, view.language);
      await showOrganisation(ctx, services, organisationId, { notice: { tone: 'warning', text } }, 422);
    }
  };

const AgentPage = ({ view, found, shown }: { view: View; found: Found; shown: Shown }): JSX.Element => (
  <Page view={view} title={view.t.agent.title} section="agent">
    <div class="oz-wrap oz-stack">
      <div class="oz-stack" data-gap="xs">
        <h1 class="ds-heading" data-size="lg">
          {view.t.agent.title}
        </h1>
        <p class="oz-muted">{view.t.agent.lead}</p>
      </div>
      {shown.notice && (
        <Notice tone={shown.notice.tone}>
          <p>{shown.notice.text}</p>
        </Notice>
      )}
      {found.chosen && <Representative view={view} organisation={found.chosen} page="/kcc/organisaties" personText={found.personText} persons={found.persons} />}
      <FindOrganisation view={view} found={found} />
      <NewOrganisationForm view={view} form={shown.form} errors={shown.errors} />
    </div>
  </Page>
);

const FindOrganisation = ({ view: { t }, found }: { view: View; found: Found }): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="zoek-organisatie">
    <h2 class="ds-heading" data-size="xs" id="zoek-organisatie">
      {t.agent.search}
    </h2>
    <form method="get" action="/kcc/organisaties" class="oz-row" data-end>
      <div class="oz-grow">
        <Input name="zoek" type="search" label={t.agent.searchBy} value={found.text} autocomplete="off" />
      </div>
      <button class="ds-button" type="submit">
        {t.agent.find}
      </button>
    </form>
    {found.text !== '' && found.organisations.length === 0 && <p>{t.agent.none}</p>}
    <ul class="ds-list">
      {found.organisations.map(({ id, name, kind, municipality, representatives }) => (
        <li key={id}>
          <a href={`${link('/kcc/organisaties', { organisatie: id })}#vertegenwoordiger`}>{name}</a>{' '}
          <span class="oz-muted">({[t.bookerKinds[kind], municipality, t.agent.representatives(representatives)].filter(Boolean).join(', ')})</span>
        </li>
      ))}
    </ul>
  </section>
);
