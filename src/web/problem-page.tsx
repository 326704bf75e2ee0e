import type { components } from '../contract/api.d.ts';
import type { RequestState } from '../contract/request-state.ts';
import { loadAssets } from './assets.ts';
import { pageText } from './render.tsx';
import { ErrorPage } from './shared/error-page.tsx';
import { textsIn } from './texts/texts.ts';
import type { WebServices } from './web.ts';

type Problem = components['schemas']['Problem'];

/** Statuses after which the same request may well succeed. */
const PASSING = new Set([429, 500, 503]);

/** A problem as a page, in the reader's language. It reads nothing: it is also shown when the database is away. */
export function problemPage(services: Pick<WebServices, 'clock' | 'city' | 'assetsFolder'>): (problem: Problem, state: RequestState) => string {
  const assets = loadAssets(services.assetsFolder ?? 'build/assets');
  return ({ status, title, detail, issues = [] }, { language, actor }) => {
    const t = textsIn(language);
    const view = { language, actor, t, now: services.clock(), here: '', organisations: [], city: services.city, assets };
    const said =
      status === 404
        ? { title: t.errors.notFound, sentence: t.errors.notFoundHint }
        : { title, sentence: [detail, ...issues.map((issue) => issue.detail)].filter(Boolean).join(' ') };
    return pageText(<ErrorPage view={view} {...said} retry={PASSING.has(status) ? 'useful' : 'useless'} />);
  };
}
