import { randomUUID } from 'node:crypto';
import type { components } from '../../src/contract/api.d.ts';
import { personaByKey } from '../personas.ts';
import { openBrowser, type Browser, type Page } from './browser.ts';

export type Schemas = components['schemas'];
type Problem = Schemas['Problem'];

/** Somebody who uses the site: through the pages to log in and to pay, through the API for the rest. */
export interface Visitor {
  readonly name: string;
  readonly browser: Browser;
  get<Body>(path: string): Promise<Body>;
  /** The version of what is there now, for `If-Match`. */
  etagOf(path: string): Promise<string>;
  post<Body>(path: string, body: object | undefined, headers?: Readonly<Record<string, string>>): Promise<Body>;
}

/** An answer of the API that says why not. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.type}: ${[problem.title, ...(problem.issues ?? []).map(({ detail }) => detail)].join(' ')}`);
    this.status = status;
    this.problem = problem;
  }
}

export const newKey = (): Record<string, string> => ({ 'Idempotency-Key': randomUUID() });

/** Somebody at the site who is not logged in. */
export function newVisitor(site: string, name: string): Visitor {
  const browser = openBrowser();
  const call = async (path: string, request: RequestInit = {}): Promise<{ body: unknown; etag: string }> => {
    const headers = { Accept: 'application/json', 'Accept-Language': 'en', ...Object.fromEntries(new Headers(request.headers)) };
    const answer = await browser.send(new URL(path, site).href, { ...request, headers });
    const body: unknown = (answer.headers.get('Content-Type') ?? '').includes('json') ? await answer.json() : await answer.text();
    if (!answer.ok) throw refusedBy(answer.status, body);
    return { body, etag: answer.headers.get('ETag') ?? '' };
  };
  return {
    name, browser,
    get: async <Body>(path: string) => (await call(path)).body as Body,
    etagOf: async (path) => (await call(path)).etag,
    post: async <Body>(path: string, body: object | undefined, headers = {}) => (await call(path, {
      method: 'POST',
      headers: { Origin: site, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })).body as Body,
  };
}

const refusedBy = (status: number, body: unknown): Error =>
  typeof body === 'object' && body !== null && 'type' in body ? new Refused(status, body as Problem) : new Error(`the answer was ${status}: ${String(body).slice(0, 200)}`);

/**
 * Logs in through the pages of the identity provider, as somebody with a mouse would: choose a person and, where there is a choice,
 * for whom they act.
 * @param actingFor the name of an organisation; absent: for themselves
 */
export async function logIn(site: string, key: string, actingFor?: string): Promise<Visitor> {
  const persona = personaByKey(key);
  if (!persona) throw new Error(`there is no persona ${key}`);
  const visitor = newVisitor(site, persona.givenName);
  const question = await visitor.browser.open(`${site}/aanmelden?terug=/`);
  let page = await visitor.browser.submit(formOf(question), { persona: key });
  if (page.html.includes('name="capacity"')) page = await visitor.browser.submit(formOf(page), { persona: key, capacity: capacityOf(page, actingFor) });
  if (!page.url.startsWith(site) || page.status !== 200) throw new Error(`logging in ended at ${page.url} with status ${page.status}`);
  const me = await visitor.get<Schemas['Me']>('/v1/me');
  if (actingFor !== undefined && me.actingFor?.name !== actingFor) throw new Error(`${persona.givenName} acts for ${me.actingFor?.name ?? 'themselves'}, not for ${actingFor}`);
  return visitor;
}

/** Where the first form of a page goes. */
function formOf({ url, html, status }: Page): string {
  const action = /<form method="post"(?: action="([^"]*)")?/.exec(html);
  if (!action) throw new Error(`there is no form at ${url} (status ${status})`);
  return new URL(action[1] || url, url).href;
}

/** The value of the button that names the organisation, or of the one for oneself. */
function capacityOf({ html }: Page, actingFor = 'Voor mezelf'): string {
  const buttons = [...html.matchAll(/<button name="capacity" value="(\d+)">([^<]*)/g)];
  const button = buttons.find(([, , label]) => label?.trim() === actingFor);
  if (!button?.[1]) throw new Error(`there is no button "${actingFor}"`);
  return button[1];
}
