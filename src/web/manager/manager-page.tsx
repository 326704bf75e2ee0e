import type { ComponentChildren, JSX } from 'preact';
import { hasOneOf, hasRole, VENUE_MANAGERS, VENUE_READERS, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Page } from '../shared/page.tsx';
import type { View } from '../view.ts';

/** The pages for whoever works for a venue, in the order in which a day asks for them. */
const PAGES = ['today', 'occupancy', 'requests', 'closures', 'halls', 'doors', 'tariffs', 'feedback', 'messages', 'roles'] as const;
export type ManagerSection = (typeof PAGES)[number];

const ADDRESSES: Readonly<Record<ManagerSection, string>> = {
  today: '/beheer/vandaag',
  occupancy: '/beheer/bezetting',
  requests: '/beheer/aanvragen',
  closures: '/beheer/sluitingen',
  halls: '/beheer/zalen',
  doors: '/beheer/alarmen',
  tariffs: '/beheer/tarieven',
  feedback: '/beheer/feedback',
  messages: '/beheer/berichten',
  roles: '/beheer/rollen',
};

/** Finance and readers look; only managers decide and change, and only administrators give roles. */
const FOR_READERS: ReadonlySet<ManagerSection> = new Set(['today', 'occupancy', 'doors', 'feedback']);

const mayOpen = (actor: Actor, name: ManagerSection): boolean =>
  name === 'roles' ? hasRole(actor, 'administrator') : name === 'tariffs' ? hasOneOf(actor, ['finance', 'administrator']) : FOR_READERS.has(name) || hasOneOf(actor, VENUE_MANAGERS);

/** Lets in whoever may open this page of some venue. Refuses `not-signed-in` and `not-allowed`. */
export function mustOpen(actor: Actor, name: ManagerSection): void {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  if (!hasOneOf(actor, VENUE_READERS) || !mayOpen(actor, name)) throw new Refusal('not-allowed');
}

interface Props {
  view: View;
  title: string;
  current: ManagerSection;
  /** A wide page, such as a timeline, takes the whole window. */
  width?: 'text' | 'window';
  children: ComponentChildren;
}

/** A page of the management of venues: its title, and beside it the other pages that this reader may open. */
export const ManagerPage = ({ view, title, current, width = 'text', children }: Props): JSX.Element => {
  const { t, actor } = view;
  const entries = PAGES.filter((name) => mayOpen(actor, name)).map((name) => ({ name, href: ADDRESSES[name], text: t.manage.pages[name] }));
  return (
    <Page view={view} title={title} section="manage" beside={{ label: t.frame.manage, entries, current }}>
      <div class={width === 'window' ? 'oz-wrap oz-window oz-stack' : 'oz-wrap oz-stack'}>
        <h1 class="ds-heading" data-size="lg">
          {title}
        </h1>
        {children}
      </div>
    </Page>
  );
};
