import type { JSX } from 'preact';
import { formatDate } from '../../contract/texts/format.ts';
import type { Member } from '../../identity/list-members.ts';
import type { View } from '../view.ts';

interface Props {
  view: View;
  organisationId: string;
  members: readonly Member[];
  may: 'read' | 'remove';
}

/** Who may act for an organisation. Everybody may leave by themselves. */
export const MemberList = ({ view, organisationId, members, may }: Props): JSX.Element => {
  const { t, actor } = view;
  const self = actor.kind === 'person' ? actor.personId : '';
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="leden">
      <h2 class="ds-heading" data-size="sm" id="leden">
        {t.organisations.members}
      </h2>
      <ul class="oz-list oz-plain">
        {members.map((member) => (
          <li key={member.personId} class="oz-row" data-spread>
            <MemberLine view={view} member={member} own={member.personId === self} />
            {(may === 'remove' || member.personId === self) && (
              <form method="post" action={`/organisaties/${organisationId}/leden/${member.personId}/verwijderen`}>
                <button class="oz-linkbutton" type="submit">
                  {member.personId === self ? (
                    t.organisations.leave
                  ) : (
                    <>
                      {t.organisations.remove}
                      <span class="ds-sr-only"> {member.name}</span>
                    </>
                  )}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const MemberLine = ({ view: { t, language }, member: { name, email, role, since }, own }: { view: View; member: Member; own: boolean }): JSX.Element => (
  <div>
    <strong>{name}</strong>
    {own && ` (${t.organisations.you})`}
    <br />
    <span class="oz-small oz-muted">
      {t.organisations.roles[role]}, {t.organisations.since} {formatDate(new Date(since), language)}
      {email && (
        <>
          <br />
          {email}
        </>
      )}
    </span>
  </div>
);
