import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { limits, ROOT } from '../../lock-gateway/protocol.ts';
import { schemas } from '../../lock-gateway/schemas.ts';

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

  it('documents exactly the messages that the gateway checks', () => {
    expect(document.components.schemas).to.deep.equal(JSON.parse(JSON.stringify(schemas)));
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
