import type { ComponentChildren, JSX } from 'preact';
import { formatNumber } from '../../../contract/texts/format.ts';
import type { OwnRole, Profile } from '../../../identity/views.ts';
import type { DataCounts } from '../../../privacy/my-data.ts';
import { say, type View } from '../../view.ts';

const Part = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }): JSX.Element => (
  <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby={id}>
    <h2 class="ds-heading" data-size="xs" id={id}>
      {title}
    </h2>
    {children}
  </section>
);

export const Known = ({ view: { t }, profile }: { view: View; profile: Profile }): JSX.Element => (
  <Part id="wie-u-bent" title={t.myData.profile}>
    <dl class="oz-terms">
      <dt>{t.myData.name}</dt>
      <dd>
        {profile.givenName} {profile.familyName}
      </dd>
      <dt>{t.myData.email}</dt>
      <dd>{profile.email ?? t.myData.unknown}</dd>
      <dt>{t.myData.phone}</dt>
      <dd>{profile.phone ?? t.myData.unknown}</dd>
    </dl>
    <p class="oz-small oz-muted">{t.myData.fromProfile}</p>
  </Part>
);

export const Also = ({ view, counts, roles }: { view: View; counts: DataCounts; roles: readonly OwnRole[] }): JSX.Element => {
  const { t, language } = view;
  return (
    <Part id="wat-nog" title={t.myData.also}>
      <ul class="ds-list">
        <li>
          <a href="/reservaties">{t.myData.bookings(formatNumber(counts.bookings, language))}</a>
        </li>
        <li>
          <a href="/organisaties">{t.myData.organisations(formatNumber(counts.organisations, language))}</a>
        </li>
        {roles.map((role) => (
          <li key={role.id}>{t.myData.roleAt(t.roles.names[role.role], role.venue ? say(view, role.venue) : role.organisation)}</li>
        ))}
      </ul>
      <p class="oz-small oz-muted">{t.myData.language}</p>
    </Part>
  );
};

export const Take = ({ view: { t } }: { view: View }): JSX.Element => (
  <Part id="meenemen" title={t.myData.take}>
    <p>{t.myData.downloadHint}</p>
    <p>
      <a class="ds-button" data-variant="secondary" href="/mijn-gegevens/download" download>
        {t.myData.download}
      </a>
    </p>
    <p>
      <a href="/privacy">{t.myData.privacy}</a>
    </p>
  </Part>
);

export const Sessions = ({ view: { t, language }, sessions }: { view: View; sessions: number }): JSX.Element => (
  <Part id="aangemeld" title={t.myData.sessions}>
    <p>{t.myData.sessionsText(formatNumber(sessions, language))}</p>
    <p class="oz-small oz-muted">{t.myData.sessionsHint}</p>
    <form method="post" action="/mijn-gegevens/overal-afmelden">
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.myData.logOutEverywhere}
      </button>
    </form>
  </Part>
);
