import { Parser } from '@asyncapi/parser';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { limits, ROOT } from '../../lock-gateway/protocol.ts';
import { schemas } from '../../lock-gateway/schemas.ts';
import { withSchemas } from '../../lock-gateway/write-asyncapi.ts';

/** Of a finding: 0 error, 1 warning, 2 and 3 advice. */
const WARNING = 1;

interface Document {
  asyncapi: string;
  channels: Record<string, { address: string; messages: Record<string, unknown> }>;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { schemas: Record<string, unknown> };
}

describe('asyncapi.yaml', () => {
  let document: Document;
  before(async () => {
    document = parse(await readFile('asyncapi.yaml', 'utf8')) as Document;
  });

  it('is a valid AsyncAPI document by the official parser, with nothing to warn of', async function () {
    this.timeout(60_000);
    const findings = await new Parser().validate(await readFile('asyncapi.yaml', 'utf8'));
    expect(findings.filter(({ severity }) => Number(severity) <= WARNING).map(({ message, path }) => `${path.join('.')}: ${message}`)).to.deep.equal([]);
    const broken = (await readFile('asyncapi.yaml', 'utf8')).replace('action: receive', 'action: reply').replace('#/components/messages/ack', '#/components/messages/nack');
    const faults = (await new Parser().validate(broken)).filter(({ severity }) => Number(severity) <= WARNING);
    expect(faults.length, 'the check itself must find what is wrong').to.be.at.least(2);
  });

  it('documents exactly the messages that the gateway checks: npm run asyncapi writes them there', async () => {
    expect(document.components.schemas).to.deep.equal(JSON.parse(JSON.stringify(schemas)));
    const text = await readFile('asyncapi.yaml', 'utf8');
    expect(withSchemas(text)).to.equal(text);
  });

  it('has a channel and an operation for every topic of the profile', () => {
    expect(Object.keys(document.channels).toSorted()).to.deep.equal(Object.keys(limits.bytes).toSorted());
    for (const [kind, { address }] of Object.entries(document.channels)) {
      expect(address).to.equal(kind === 'status' ? `${ROOT}/{gateway}/status` : `${ROOT}/{gateway}/locks/{lock}/${kind}`);
    }
    const actions = Object.values(document.operations).map(({ action, channel }) => [channel.$ref.split('/').at(-1), action]);
    expect(Object.fromEntries(actions)).to.deep.equal({ status: 'send', info: 'send', reported: 'send', manifest: 'receive', cmd: 'receive', ack: 'send', event: 'send' });
  });

  it('refers only to what it defines', () => {
    const lookUp = (reference: string): unknown =>
      reference.slice(2).split('/').reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], document);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    expect(references.length).to.be.greaterThan(20);
    for (const reference of references) expect(lookUp(reference), reference).not.to.equal(undefined);
  });
});
