import type { ComponentChildren, JSX } from 'preact';
import { Page } from '../../shared/page.tsx';
import type { City, View } from '../../view.ts';

/** A page that explains something about this service, in the width in which one reads. */
export const AboutPage = ({ view, title, lead, children }: { view: View; title: string; lead: string; children: ComponentChildren }): JSX.Element => (
  <Page view={view} title={title}>
    <article class="oz-wrap oz-narrow oz-stack">
      <h1 class="ds-heading" data-size="lg">
        {title}
      </h1>
      <p class="oz-prose">{lead}</p>
      {children}
    </article>
  </Page>
);

export const Part = ({ title, children }: { title: string; children: ComponentChildren }): JSX.Element => (
  <section class="oz-stack" data-gap="sm">
    <h2 class="ds-heading" data-size="xs">
      {title}
    </h2>
    {children}
  </section>
);

export const Phone = ({ city }: { city: City }): JSX.Element => <a href={`tel:${city.phone.replaceAll(' ', '')}`}>{city.phone}</a>;
export const Mail = ({ address }: { address: string }): JSX.Element => <a href={`mailto:${address}`}>{address}</a>;

/** A text in which `{phone}` and `{email}` are the city's, as links. */
export const Reachable = ({ view: { city }, text }: { view: View; text: string }): JSX.Element => (
  <p class="oz-prose">
    {text.split(/(\{phone\}|\{email\})/).map((part) =>
      part === '{phone}' ? <Phone city={city} /> : part === '{email}' ? <Mail address={city.email} /> : part,
    )}
  </p>
);

export const Items = ({ items }: { items: readonly string[] }): JSX.Element => (
  <ul class="ds-list oz-prose">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);
