import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { gatewayKey, isSigned, openCommand } from '../../lock-gateway/envelope.ts';
import { gatewayFilters, lockTopic, readMessage, type Incoming } from '../../lock-gateway/protocol.ts';
import { schemas } from '../../lock-gateway/schemas.ts';

const page = readFileSync('docs/partners-locks.md', 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(page)![1]!;
const derived = Object.fromEntries([...block('text').matchAll(/^(.*?) {2,}(\S+)$/gm)].map(([, name, value]) => [name!, value!]));
const key = gatewayKey(derived['secret']!);

/** What the page shows on a topic, as a gateway or Openzaal would read it. */
const examples = [...page.matchAll(/`(openzaal\/lock\/v1\/[^`]+)`[^`]*```json\n(.*?)\n```/gs)].map(([, topic, payload]) => ({ topic: topic!, payload: payload! }));
const example = <Kind extends Incoming['kind']>(kind: Kind): Extract<Incoming, { kind: Kind }> => {
  const found = examples.map(({ topic, payload }) => readMessage(topic, Buffer.from(payload))).find((read) => read.ok && read.incoming.kind === kind);
  if (!found?.ok) throw new Error(`the page shows no valid ${kind}`);
  return found.incoming as Extract<Incoming, { kind: Kind }>;
};

describe('docs/partners-locks.md', () => {
  it('shows one message of each kind, and every one is of the profile', () => {
    const kinds = examples.map(({ topic, payload }) => {
      const read = readMessage(topic, Buffer.from(payload));
      expect(read.ok ? read.incoming.message : read.reason, topic).to.deep.equal(JSON.parse(payload));
      return topic.split('/').at(-1);
    });
    expect(kinds).to.have.members(Object.keys(schemas).filter((kind) => kind !== 'command'));
  });

  it('derives the keys that we derive', () => {
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    expect([derived['info "openzaal lock v1 key id"'], derived['info "openzaal lock v1 command"'], derived['info "openzaal lock v1 manifest"']])
      .to.deep.equal([key.id, hex(key.command), hex(key.manifest)]);
  });

  it('opens its command to what it says', async () => {
    expect(await openCommand([key], 'city-centre', example('cmd').message)).to.deep.equal({ ok: true, command: JSON.parse(block('command')) });
  });

  it('signs its manifest over the lines that it shows', () => {
    const { message } = example('manifest');
    expect(isSigned([key], 'city-centre', message)).to.equal(true);
    expect(createHmac('sha256', Buffer.from(derived['info "openzaal lock v1 manifest"']!, 'hex')).update(block('signed')).digest('base64url')).to.equal(message.mac);
  });

  it('tells gateways to subscribe to what they may', () => {
    const told = page.split('\n').filter((line) => line.startsWith('openzaal/lock/v1/NAME/')).map((line) => line.split(' ')[0]!);
    expect(told).to.have.members([...gatewayFilters('NAME'), lockTopic('NAME', '+', 'reported')]);
  });
});
