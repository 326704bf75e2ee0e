import type { ComponentChildren, JSX } from 'preact';
import type { View } from '../view.ts';
import { Footer } from './footer.tsx';
import { Acting, Header } from './header.tsx';

export type Section = 'search' | 'saved' | 'mine' | 'manage' | 'agent';

export interface SubMenu {
  label: string;
  entries: readonly { name: string; href: string; text: string }[];
  current: string;
}

interface PageProps {
  view: View;
  title: string;
  /** Which entry of the main menu this page belongs to. */
  section?: Section;
  /** The pages beside this one, below the main menu. */
  beside?: SubMenu;
  children: ComponentChildren;
}

/** A whole page: what it says depends on its reader's language, nothing on script. */
export function Page({ view, title, section, beside, children }: PageProps): JSX.Element {
  const name = `Openzaal ${view.city.name}`;
  return (
    <html lang={view.language} data-color-scheme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === name ? name : `${title} – ${name}`}</title>
        <meta name="theme-color" content="#0b5850" />
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={view.assets.style} />
        <script type="module" src={view.assets.script} />
      </head>
      <body>
        <a class="ds-skip-link" href="#inhoud">
          {view.t.frame.skip}
        </a>
        <Header view={view} section={section} />
        <Acting view={view} />
        {beside && <Beside menu={beside} />}
        <main id="inhoud" tabIndex={-1}>
          {children}
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}

const Beside = ({ menu: { label, entries, current } }: { menu: SubMenu }): JSX.Element => (
  <nav class="oz-beside oz-noprint" aria-label={label}>
    <div class="oz-wrap">
      {entries.map(({ name, href, text }) => (
        <a key={name} href={href} aria-current={name === current ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </div>
  </nav>
);

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5850"/><g fill="none" stroke="#fff" stroke-linecap="square"><path d="M12 8H8v16h16V8h-3" stroke-width="2.2"/><path d="M12.3 8v9" stroke-width="1.7"/><path d="M12.3 17A8.7 8.7 0 0 0 21 8.3" stroke-width="1.3"/></g></svg>',
)}`;
