import type { Call, Operations } from '../contract/operation.ts';
import { fromCursor, nextPage, toCursor } from '../contract/paging.ts';
import type { SignedIn } from '../kernel/actor.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { isId, type OrganisationId, type PersonId, type VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { transact } from '../platform/db.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { loadActor } from './actor.ts';
import { confirmRepresentative, personWithEmail } from './confirm-representative.ts';
import { createOrganisation } from './create-organisation.ts';
import { inviteMember } from './invite-member.ts';
import { listMembers, memberOf, type Member, type MemberPosition } from './list-members.ts';
import { giveRole } from './give-role.ts';
import { isRolePosition, listRoles, roleHeld } from './list-roles.ts';
import { administrator, agent, signedIn } from './policies.ts';
import type { RoleHeld, StaffRoleId } from './role.ts';
import { takeRole } from './take-role.ts';
import { readOrganisation } from './read-organisation.ts';
import { removeMember } from './remove-member.ts';
import { actFor } from './switch-organisation.ts';
import { findOrganisation, myOrganisations } from './views.ts';

export const identityOperations = {
  getMe: {
    policy: signedIn,
    async handle({ db, actor }) {
      return { body: await presentMe(db, mustBePerson(actor)) };
    },
  },
  actFor: {
    policy: signedIn,
    handle: (call) => call.transact(async (tx) => {
      const { token } = await actFor(tx, call.session ?? '', call.body.organisationId as OrganisationId | null, call.now);
      const loaded = await loadActor(tx, token, call.now);
      return { body: await presentMe(tx, mustBePerson(loaded?.actor)), session: token };
    }),
  },
  createOrganisation: {
    policy: agent,
    handle: (call) => call.transact(async (tx) => {
      const id = await createOrganisation(tx, call.body, call.actor, call.now);
      return { body: await mustFind(tx, id), headers: { Location: `${call.origin}/v1/organisations/${id}` } };
    }),
  },
  getOrganisation: {
    policy: signedIn,
    async handle({ db, params, actor }) {
      return { body: await transact(db, (tx) => readOrganisation(tx, params.organisationId as OrganisationId, actor)) };
    },
  },
  confirmRepresentative: {
    policy: agent,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      const organisationId = params.organisationId as OrganisationId;
      const personId = await personWithEmail(tx, body.email);
      if (personId === undefined) throw new Refusal('not-found');
      await confirmRepresentative(tx, { organisationId, personId }, actor, now);
      return { body: presentMember(await memberOf(tx, organisationId, personId)) };
    }),
  },
  listMembers: {
    policy: signedIn,
    async handle({ db, params, query, actor, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isPosition);
      const ask = { organisationId: params.organisationId as OrganisationId, limit: query.limit, ...(after ? { after } : {}) };
      const page = await transact(db, (tx) => listMembers(tx, ask, actor));
      return { body: { items: page.items.map(presentMember), self: url, next: nextPage(url, page.next && toCursor({ ...page.next })) } };
    },
  },
  removeMember: {
    policy: signedIn,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await removeMember(tx, { organisationId: params.organisationId as OrganisationId, personId: params.personId as PersonId }, actor, now);
      return {};
    }),
  },
  inviteMember: {
    policy: signedIn,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      const invitation = await inviteMember(tx, { ...body, organisationId: params.organisationId as OrganisationId }, actor, now);
      return { body: { ...invitation, createdAt: invitation.createdAt.toISOString(), expiresAt: invitation.expiresAt.toISOString() } };
    }),
  },
  acceptInvitation: {
    policy: signedIn,
    handle: ({ body, actor, now, ...call }) => call.transact(async (tx) =>
      ({ body: await mustFind(tx, await acceptInvitation(tx, body.token, actor, now)) })),
  },
  listRoles: {
    policy: administrator,
    async handle({ db, query, actor, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isRolePosition);
      const page = await transact(db, (tx) => listRoles(tx, { limit: query.limit, ...(after ? { after } : {}) }, actor));
      return { body: { items: page.items.map(presentRole), self: url, next: nextPage(url, page.next && toCursor(page.next)) } };
    },
  },
  giveRole: {
    policy: administrator,
    handle: ({ body: { email, ...body }, actor, now, ...call }) => call.transact(async (tx) => {
      const personId = await personWithEmail(tx, email);
      if (personId === undefined) throw invalid(fault('body/email', 'unknown-value'));
      const id = await giveRole(tx, {
        ...body, personId, organisationId: body.organisationId as OrganisationId, venueId: body.venueId as VenueId | undefined,
      }, actor, now);
      return { body: presentRole(await roleHeld(tx, id, actor)) };
    }),
  },
  takeRole: {
    policy: administrator,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      await takeRole(tx, params.roleId as StaffRoleId, actor, now);
      return {};
    }),
  },
} satisfies Operations;

const presentRole = (role: RoleHeld) => ({ ...role, since: role.since.toISOString() });

function mustBePerson(actor: Call['actor'] | undefined): SignedIn {
  if (actor?.kind !== 'person') throw new Refusal('not-signed-in');
  return actor;
}

async function mustFind(tx: Transaction, id: OrganisationId) {
  const organisation = await findOrganisation(tx, id);
  if (!organisation) throw new Refusal('not-found');
  return organisation;
}

async function presentMe(db: Database | Transaction, actor: SignedIn) {
  const organisations = (await myOrganisations(db, actor.personId)).map(({ id, name, kind, role }) => ({ id, name, kind, role }));
  return {
    personId: actor.personId, name: actor.name, bookerKind: actor.bookerKind, roles: actor.roles, organisations,
    actingFor: organisations.find(({ id }) => id === actor.organisation?.id),
  };
}

const presentMember = (member: Member) => ({ ...member, since: member.since.toISOString() });

const isPosition = (value: unknown): value is MemberPosition =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
  && 'personId' in value && typeof value.personId === 'string' && isId(value.personId)
  && 'role' in value && (value.role === 'representative' || value.role === 'member');
