import { Refusal } from '../../kernel/refusal.ts';
import { sendPage } from '../render.tsx';
import { Empty } from '../shared/notice.tsx';
import { MinePage } from '../visitor/mine-page.tsx';
import type { Handler } from '../web.ts';

/** `GET /organisaties`: for whom the reader may act. */
export const showOrganisations = (): Handler => async (ctx) => {
  const { view } = ctx.state;
  const { t, actor, organisations } = view;
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  sendPage(
    ctx,
    <MinePage view={view} title={t.organisations.title} current="organisations">
      <div class="oz-wrap oz-narrow oz-stack">
        <div class="oz-stack" data-gap="xs">
          <h1 class="ds-heading" data-size="lg">
            {t.organisations.title}
          </h1>
          <p class="oz-muted">{t.organisations.lead}</p>
        </div>
        {organisations.length === 0 && (
          <Empty icon="people" title={t.organisations.none}>
            <p>
              {t.organisations.noneHint} <a href={`tel:${view.city.phone.replaceAll(' ', '')}`}>{view.city.phone}</a>
            </p>
          </Empty>
        )}
        <ul class="oz-cards oz-plain">
          {organisations.map(({ id, name, kind, role }) => (
            <li key={id}>
              <article class="oz-booking">
                <h2>
                  <a href={`/organisaties/${id}`}>{name}</a>
                </h2>
                <p class="oz-small oz-muted">
                  {t.bookerKinds[kind]}, {t.organisations.roles[role]}
                </p>
              </article>
            </li>
          ))}
        </ul>
      </div>
    </MinePage>,
  );
};
