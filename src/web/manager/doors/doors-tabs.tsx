import type { JSX } from 'preact';
import { hasOneOf, VENUE_MANAGERS } from '../../../kernel/actor.ts';
import type { View } from '../../view.ts';

/** The pages about doors: one address each. */
const PAGES = { alarms: '/beheer/alarmen', locks: '/beheer/sloten', watch: '/beheer/wacht', commissioning: '/beheer/nieuw-slot' } as const;
export type DoorsTab = keyof typeof PAGES;

export const DoorsTabs = ({ view: { t, actor }, current }: { view: View; current: DoorsTab }): JSX.Element => (
  <nav class="oz-tabs oz-tabs-wrap" aria-label={t.manage.pages.doors}>
    {(Object.keys(PAGES) as DoorsTab[]).filter((tab) => tab !== 'commissioning' || hasOneOf(actor, VENUE_MANAGERS)).map((tab) => (
      <a key={tab} href={PAGES[tab]} aria-current={tab === current ? 'page' : undefined}>
        {tab === 'commissioning' ? t.commissioning.tab : tab === 'locks' ? t.locks.tab : t.alarms.tabs[tab]}
      </a>
    ))}
  </nav>
);
