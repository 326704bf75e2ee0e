import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { gatewayKey, sealCommand, signManifest } from '../../lock-gateway/envelope.ts';
import { lockTopic, readMessage, type Manifest, type SealedCommand } from '../../lock-gateway/protocol.ts';
import { brokersHere } from '../support/broker.ts';
import { healthOf } from './health.ts';
import { hostilePayloads, VALID } from './hostile.ts';
import { eventually, GATEWAY, newPin, pause, putOf, removeOf, startStage, windowOf, type Stage } from './stage.ts';

const DAY_MS = 86_400_000;

/** The broker is the first line; here it is as if somebody had got past it. */
describe('a city that wishes no good', function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async () => {
    stage = await startStage(brokersHere()[0]!, [{ id: 'deur', windows: true }, { id: 'other', windows: true }]);
    await eventually('both locks are online', () => stage.core.reported('deur')?.online === true && stage.core.reported('other')?.online === true);
  });
  after(() => stage?.stop());
  const say = (topic: string, payload: Buffer | object): Promise<unknown> => stage.core.client.publishAsync(topic, Buffer.isBuffer(payload) ? payload : JSON.stringify(payload), { qos: 1 });
  const opens = (lock: string, digits: string): boolean => stage.locks.twin(lock).press(digits).opened;
  const answered = (cmdId: string, how: string): Promise<void> => eventually(`answered ${how}`, () => {
    const last = stage.core.acks(cmdId).at(-1);
    return last?.status === how || last?.error?.code === how;
  });
  const installed = async (lock: string, ref: string, digits: string): Promise<string> => {
    const cmdId = await stage.core.send(lock, putOf(ref, 1, digits, windowOf(-5, 60)));
    await answered(cmdId, 'installed');
    return cmdId;
  };
  /** A command as somebody who listens on the broker has it. */
  const captured = (cmdId: string): SealedCommand => stage.core.raw.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as SealedCommand] : [])).find((one) => one.cmdId === cmdId)!;
  const known = (): number => stage.locks.twin('deur').memory.codes.length + stage.locks.twin('other').memory.codes.length;

  it('has all that is no message of the profile dropped and counted, and no command missed meanwhile', async () => {
    const before = await healthOf(stage.gateway);
    const sent: Record<string, number> = {};
    const count = (reason: string): void => {
      sent[reason] = (sent[reason] ?? 0) + 1;
    };
    for (const kind of ['cmd', 'manifest'] as const) {
      for (const { payload, fate } of hostilePayloads(kind)) {
        await say(lockTopic(GATEWAY, 'deur', kind), payload);
        if (fate === 'taken') count(kind === 'manifest' ? 'forged_manifest' : 'refused');
        else count(fate);
      }
    }
    await say(lockTopic(GATEWAY, 'constructor', 'cmd'), { ...VALID.cmd, lock: 'constructor' });
    count('unknown_lock');
    const digits = newPin();
    await installed('deur', 'meanwhile', digits);
    expect(opens('deur', digits)).to.equal(true);
    const { refused, ...dropped } = sent;
    const after = await healthOf(stage.gateway);
    expect(after.drops).to.deep.equal(dropped);
    expect(after.bootId, 'it is still the same process').to.equal(before.bootId);
    const refusals = stage.core.acks('cmd-1').filter(({ status }) => status === 'rejected');
    expect(refusals, 'a sealed command that nobody can open is answered').to.have.length(refused!);
  });

  it('removes nothing with a manifest that it signed with another key, for another gateway, another lock, or not at all', async () => {
    const digits = newPin();
    await installed('deur', 'stays', digits);
    const [ours, theirs] = [gatewayKey(stage.core.secret), gatewayKey(Buffer.alloc(32, 5).toString('base64'))];
    const empty: Omit<Manifest, 'mac'> = { v: 1, lock: 'deur', rev: Date.now() + 1_000, at: new Date(Date.now() + 1_000).toISOString(), codes: [] };
    const before = (await healthOf(stage.gateway)).drops['forged_manifest'] ?? 0;
    const forged = [signManifest(theirs, GATEWAY, empty), signManifest(ours, 'heverlee', empty), { ...signManifest(ours, GATEWAY, { ...empty, lock: 'other' }), lock: 'deur' }, { ...empty, mac: 'A'.repeat(43) }];
    for (const manifest of forged) await say(lockTopic(GATEWAY, 'deur', 'manifest'), manifest);
    await installed('other', 'afterwards', newPin());
    expect((await healthOf(stage.gateway)).drops['forged_manifest']).to.equal(before + forged.length);
    expect(opens('deur', digits)).to.equal(true);
  });

  it('opens no other door with a command that it saw', async () => {
    const digits = newPin();
    const seen = captured(await installed('deur', 'seen', digits));
    const before = known();
    const dropped = (await healthOf(stage.gateway)).drops['wrong_lock'] ?? 0;
    await say(lockTopic(GATEWAY, 'other', 'cmd'), seen);
    const relabelled = { ...seen, lock: 'other', cmdId: randomUUID() };
    await say(lockTopic(GATEWAY, 'other', 'cmd'), relabelled);
    await answered(relabelled.cmdId, 'decrypt_failed');
    const sameId = { ...seen, lock: 'other' };
    await say(lockTopic(GATEWAY, 'other', 'cmd'), sameId);
    await eventually('refused under its own id too', () => stage.core.acks(seen.cmdId).some(({ lock, error }) => lock === 'other' && error?.code === 'decrypt_failed'));
    expect((await healthOf(stage.gateway)).drops['wrong_lock']).to.equal(dropped + 1);
    expect([opens('other', digits), known()]).to.deep.equal([false, before]);
  });

  it('prolongs no command that it saw: not after a day, and not with another expiry', async () => {
    const cmdId = randomUUID();
    const digits = newPin();
    const yesterday = await sealCommand(gatewayKey(stage.core.secret), { gateway: GATEWAY, lock: 'deur', cmdId, expiresAt: new Date(Date.now() - DAY_MS + 6 * 3_600_000) }, putOf('yesterday', 1, digits, windowOf(-5, 60)));
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), yesterday);
    await answered(cmdId, 'expired');
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), { ...yesterday, expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    await answered(cmdId, 'decrypt_failed');
    const far = await stage.core.send('deur', putOf('far', 1, digits, windowOf(-5, 60)), { expiresAt: new Date(Date.now() + 32 * DAY_MS) });
    await answered(far, 'expired');
    expect(opens('deur', digits)).to.equal(false);
  });

  it('brings back no code that was removed, by saying again what put it there', async () => {
    const digits = newPin();
    const put = captured(await installed('deur', 'removed', digits));
    await answered(await stage.core.send('deur', removeOf('removed', 2)), 'removed');
    const before = stage.core.acks(put.cmdId).length;
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), put);
    await eventually('it is answered', () => stage.core.acks(put.cmdId).length > before);
    await pause(200);
    expect(opens('deur', digits)).to.equal(false);
    await stage.gateway.kill();
    await stage.gateway.start();
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), put);
    await eventually('it is answered after a start too', () => stage.core.acks(put.cmdId).length > before + 1);
    await pause(200);
    expect(opens('deur', digits)).to.equal(false);
  });

  it('brings it back neither when the gateway lost its memory too: the manifest no longer lists it', async () => {
    const digits = newPin();
    const put = captured(await installed('other', 'replayed', digits));
    await answered(await stage.core.send('other', removeOf('replayed', 2)), 'removed');
    await stage.core.manifest('other', []);
    await stage.gateway.kill();
    await rm(join(stage.folder, 'state'), { recursive: true });
    await stage.gateway.start();
    await say(lockTopic(GATEWAY, 'other', 'cmd'), put);
    await answered(put.cmdId, 'stale_revision');
    await pause(200);
    expect(opens('other', digits)).to.equal(false);
  });

  it('does nothing with a key that was rotated away', async () => {
    const digits = newPin();
    const next = Buffer.alloc(32, 9).toString('base64');
    const seen = await sealCommand(gatewayKey(stage.core.secret), { gateway: GATEWAY, lock: 'deur', cmdId: randomUUID(), expiresAt: new Date(Date.now() + 3_600_000) }, putOf('old-key', 1, digits, windowOf(-5, 60)));
    await stage.gateway.terminate();
    await stage.gateway.start({ GATEWAY_KEY: next });
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), seen);
    await answered(seen.cmdId, 'decrypt_failed');
    const before = (await healthOf(stage.gateway)).drops['forged_manifest'] ?? 0;
    await stage.core.manifest('deur', []);
    await eventually('its manifest is counted', () => stage.core.acks(seen.cmdId).length > 0);
    const fresh = await sealCommand(gatewayKey(next), { gateway: GATEWAY, lock: 'deur', cmdId: randomUUID(), expiresAt: new Date(Date.now() + 3_600_000) }, putOf('new-key', 1, newPin(), windowOf(-5, 60)));
    await say(lockTopic(GATEWAY, 'deur', 'cmd'), fresh);
    await answered(fresh.cmdId, 'installed');
    expect((await healthOf(stage.gateway)).drops['forged_manifest'], 'by then it was dropped').to.equal(before + 1);
    expect(opens('deur', digits)).to.equal(false);
  });

  it('made the gateway say nothing but messages of the profile, and never fail', async () => {
    expect(stage.gateway.log()).to.not.match(/"msg":"failed"|Unhandled|TypeError|RangeError/);
    for (const line of stage.core.raw.filter((one) => one.startsWith('openzaal/'))) {
      const [topic, payload] = line.split(/ (.*)/s);
      expect(readMessage(topic!, Buffer.from(payload!)).ok, topic).to.equal(true);
    }
  });
});
