import { sendPage } from '../render.tsx';
import { Page } from '../shared/page.tsx';
import type { Handler } from '../web.ts';

/** `GET /toegankelijkheid`: the accessibility statement (Flemish decree of 7 December 2018, directive (EU) 2016/2102). */
export const showAccessibility = (): Handler => async (ctx) => {
  const { view } = ctx.state;
  const text = view.t.accessibilityStatement;
  sendPage(
    ctx,
    <Page view={view} title={text.title}>
      <article class="oz-wrap oz-narrow oz-stack">
        <h1 class="ds-heading" data-size="lg">
          {text.title}
        </h1>
        {text.parts.map(({ title, body }) => (
          <section key={title} class="oz-stack" data-gap="sm">
            <h2 class="ds-heading" data-size="xs">
              {title}
            </h2>
            <p class="oz-prose">{body(view.city.name)}</p>
          </section>
        ))}
        <p>
          {text.contact} <a href={`tel:${view.city.phone.replaceAll(' ', '')}`}>{view.city.phone}</a>,{' '}
          <a href={`mailto:${view.city.email}`}>{view.city.email}</a>.
        </p>
      </article>
    </Page>,
  );
};
