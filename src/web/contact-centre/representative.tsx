import type { JSX } from 'preact';
import type { FoundPerson } from '../../identity/find-persons.ts';
import type { Organisation } from '../../identity/views.ts';
import { Input } from '../shared/fields.tsx';
import type { View } from '../view.ts';

interface Props {
  view: View;
  organisation: Organisation;
  /** The page that this is part of: the caller's card, or the list of organisations. */
  page: string;
  personText: string;
  persons: readonly FoundPerson[];
}

/** Who represents an organisation: somebody who has logged in before is confirmed, anybody else is invited by mail. */
export const Representative = ({ view: { t }, organisation, page, personText, persons }: Props): JSX.Element => {
  const action = `/kcc/organisaties/${organisation.id}/vertegenwoordiger`;
  return (
    <section class="oz-panel oz-stack" data-tinted id="vertegenwoordiger" tabIndex={-1} aria-labelledby="bevestig">
      <div>
        <h2 class="ds-heading" data-size="xs" id="bevestig">
          {organisation.name}: {t.agent.representative}
        </h2>
        <p class="oz-muted">
          {[t.bookerKinds[organisation.kind], organisation.kbo, organisation.vCode, organisation.municipality].filter(Boolean).join(', ')}{' '}
          <a href={`/organisaties/${organisation.id}`}>{t.organisations.members}</a>
        </p>
      </div>
      <form method="get" action={`${page}#vertegenwoordiger`} class="oz-row" data-end>
        <input type="hidden" name="organisatie" value={organisation.id} />
        <div class="oz-grow">
          <Input name="persoon" type="search" label={t.agent.findPerson} value={personText} autocomplete="off" />
        </div>
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.agent.find}
        </button>
      </form>
      {personText !== '' && persons.length === 0 && <p>{t.agent.nobody}</p>}
      <ul class="oz-list oz-plain">
        {persons.map(({ id, givenName, familyName, email, phone, hasLoggedIn }) => (
          <li key={id} class="oz-row" data-spread>
            <span>
              <strong>
                {givenName} {familyName}
              </strong>
              <br />
              <span class="oz-small oz-muted">{[email, phone, hasLoggedIn ? t.agent.hasLoggedIn : t.agent.neverLoggedIn].filter(Boolean).join(', ')}</span>
            </span>
            <form method="post" action={action}>
              <input type="hidden" name="persoon" value={id} />
              <button class="ds-button" data-size="sm" type="submit">
                {t.agent.confirm}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action={action} class="oz-row" data-end noValidate>
        <div class="oz-grow">
          <Input name="email" type="email" label={t.agent.inviteInstead} value="" autocomplete="off" />
        </div>
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.organisations.send}
        </button>
      </form>
    </section>
  );
};
