import { parseEmail, parsePhone } from '../../identity/contact.ts';
import { findPersons } from '../../identity/find-persons.ts';
import { mergeCallers } from '../../identity/merge-persons.ts';
import { confirmSameness } from '../../identity/prove-sameness.ts';
import type { SignedIn } from '../../kernel/actor.ts';
import { isId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { transact, type Transaction } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import { link } from '../view.ts';
import type { Handler, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { callingPerson, idIn, sendDesk } from './desk-routes.tsx';

/** `POST /kcc/persoon/{id}/samenvoegen`: the same caller was entered twice; everything of the other comes here. */
export const mergeCaller =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const agent = agentOf(view);
    const form = formOf(ctx);
    const into = idIn(ctx) as PersonId;
    const reason = fieldOf(form, 'mergereden').slice(0, 200);
    const wrong = async (mergeError: string): Promise<void> => sendDesk(ctx, services, await callingPerson(services, into, view), { mergeError }, 422);
    if (reason === '') return wrong(view.t.desk.mergeReasonRequired);
    try {
      const merged = await transact(services.db, async (tx) => {
        const from = await onePerson(tx, fieldOf(form, 'andere'), into, agent);
        if (from) await mergeCallers(tx, { from, into, reason }, agent, view.now);
        return from !== undefined;
      });
      if (!merged) return await wrong(view.t.desk.mergeNobody);
      goTo(ctx, link(`/kcc/persoon/${into}`, { gelukt: 'samengevoegd' }));
    } catch (thrown) {
      if (!isRefusal(thrown, 'not-found') && !isRefusal(thrown, 'not-allowed')) throw thrown;
      await wrong(view.t.desk.mergeNobody);
    }
  };

/** The one person known by phone only, other than this one, whom an address, a number or the address of their card names. */
async function onePerson(tx: Transaction, text: string, other: PersonId, agent: SignedIn): Promise<PersonId | undefined> {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? '';
  if (isId(id)) return id as PersonId;
  if (parseEmail(text) === undefined && parsePhone(text) === undefined) return undefined;
  const found = (await findPersons(tx, text, agent)).filter((one) => one.id !== other && !one.hasLoggedIn && (one.email === parseEmail(text) || one.phone === parsePhone(text)));
  return found.length === 1 ? found[0]?.id : undefined;
}

/** `POST /kcc/persoon/{id}/bevestig`: somebody who logged in named a booking of this person; the agent asked, and confirms. */
export const confirmCaller =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const personId = fieldOf(formOf(ctx), 'persoon');
    if (!isId(personId)) throw new Refusal('not-found');
    await transact(db, (tx) => confirmSameness(tx, { personId: personId as PersonId, phonePersonId: idIn(ctx) as PersonId }, agentOf(view), view.now));
    goTo(ctx, link(`/kcc/persoon/${personId}`, { gelukt: 'samengevoegd' }));
  };
