import { keepDraft, readDraft } from '../../../identity/draft.ts';
import { STAY_FIELD } from '../../shared/stay-form.ts';
import type { WebContext, WebServices } from '../../web.ts';
import { INSTEAD_FIELD } from '../alternatives.tsx';
import { LONGEST_REMARKS } from './booking-form.ts';

/** A login takes a visitor back to addresses of at most a thousand characters. */
const LONGEST_QUERY = 850;
/** The field that names what the server keeps because it is too long for an address. */
export const DRAFT_FIELD = 'concept';
/** What only makes sense once: buttons, what was seen and accepted, for whom. */
const ONCE = new Set(['actie', 'bedrag', 'voor', 'akkoord-reglement', 'akkoord-annulatie', 'reglement', 'annulatie', 'leeg', DRAFT_FIELD, INSTEAD_FIELD]);
const IN_ADDRESS: ReadonlySet<string> = new Set(Object.values(STAY_FIELD));
const MOST_FIELDS = 60;

/**
 * The form as an address to come back to, from the login, another organisation, another hall or the calendar. What does not fit in an address
 * stays on the server, in the visitor's session, whole.
 */
export async function keptAddress(ctx: WebContext, { db }: WebServices, path: string, fields: URLSearchParams): Promise<string> {
  const kept = [...fields].filter(([name, value]) => value !== '' && !ONCE.has(name)).slice(0, MOST_FIELDS);
  const query = new URLSearchParams(kept);
  if (query.toString().length <= LONGEST_QUERY) return `${path}?${query}`;
  const rest = kept.filter(([name]) => !IN_ADDRESS.has(name)).map(([name, value]) => [name.slice(0, 60), value.slice(0, LONGEST_REMARKS + 1)] as const);
  const { token, id } = await keepDraft(db, ctx.state.session, Object.fromEntries(rest), ctx.state.view.now);
  if (token !== ctx.state.session) ctx.state.setSession(token);
  const short = kept.filter(([name]) => IN_ADDRESS.has(name)).map(([name, value]) => [name, value.slice(0, 40)]);
  return `${path}?${new URLSearchParams([...short, [DRAFT_FIELD, id]])}`;
}

/** The fields of this address, with what the server kept for it; what the address itself says counts. */
export async function fieldsAsked(ctx: WebContext, { db }: WebServices): Promise<URLSearchParams> {
  const asked = new URLSearchParams(ctx.URL.searchParams);
  const draft = await readDraft(db, ctx.state.session, asked.get(DRAFT_FIELD) ?? '', ctx.state.view.now);
  for (const [name, value] of Object.entries(draft ?? {})) if (!asked.has(name)) asked.set(name, value);
  return asked;
}
