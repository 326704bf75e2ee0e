import type { JSX } from 'preact';
import { formatDate } from '../../contract/texts/format.ts';
import type { RoleHeld } from '../../identity/role.ts';
import { say, type View } from '../view.ts';

/** Who has which role: persons in order of their family name, and each one's roles below their name. */
export const RoleList = ({ view, roles }: { view: View; roles: readonly RoleHeld[] }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="rollen" id="wie-heeft-welke-rol" data-live-topics={topicsOf(roles)}>
    <h2 class="ds-heading" data-size="sm" id="rollen">
      {view.t.roles.list}
    </h2>
    <ul class="oz-list oz-plain">
      {byPerson(roles).map(([first, ...others]) => (
        <li key={first.personId} class="oz-stack" data-gap="xs">
          <div>
            <strong>{first.name}</strong>
            {first.email && (
              <>
                {' '}
                <span class="oz-small oz-muted">{first.email}</span>
              </>
            )}
          </div>
          <ul class="oz-plain oz-stack" data-gap="xs">
            {[first, ...others].map((role) => (
              <li key={role.id} class="oz-row" data-spread>
                <RoleLine view={view} role={role} />
                {role.source === 'given' && <Take view={view} role={role} />}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  </section>
);

const placeOf = (view: View, { organisation, venue }: RoleHeld): string => (venue ? say(view, venue.name) : organisation.name);

const RoleLine = ({ view, role }: { view: View; role: RoleHeld }): JSX.Element => {
  const { t, language } = view;
  const facts = [
    t.roles.since(formatDate(role.since, language)),
    role.lastDay && t.roles.until(formatDate(role.lastDay, language)),
    role.source === 'login' ? t.roles.fromLogin : role.givenBy ? t.roles.givenBy(role.givenBy) : t.roles.fromHere,
  ].filter(Boolean);
  return (
    <div class="oz-grow">
      {t.roles.names[role.role]} {t.roles.at(placeOf(view, role))}
      <br />
      <span class="oz-small oz-muted">{facts.join(', ')}</span>
    </div>
  );
};

const Take = ({ view, role }: { view: View; role: RoleHeld }): JSX.Element => (
  <form method="post" action={`/beheer/rollen/${role.id}/afnemen`}>
    <button class="oz-linkbutton" type="submit">
      {view.t.roles.take}
      <span class="ds-sr-only">
        : {view.t.roles.names[role.role]} {view.t.roles.at(placeOf(view, role))}, {role.name}
      </span>
    </button>
  </form>
);

type OfPerson = [RoleHeld, ...RoleHeld[]];

/** They come in order of name, so that what belongs to one person stands together but for namesakes. */
function byPerson(roles: readonly RoleHeld[]): OfPerson[] {
  const persons = new Map<string, OfPerson>();
  for (const role of roles) {
    const own = persons.get(role.personId);
    if (own) own.push(role);
    else persons.set(role.personId, [role]);
  }
  return [...persons.values()];
}

const topicsOf = (roles: readonly RoleHeld[]): string =>
  [...new Set(roles.flatMap(({ organisation, personId }) => [`organisation:${organisation.id}`, `person:${personId}`]))].join(' ');
