import type { JSX } from 'preact';
import { hasOneOf, hasRole, VENUE_READERS } from '../../kernel/actor.ts';
import { LANGUAGES } from '../../kernel/text.ts';
import { link, type View } from '../view.ts';
import { Mark } from './icons.tsx';
import { LANGUAGE_NAMES } from './language-names.ts';
import type { Section } from './page.tsx';

export function Header({ view, section }: { view: View; section: Section | undefined }): JSX.Element {
  const { t } = view;
  return (
    <header class="oz-header">
      <div class="oz-wrap">
        <a class="oz-brand" href="/">
          <Mark />
          Openzaal <span>{view.city.name}</span>
        </a>
        <nav class="oz-nav" aria-label={t.frame.mainMenu}>
          {entries(view).map(({ name, href, text }) => (
            <a key={name} href={href} aria-current={name === section ? 'page' : undefined}>
              {text}
            </a>
          ))}
        </nav>
        <SignInOrOut view={view} />
        <nav class="oz-languages" aria-label={t.frame.languages}>
          {LANGUAGES.map((language) => (
            <a
              key={language}
              href={link('/taal', { kies: language, terug: view.here })}
              lang={language}
              hreflang={language}
              aria-current={language === view.language ? 'true' : undefined}
            >
              {language.toUpperCase()}
              <span class="ds-sr-only"> {LANGUAGE_NAMES[language]}</span>
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

function entries({ t, actor }: View): { name: Section; href: string; text: string }[] {
  return [
    { name: 'search', href: '/zalen', text: t.frame.search },
    ...(actor.kind === 'person'
      ? [{ name: 'mine' as const, href: '/reservaties', text: t.frame.mine }]
      : [{ name: 'saved' as const, href: '/bewaard', text: t.frame.saved }]),
    ...(hasOneOf(actor, VENUE_READERS) ? [{ name: 'manage' as const, href: '/beheer', text: t.frame.manage }] : []),
    ...(hasRole(actor, 'agent') ? [{ name: 'agent' as const, href: '/kcc', text: t.frame.agentDesk }] : []),
  ];
}

function SignInOrOut({ view }: { view: View }): JSX.Element {
  if (view.actor.kind !== 'person')
    return (
      <a class="ds-button" data-variant="secondary" data-size="sm" href={link('/aanmelden', { terug: view.here })}>
        {view.t.frame.logIn}
      </a>
    );
  return (
    <form method="post" action="/afmelden" class="oz-row oz-signed-in">
      <span class="oz-small">{view.actor.name}</span>
      <button class="oz-linkbutton oz-small" type="submit">
        {view.t.frame.logOut}
      </button>
    </form>
  );
}

/** For whom the reader acts now, and the way to change it. Shown to whoever has a choice. */
export function Acting({ view: { t, actor, organisations, here } }: { view: View }): JSX.Element | null {
  if (actor.kind !== 'person' || organisations.length === 0) return null;
  return (
    <section class="oz-acting" aria-label={t.frame.actingAs}>
      <div class="oz-wrap">
        <form method="post" action="/handelen-voor">
          <label for="handelen-voor">{t.frame.actingAs}</label>
          <select id="handelen-voor" name="organisatie">
            <option value="" selected={!actor.organisation}>
              {t.frame.yourself}
            </option>
            {organisations.map(({ id, name }) => (
              <option key={id} value={id} selected={actor.organisation?.id === id}>
                {name}
              </option>
            ))}
          </select>
          <input type="hidden" name="terug" value={here} />
          <button class="oz-linkbutton" type="submit">
            {t.frame.change}
          </button>
        </form>
      </div>
    </section>
  );
}
