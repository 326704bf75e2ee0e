import type { JSX } from 'preact';
import { formatDate } from '../../../contract/texts/format.ts';
import { localDate } from '../../../kernel/time.ts';
import { draftOf, type Regulation, type RegulationVersion } from '../../../pricing/regulation.ts';
import { regulationsOf } from '../../../pricing/regulation-views.ts';
import { sendPage } from '../../render.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';

/** `GET /beheer/tarieven`: the regulations whose tariffs the reader keeps. */
export const showTariffs =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'tariffs');
    sendPage(ctx, <TariffsPage view={view} regulations={await regulationsOf(db, view.actor)} />);
    ctx.set('Cache-Control', 'no-store');
  };

const TariffsPage = ({ view, regulations }: { view: View; regulations: readonly Regulation[] }): JSX.Element => {
  const { t } = view;
  return (
    <ManagerPage view={view} title={t.tariffs.title} current="tariffs">
      <p class="oz-muted">{t.tariffs.lead}</p>
      {regulations.length === 0 && <p>{t.tariffs.none}</p>}
      <ul class="oz-plain oz-stack">
        {regulations.map((regulation) => (
          <li key={regulation.id} class="oz-panel oz-stack" data-gap="xs">
            <h2 class="ds-heading" data-size="xs">
              <a class="ds-link" href={`/beheer/tarieven/${regulation.id}`}>
                {say(view, regulation.name)}
              </a>
            </h2>
            <p>
              {t.tariffs.halls(regulation.halls.length)}
              {currentOf(regulation, localDate(view.now)) && `, ${said(view, currentOf(regulation, localDate(view.now))!)}`}
            </p>
            {draftOf(regulation) && <p class="oz-hint">{t.tariffs.draftThere}</p>}
          </li>
        ))}
      </ul>
    </ManagerPage>
  );
};

/** The published version whose day has come last. */
export const currentOf = ({ versions }: Regulation, today: string): RegulationVersion | undefined =>
  versions.filter(({ publishedAt, validFrom }) => publishedAt && validFrom <= today).toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || b.number - a.number)[0];

/** `versie 2, geldt vanaf 1 januari 2027`. */
export const said = ({ t, language }: View, { number, validFrom }: RegulationVersion): string =>
  `${t.tariffs.version(number).toLowerCase()}, ${t.tariffs.from(formatDate(validFrom, language))}`;
