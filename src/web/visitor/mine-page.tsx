import type { ComponentChildren, JSX } from 'preact';
import { Page } from '../shared/page.tsx';
import type { View } from '../view.ts';

const ADDRESSES = { bookings: '/reservaties', saved: '/bewaard', organisations: '/organisaties', data: '/mijn-gegevens' } as const;
export type MineSection = keyof typeof ADDRESSES;

interface Props {
  view: View;
  title: string;
  current: MineSection;
  children: ComponentChildren;
}

/** A page about the reader's own things, with the others beside it. */
export const MinePage = ({ view, title, current, children }: Props): JSX.Element => {
  const { t } = view;
  const entries = (Object.keys(ADDRESSES) as MineSection[]).map((name) => ({ name, href: ADDRESSES[name], text: t.frame.minePages[name] }));
  return (
    <Page view={view} title={title} section="mine" beside={{ label: t.frame.mine, entries, current }}>
      {children}
    </Page>
  );
};
