import type { Operations } from '../contract/operation.ts';
import type { PersonId } from '../kernel/ids.ts';
import { transact, type Transaction } from '../platform/db.ts';
import { createPerson } from './create-person.ts';
import { mergeCallers } from './merge-persons.ts';
import { agent } from './policies.ts';
import { readPerson } from './read-person.ts';
import { updatePerson } from './update-person.ts';
import { findPerson, type Person } from './views.ts';
import { Refusal } from '../kernel/refusal.ts';

/** Callers as agents enter, read and correct them. */
export const personOperations = {
  createPerson: {
    policy: agent,
    handle: ({ body, actor, now, origin, ...call }) => call.transact(async (tx) => {
      const id = await createPerson(tx, body, actor, now);
      const answer = present(await known(tx, id));
      return { ...answer, headers: { ...answer.headers, Location: `${origin}/v1/persons/${id}` } };
    }),
  },
  getPerson: {
    policy: agent,
    async handle({ db, params, actor }) {
      return present(await transact(db, (tx) => readPerson(tx, params.personId as PersonId, actor)));
    },
  },
  updatePerson: {
    policy: agent,
    handle: ({ params, body, expectedVersion, actor, ...call }) => call.transact(async (tx) => {
      await updatePerson(tx, params.personId as PersonId, { ...body, expectedVersion }, actor);
      return present(await known(tx, params.personId as PersonId));
    }),
  },
  mergePersons: {
    policy: agent,
    handle: ({ params, body, actor, now, ...call }) => call.transact(async (tx) => {
      await mergeCallers(tx, { from: body.from as PersonId, into: params.personId as PersonId, reason: body.reason }, actor, now);
      return present(await known(tx, params.personId as PersonId));
    }),
  },
} satisfies Operations;

async function known(tx: Transaction, id: PersonId): Promise<Person> {
  const person = await findPerson(tx, id);
  if (!person) throw new Refusal('not-found');
  return person;
}

const present = (person: Person) => ({ body: person, headers: { ETag: `"${person.version}"` } });
