import { STAFF_ROLES } from '../../identity/role.ts';
import type { RoleAsk } from '../../identity/give-role.ts';
import type { RolePlace } from '../../identity/list-roles.ts';
import { isId, type OrganisationId, type PersonId, type VenueId } from '../../kernel/ids.ts';
import { isLocalDate, localDate } from '../../kernel/time.ts';
import { fieldOf } from '../form.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';

/** What was typed in the form with which a role is given, as text. */
export interface RoleForm {
  /** What the person was looked up by. */
  search: string;
  person: string;
  role: string;
  place: string;
  lastDay: string;
}

export const readRoleForm = (form: URLSearchParams): RoleForm => ({
  search: fieldOf(form, 'zoek').slice(0, 200),
  person: fieldOf(form, 'persoon'),
  role: fieldOf(form, 'rol'),
  place: fieldOf(form, 'waar'),
  lastDay: fieldOf(form, 'laatste'),
});

/** A place as a form names it: an organisation, or an organisation and one of its venues. */
export const placeValue = (organisationId: OrganisationId, venueId?: VenueId): string => (venueId === undefined ? organisationId : `${organisationId}_${venueId}`);

/** What the form asks for, or everything that is wrong with it. */
export function roleAsk(form: RoleForm, places: readonly RolePlace[], { t, now }: View): RoleAsk | FieldError[] {
  const role = STAFF_ROLES.find((one) => one === form.role);
  const [organisationId, venueId] = form.place.split('_');
  const place = places.find((one) => one.organisationId === organisationId);
  const known = place && (venueId === undefined ? place.whole : place.venues.some(({ id }) => id === venueId));
  const inTime = form.lastDay === '' || (isLocalDate(form.lastDay) && form.lastDay >= localDate(now));
  const errors = [
    ...(isId(form.person) ? [] : [{ name: 'persoon', text: t.roles.choosePerson }]),
    ...(role ? [] : [{ name: 'rol', text: t.roles.chooseRole }]),
    ...(known ? [] : [{ name: 'waar', text: t.roles.choosePlace }]),
    ...(role === 'agent' && known && (!place.city || venueId !== undefined) ? [{ name: 'waar', text: t.roles.agentOnlyCity }] : []),
    ...(inTime ? [] : [{ name: 'laatste', text: t.roles.wrongDay }]),
  ];
  if (errors.length > 0 || !role || !place) return errors;
  return {
    role, personId: form.person as PersonId, organisationId: place.organisationId,
    ...(venueId === undefined ? {} : { venueId: venueId as VenueId }), ...(form.lastDay === '' ? {} : { lastDay: form.lastDay }),
  };
}
