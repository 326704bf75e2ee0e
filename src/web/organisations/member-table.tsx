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
export const MemberTable = ({ view, organisationId, members, may }: Props): JSX.Element => {
  const { t, language, actor } = view;
  const self = actor.kind === 'person' ? actor.personId : '';
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="leden">
      <h2 class="ds-heading" data-size="sm" id="leden">{t.organisations.members}</h2>
      <table class="oz-table">
        <caption class="ds-sr-only">{t.organisations.members}</caption>
        <thead><tr><th scope="col">{t.organisations.name}</th><th scope="col">{t.organisations.role}</th><th scope="col"><span class="ds-sr-only">{t.organisations.remove}</span></th></tr></thead>
        <tbody>
          {members.map(({ personId, name, email, role, since }) => (
            <tr key={personId}>
              <th scope="row">{name}{personId === self && ` (${t.organisations.you})`}{email && <><br /><span class="oz-small oz-muted">{email}</span></>}</th>
              <td>{t.organisations.roles[role]}<br /><span class="oz-small oz-muted">{t.organisations.since} {formatDate(new Date(since), language)}</span></td>
              <td data-amount>
                {(may === 'remove' || personId === self) && (
                  <form method="post" action={`/organisaties/${organisationId}/leden/${personId}/verwijderen`}>
                    <button class="oz-linkbutton" type="submit" aria-label={personId === self ? t.organisations.leave : t.organisations.removeOf(name)}>{personId === self ? t.organisations.leave : t.organisations.remove}</button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
