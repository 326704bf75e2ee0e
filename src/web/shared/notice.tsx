import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icons.tsx';

type Tone = 'info' | 'success' | 'warning' | 'danger';

/** Something that the reader should notice. `role="status"` lets a screen reader say it without losing its place. */
export const Notice = ({ tone, title, children }: { tone: Tone; title?: string; children?: ComponentChildren }): JSX.Element => (
  <div class="ds-alert" data-color={tone} role="status">
    {title && (
      <h2 class="ds-heading" data-size="2xs">
        {title}
      </h2>
    )}
    {children}
  </div>
);

/** A place where nothing is yet, with what one can do about it. */
export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }): JSX.Element => (
  <div class="oz-empty oz-stack" data-gap="sm">
    <Icon name={icon} />
    <h2 class="ds-heading" data-size="xs">
      {title}
    </h2>
    {children}
  </div>
);

/** A short fact with its icon. */
export const Tick = ({ icon = 'tick', children }: { icon?: IconName; children: ComponentChildren }): JSX.Element => (
  <li class="oz-tick">
    <Icon name={icon} />
    <span>{children}</span>
  </li>
);
