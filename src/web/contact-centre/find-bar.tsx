import type { JSX } from 'preact';
import { formatShortPeriod } from '../../contract/texts/format.ts';
import type { FoundCallers } from '../../desk/find-callers.ts';
import type { FoundOrganisation } from '../../identity/find-organisations.ts';
import type { FoundPerson } from '../../identity/find-persons.ts';
import { link, say, type View } from '../view.ts';
import { wishParams, type Wish } from './wish.ts';

/** What was typed to find who calls, and who was found. */
export interface Finding {
  text: string;
  found?: FoundCallers;
}

export const FIND_FIELD = 'wie';

interface Props {
  view: View;
  finding: Finding;
  wish: Wish;
}

/** The one field with which every call begins. Without script it is an ordinary form; with it, whoever is meant appears while one types. */
export const FindBar = ({ view, finding, wish }: Props): JSX.Element => (
  <form method="get" action="/kcc" role="search" class="oz-desk-find" data-live-form="gevonden" data-walk>
    {Object.entries(wishParams(wish, view)).flatMap(([name, value]) =>
      [value].flat().map((one) => (one ? <input key={name + one} type="hidden" name={name} value={one} /> : null)),
    )}
    <label class="ds-label" for="wie">
      {view.t.desk.who}
    </label>
    <div class="oz-row" data-nowrap>
      <input
        class="ds-input oz-grow"
        id="wie"
        name={FIND_FIELD}
        type="search"
        value={finding.text}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        data-key="/"
        aria-describedby="wie-uitleg"
        aria-controls="gevonden"
      />
      <button class="ds-button" type="submit">
        {view.t.desk.find}
      </button>
    </div>
    <p class="oz-small oz-muted" id="wie-uitleg">
      {view.t.desk.whoHint}
    </p>
  </form>
);

/** Who was found, by kind. The island replaces this part while one types; each line is a link. */
export function FoundList({ view, finding: { text, found }, wish, calling }: Props & { calling: 'somebody' | 'nobody-yet' }): JSX.Element {
  const { t } = view;
  const kept = wishParams(wish, view);
  const nobody = found && found.persons.length + found.organisations.length + found.bookings.length === 0;
  return (
    <section id="gevonden" class="oz-desk-found" aria-label={t.desk.found} data-for={text} aria-live="polite">
      {nobody && <p class="oz-strong">{t.desk.nobody(text)}</p>}
      {found && found.bookings.length > 0 && (
        <Group title={t.desk.bookings}>
          {found.bookings.map((booking) => (
            <Line key={booking.id} href={link(`/kcc/persoon/${booking.personId}`, { ...kept, reservatie: booking.code })} title={`${booking.code} ${booking.activity}`}>
              {booking.organisation?.name ?? booking.personName}, {say(view, booking.hall.name)}, {formatShortPeriod(booking.period, view.language)}
            </Line>
          ))}
        </Group>
      )}
      {found && found.persons.length > 0 && (
        <Group title={t.desk.persons}>
          {found.persons.map((person) => (
            <PersonLine key={person.id} view={view} person={person} href={link(`/kcc/persoon/${person.id}`, kept)} />
          ))}
        </Group>
      )}
      {found && found.organisations.length > 0 && (
        <Group title={t.desk.organisations}>
          {found.organisations.map((organisation) => (
            <Line key={organisation.id} href={link(`/kcc/organisatie/${organisation.id}`, kept)} title={organisation.name}>
              {factsOf(view, organisation)}
            </Line>
          ))}
        </Group>
      )}
      {(found || calling === 'nobody-yet') && (
        <p class="oz-row">
          <a href={link('/kcc', { ...kept, wie: text, nieuw: 'persoon' })} data-key="n">
            {t.desk.newPerson}
          </a>
          <a href={link('/kcc', { ...kept, wie: text, nieuw: 'organisatie' })}>{t.desk.newOrganisation}</a>
          <a href="/kcc/organisaties">{t.desk.organisations}</a>
        </p>
      )}
    </section>
  );
}

const Group = ({ title, children }: { title: string; children: JSX.Element[] }): JSX.Element => (
  <div>
    <h2 class="oz-desk-kind">{title}</h2>
    <ul class="oz-plain">{children}</ul>
  </div>
);

const Line = ({ href, title, children }: { href: string; title: string; children: unknown }): JSX.Element => (
  <li>
    <a class="oz-desk-line" href={href} data-found>
      <strong>{title}</strong>
      <span class="oz-small oz-muted">{children as JSX.Element}</span>
    </a>
  </li>
);

/** Somebody in one line: a name, how to reach them, and whether they have a login. */
export const PersonLine = ({ view: { t }, person, href }: { view: View; person: FoundPerson; href: string }): JSX.Element => (
  <Line href={href} title={`${person.givenName} ${person.familyName}`}>
    {[person.phone, person.email, person.hasLoggedIn ? t.desk.hasLogin : t.desk.noLogin].filter(Boolean).join(', ')}
  </Line>
);

const factsOf = ({ t }: View, { kind, kbo, vCode, municipality, representatives }: FoundOrganisation): string =>
  [t.bookerKinds[kind], kbo ?? vCode, municipality, t.agent.representatives(representatives)].filter(Boolean).join(', ');
