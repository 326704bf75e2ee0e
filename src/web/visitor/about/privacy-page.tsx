import type { JSX } from 'preact';
import { sendPage } from '../../render.tsx';
import type { Handler } from '../../web.ts';
import { AboutPage, Items, Part, Reachable } from './about-parts.tsx';

/** `GET /privacy`: what we keep of somebody, why, how long, who sees it, the cookies and the rights (GDPR, articles 12 to 14). */
export const showPrivacy = (): Handler => async (ctx) => {
  const { view } = ctx.state;
  const text = view.t.privacyStatement;
  sendPage(
    ctx,
    <AboutPage view={view} title={text.title} lead={text.lead(view.city.name)}>
      <Part title={text.what.title}>
        <Facts
          caption={text.what.caption}
          columns={[text.what.columns.what, text.what.columns.why, text.what.columns.long]}
          rows={text.what.rows.map(({ what, why, long }) => [what, why, long])}
        />
      </Part>
      <Part title={text.who.title}>
        <Items items={text.who.items} />
        <p>
          <a href="/mijn-gegevens">{text.who.link}</a>
        </p>
      </Part>
      <Part title={text.cookies.title}>
        <p class="oz-prose">{text.cookies.lead}</p>
        <Facts
          caption={text.cookies.caption}
          columns={[text.cookies.columns.name, text.cookies.columns.why, text.cookies.columns.long]}
          rows={text.cookies.rows.map(({ name, why, long }) => [name, why, long])}
        />
      </Part>
      <Part title={text.rights.title}>
        <Reachable view={view} text={text.rights.body} />
      </Part>
      <Part title={text.contact.title}>
        <Reachable view={view} text={text.contact.body(view.city.name)} />
      </Part>
    </AboutPage>,
  );
};

/** A table of three columns; on a narrow screen each row stands as a block. */
const Facts = ({ caption, columns, rows }: { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] }): JSX.Element => (
  <table class="oz-table" data-stacked>
    <caption class="ds-sr-only">{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([first, ...others]) => (
        <tr key={first}>
          <th scope="row">{first}</th>
          {others.map((cell) => (
            <td key={cell}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
