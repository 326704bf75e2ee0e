import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { personaByKey, personaBySub, type Capacity, type Persona } from '../personas.ts';
import { obviousCapacity, readLoginHint } from './login-hint.ts';
import { capacityPage, homePage, loggedOutPage, NOBODY, personaPage } from './pages.ts';
import { showPage, type CapacityOfGrant } from './provider.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Result = Parameters<Provider['interactionResult']>[2];

const GRANTS_REMEMBERED = 1000;

/** The pages between an application's question and its answer: who are you, and for whom? */
export function interactionRouter(provider: Provider, capacities: CapacityOfGrant): Router {
  const router = new Router();
  const parseForm = bodyParser({ enableTypes: ['form'], formLimit: '10kb' });

  const answer = async (ctx: Context, result: Result): Promise<void> => {
    const next = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    ctx.status = 303;
    ctx.redirect(next);
  };
  const logIn = async (ctx: Context, interaction: Interaction, persona: Persona, capacity: Capacity): Promise<void> => {
    const grantId = await grantEverything(provider, interaction, persona);
    remember(capacities, grantId, capacity);
    await answer(ctx, { login: { accountId: persona.sub }, consent: { grantId } });
    await takeOverSession(provider, interaction, persona);
  };

  router.get('/', (ctx) => showPage(ctx, 200, homePage()));
  router.get('/logged-out', (ctx) => showPage(ctx, 200, loggedOutPage()));

  router.get('/interaction/:uid', async (ctx) => {
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    const asked = ctx.query['persona'];
    if (asked === NOBODY) return showPage(ctx, 200, personaPage(ctx.path));
    const hinted = asked === undefined ? hintedLogin(interaction) : undefined;
    if (hinted?.capacity) return logIn(ctx, interaction, hinted.persona, hinted.capacity);
    const persona = personaByKey(asked) ?? hinted?.persona;
    showPage(ctx, 200, persona ? capacityPage(ctx.path, persona) : personaPage(ctx.path));
  });

  router.post('/interaction/:uid', parseForm, async (ctx) => {
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    const form = readForm(ctx.request.body);
    if (form['cancel']) return answer(ctx, { error: 'access_denied', error_description: 'the person cancelled the login' });
    const persona = personaByKey(form['persona']);
    if (!persona) return showPage(ctx, 400, personaPage(ctx.path));
    const capacity = persona.capacities[Number(form['capacity'] ?? NaN)] ?? obviousCapacity(persona, readLoginHint(interaction.params['login_hint']));
    if (capacity) return logIn(ctx, interaction, persona, capacity);
    ctx.status = 303;
    ctx.redirect(`${ctx.path}?persona=${persona.key}`);
  });
  return router;
}

const readForm = (body: unknown): Record<string, unknown> => (typeof body === 'object' && body !== null ? { ...body } : {});

/** Who the hint means: the person it names or, when it names a capacity only, the person who is already logged in. */
function hintedLogin(interaction: Interaction): { persona: Persona; capacity: Capacity | undefined } | undefined {
  const hint = readLoginHint(interaction.params['login_hint']);
  const current = hint.group === undefined ? undefined : personaBySub(interaction.session?.accountId ?? '');
  const persona = hint.persona ?? current;
  return persona && { persona, capacity: obviousCapacity(persona, hint) };
}

/**
 * When another person logs in, the browser's session passes to them; otherwise the library asks, in English, to log out
 * first. Only after the answer is given: it is taken from nobody but the person to whom the question was put.
 */
async function takeOverSession(provider: Provider, interaction: Interaction, persona: Persona): Promise<void> {
  if (!interaction.session || interaction.session.accountId === persona.sub) return;
  const session = await provider.Session.findByUid(interaction.session.uid);
  if (!session) return;
  session.accountId = persona.sub;
  session.authorizations = {};
  await session.persist();
}

/** ACM/IDM asks for no consent: what an application may know was settled when it was registered. */
function grantEverything(provider: Provider, interaction: Interaction, persona: Persona): Promise<string> {
  const grant = new provider.Grant({ accountId: persona.sub, clientId: String(interaction.params['client_id']) });
  grant.addOIDCScope(String(interaction.params['scope']));
  return grant.save();
}

function remember(capacities: CapacityOfGrant, grantId: string, capacity: Capacity): void {
  capacities.set(grantId, capacity);
  for (const oldest of capacities.keys()) {
    if (capacities.size <= GRANTS_REMEMBERED) return;
    capacities.delete(oldest);
  }
}
