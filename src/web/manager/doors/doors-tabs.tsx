import type { JSX } from 'preact';
import type { View } from '../../view.ts';

/** The pages about doors: one address each. */
const PAGES = { alarms: '/beheer/alarmen', watch: '/beheer/wacht' } as const;
export type DoorsTab = keyof typeof PAGES;

export const DoorsTabs = ({ view: { t }, current }: { view: View; current: DoorsTab }): JSX.Element => (
  <nav class="oz-tabs oz-tabs-wrap" aria-label={t.manage.pages.doors}>
    {(Object.keys(PAGES) as DoorsTab[]).map((tab) => (
      <a key={tab} href={PAGES[tab]} aria-current={tab === current ? 'page' : undefined}>
        {t.alarms.tabs[tab]}
      </a>
    ))}
  </nav>
);
