import { expect } from 'chai';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { LANGUAGES } from '../../src/kernel/text.ts';
import type { ContractOperation } from '../../src/contract/document.ts';
import { requestReader } from '../../src/contract/request.ts';
import { compiler, type Compiler } from '../../src/contract/validator.ts';
import { problemOf } from '../../src/http/problems.ts';
import { newId } from '../../src/kernel/ids.ts';
import { useDatabase } from '../support/database.ts';
import { oddBodies, ODDITIES } from './oddities.ts';
import { asking, inDays, newKey, useWholeServer } from './whole-server.ts';

interface Ask {
  operation: ContractOperation;
  path: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
}

describe('whatever one writes in a field', () => {
  const whole = useWholeServer(useDatabase());
  const { free, book, people } = whole;

  function asksOf(operation: ContractOperation, path: Record<string, string>): Ask[] {
    const named = (place: string): string[] => operation.parameters.filter((one) => one.in === place).map(({ name }) => name);
    const bodies = operation.body ? oddBodies(asking(free, inDays(50)), whole.contract.schemas, operation.body) : [undefined];
    const ask = { operation, path, query: {}, body: bodies[0] };
    return [
      ...bodies.map((body) => ({ ...ask, body })),
      ...named('query').flatMap((name) => ODDITIES.map((odd) => ({ ...ask, query: { [name]: odd } }))),
      ...named('path').flatMap((name) => ODDITIES.map((odd) => ({ ...ask, path: { ...path, [name]: odd } }))),
    ];
  }

  async function send({ operation, path, query, body }: Ask): Promise<string | undefined> {
    const address = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name]!));
    const who = address.includes('organisations') ? people.agent : address.includes('closures') ? people.manager : people.resident;
    const method = operation.method.toUpperCase();
    const { status, text } = await who(method, `${address}?${String(new URLSearchParams(query))}`, body, { ...newKey(), 'If-Match': '"1"' });
    return status < 500 ? undefined : `${method} ${address} ${JSON.stringify(query)} ${JSON.stringify(body)}: ${text}`;
  }

  it('is met with an answer that names the field, or gets through without an error of ours', async function () {
    this.timeout(60_000);
    const code = String((await book(free, inDays(40))).body['code']);
    const path = { hallId: free.slug, bookingId: code, organisationId: free.venue.organisationId, personId: newId(), closureId: newId() };
    const compile = compiler(whole.contract);
    const asks = whole.contract.operations.flatMap((operation) => asksOf(operation, path).filter(getsThrough(operation, compile)));
    const failures: (string | undefined)[] = [];
    const sendNext = async (): Promise<void> => {
      for (let ask = asks.pop(); ask; ask = asks.pop()) failures.push(await send(ask));
    };
    expect(asks.length).to.be.greaterThan(300);
    await Promise.all(Array.from({ length: 8 }, sendNext));
    expect(failures.filter(Boolean)).to.deep.equal([]);
  });
});

/** False for what the contract itself refuses, once that was said with a field in every language. */
function getsThrough(operation: ContractOperation, compile: Compiler): (ask: Ask) => boolean {
  const read = requestReader(operation, compile);
  const names = new Set(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name));
  return ({ path, query, body }) => {
    try {
      read({ path: Object.fromEntries(Object.entries(path).filter(([name]) => names.has(name))), query, body, header: (name) => (name === 'If-Match' ? '"1"' : 'a-key-of-mine') });
      return true;
    } catch (thrown) {
      if (!isRefusal(thrown, 'invalid-request')) throw thrown;
      for (const language of LANGUAGES) {
        const { issues = [] } = problemOf(thrown, language);
        expect(issues.every(({ field = '', detail }) => /^(path|query|body|header)/.test(field) && detail !== ''), JSON.stringify({ issues, query, body })).to.equal(true);
      }
      return false;
    }
  };
}
