import { sendPage } from '../../render.tsx';
import type { Handler } from '../../web.ts';
import { AboutPage, Items, Mail, Part, Reachable } from './about-parts.tsx';

/**
 * `GET /toegankelijkheid`: the accessibility statement, with all that the model asks: the standard, how far we are, what is missing, how that was found
 * out, when, how to tell us, and whom to turn to after us. Source: Commission Implementing Decision (EU) 2018/1523, annex; Bestuursdecreet, 7 December 2018.
 */
export const showAccessibility = (): Handler => async (ctx) => {
  const { view } = ctx.state;
  const text = view.t.accessibilityStatement;
  sendPage(
    ctx,
    <AboutPage view={view} title={text.title} lead={text.lead(view.city.name)}>
      {[text.standard, text.status].map(({ title, body }) => (
        <Part key={title} title={title}>
          <p class="oz-prose">{body}</p>
        </Part>
      ))}
      <Part title={text.missing.title}>
        <Items items={text.missing.items} />
      </Part>
      {[text.tested, text.date].map(({ title, body }) => (
        <Part key={title} title={title}>
          <p class="oz-prose">{body}</p>
        </Part>
      ))}
      <Part title={text.feedback.title}>
        <Reachable view={view} text={text.feedback.body} />
      </Part>
      <Part title={text.enforcement.title}>
        <p class="oz-prose">
          {text.enforcement.body(view.city.name)} <Mail address={text.enforcement.mail} />.
        </p>
      </Part>
    </AboutPage>,
  );
};
