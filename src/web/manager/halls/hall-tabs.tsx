import type { JSX } from 'preact';
import { Back } from '../../shared/back.tsx';
import { link, type View } from '../../view.ts';

export type HallTab = 'data' | 'hours' | 'venue' | 'rules' | 'terms';

const PATHS: Record<HallTab, string> = { data: '', hours: '/openingsuren', venue: '/gebouw', rules: '/reglement', terms: '/annulatie' };

export const hallPath = (slug: string, tab: HallTab): string => `/beheer/zalen/${slug}${PATHS[tab]}`;

/** The pages about one hall, and the way back to all of them. */
export const HallTabs = ({ view: { t }, slug, name, current }: { view: View; slug: string; name: string; current: HallTab }): JSX.Element => (
  <div class="oz-stack" data-gap="sm">
    <Back href="/beheer/zalen">{t.hallData.title}</Back>
    <nav class="oz-tabs oz-tabs-wrap" aria-label={t.hallData.menu(name)}>
      {(Object.keys(PATHS) as HallTab[]).map((tab) => (
        <a key={tab} href={hallPath(slug, tab)} aria-current={tab === current ? 'page' : undefined}>
          {t.hallData.tabs[tab]}
        </a>
      ))}
      <a href={link('/beheer/sluitingen/nieuw', { zaal: slug })}>{t.closures.make}</a>
      <a href={`/zalen/${slug}`}>{t.hallData.tabs.visitor}</a>
    </nav>
  </div>
);
