import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icons.tsx';

/** The way to the page that this one is part of, above its title. */
export const Back = ({ href, children }: { href: string; children: ComponentChildren }): JSX.Element => (
  <p class="oz-crumbs">
    <a href={href}>
      <Icon name="back" />
      {children}
    </a>
  </p>
);
