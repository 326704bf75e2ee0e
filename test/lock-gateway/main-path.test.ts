import { expect } from 'chai';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gatewayKey, sealCommand, signManifest } from '../../lock-gateway/envelope.ts';
import { lockTopic, type AckStatus } from '../../lock-gateway/protocol.ts';
import { brokersHere } from '../support/broker.ts';
import { eventually, GATEWAY, newPin, pause, putOf, removeOf, startStage, windowOf, type Stage } from './stage.ts';

for (const kind of brokersHere()) {
  describe(`lock gateway on ${kind}`, function () {
    this.timeout(60_000);
    let stage: Stage;
    const pins: string[] = [];
    const pin = (): string => {
      pins.push(newPin());
      return pins.at(-1)!;
    };

    before(async () => {
      stage = await startStage(kind, [{ id: 'smart', windows: true }, { id: 'plain', windows: false }, { id: 'tiny', windows: true, slots: 2 }, { id: 'other', windows: true }]);
      await eventually('all locks are online', () => ['smart', 'plain', 'tiny', 'other'].every((id) => stage.core.reported(id)?.online === true));
    });
    after(() => stage.stop());

    const opens = (lock: string, digits: string): boolean => stage.locks.twin(lock).press(digits).opened;
    const settled = (cmdId: string, status: AckStatus): Promise<void> =>
      eventually(`${cmdId} is ${status}`, () => stage.core.acks(cmdId).at(-1)?.status === status);
    const stateOf = (lock: string, ref: string): string | undefined => stage.core.reported(lock)?.codes.find((code) => code.ref === ref)?.state;

    it('puts a code on the lock, says so with evidence, and takes it off again', async () => {
      const digits = pin();
      const put = await stage.core.send('smart', putOf('first', 1, digits, windowOf(-5, 60)));
      await settled(put, 'installed');
      expect(stage.core.acks(put).at(-1)).to.include({ ref: 'first', rev: 1, evidence: 'device_ack' });
      await eventually('it is reported', () => stateOf('smart', 'first') === 'installed');
      expect(opens('smart', digits)).to.equal(true);
      await eventually('the entry is told', () => stage.core.events('smart').some((event) => event.type === 'entry' && event.ref === 'first'));

      const removal = await stage.core.send('smart', removeOf('first', 2));
      await settled(removal, 'removed');
      expect(opens('smart', digits)).to.equal(false);
      await eventually('the removal is reported', () => stateOf('smart', 'first') === 'removed');
    });

    it('lets nobody in before or after the window, by the clock of the lock', async () => {
      const digits = pin();
      await settled(await stage.core.send('smart', putOf('windowed', 1, digits, windowOf(60, 120))), 'installed');
      const twin = stage.locks.twin('smart');
      const results: boolean[] = [];
      for (const minutes of [0, 90, 130]) {
        await twin.setSkew(minutes * 60);
        results.push(opens('smart', digits));
      }
      expect(results).to.deep.equal([false, true, false]);
      await eventually('the skew is told', () => stage.core.events('smart').some(({ type }) => type === 'clock_skew'));
      await eventually('how far it is off', () => Math.abs((stage.core.reported('smart')?.skewSeconds ?? 0) - 7_800) <= 1);
      await twin.setSkew(0);
      await eventually('all is well again', () => stage.core.reported('smart')?.skewSeconds === 0);
    });

    it('moves the window of a code with a new revision, keeping its slot', async () => {
      const digits = pin();
      await settled(await stage.core.send('smart', putOf('moved', 1, digits, windowOf(-5, 60))), 'installed');
      const { slot } = stage.locks.twin('smart').memory.codes.find(({ ref }) => ref === 'moved')!;
      await settled(await stage.core.send('smart', putOf('moved', 2, digits, windowOf(120, 180))), 'installed');
      expect(opens('smart', digits)).to.equal(false);
      expect(stage.locks.twin('smart').memory.codes.filter(({ ref }) => ref === 'moved')).to.have.length(1);
      expect(stage.locks.twin('smart').memory.codes.find(({ ref }) => ref === 'moved')).to.include({ slot, rev: 2 });
    });

    it('writes to a lock without windows only around the window, and not before', async () => {
      const [now, later] = [pin(), pin()];
      const waiting = await stage.core.send('plain', putOf('later', 1, later, windowOf(300, 360)));
      await settled(await stage.core.send('plain', putOf('now', 1, now, windowOf(30, 60))), 'installed');
      expect(opens('plain', now)).to.equal(true);
      expect(stage.core.acks(waiting).at(-1)?.status).to.equal('accepted');
      await eventually('it says when', () => stage.core.reported('plain')?.codes.find(({ ref }) => ref === 'later')?.installAt !== undefined);
      expect(stage.locks.twin('plain').memory.codes.map(({ ref }) => ref)).to.deep.equal(['now']);

      // The booking moves to later: off the lock now, and still known when its time comes.
      await settled(await stage.core.send('plain', putOf('now', 2, now, windowOf(500, 560))), 'accepted');
      await eventually('it is off the lock', () => stage.locks.twin('plain').memory.codes.length === 0);
      expect(opens('plain', now)).to.equal(false);
    });

    it('answers the same command or revision again and does nothing', async () => {
      const digits = pin();
      const command = putOf('again', 1, digits, windowOf(-5, 60));
      const cmdId = await stage.core.send('smart', command);
      await settled(cmdId, 'installed');
      const first = stage.core.acks(cmdId).at(-1);
      const received = (): number => stage.core.acks(cmdId).length;
      const before = received();
      for (let repeat = 0; repeat < 3; repeat += 1) await stage.core.send('smart', command, { cmdId });
      await eventually('three more answers', () => received() >= before + 3);
      expect(stage.core.acks(cmdId).at(-1)).to.deep.equal(first);
      const other = await stage.core.send('smart', command);
      await settled(other, 'installed');
      expect(stage.core.acks(other).at(-1)).to.deep.equal({ ...first, cmdId: other });
      expect(stage.locks.twin('smart').memory.codes.filter(({ ref }) => ref === 'again')).to.have.length(1);
    });

    it('refuses what is stale, also a put that comes after its removal', async () => {
      const digits = pin();
      await settled(await stage.core.send('smart', putOf('stale', 5, digits, windowOf(-5, 60))), 'installed');
      const old = await stage.core.send('smart', putOf('stale', 4, digits, windowOf(-5, 90)));
      await settled(old, 'rejected');
      expect(stage.core.acks(old).at(-1)?.error).to.deep.equal({ code: 'stale_revision', retry: 'never' });
      await settled(await stage.core.send('smart', removeOf('stale', 5)), 'removed');
      const late = await stage.core.send('smart', putOf('stale', 5, digits, windowOf(-5, 60)));
      await settled(late, 'rejected');
      expect(opens('smart', digits)).to.equal(false);
    });

    it('refuses equal digits, an impossible window and a full lock in the words of the profile', async () => {
      const digits = pin();
      await settled(await stage.core.send('tiny', putOf('one', 1, digits, windowOf(-5, 60))), 'installed');
      const fault = async (command: Parameters<typeof stage.core.send>[1], status: AckStatus): Promise<string | undefined> => {
        const cmdId = await stage.core.send('tiny', command);
        await settled(cmdId, status);
        return stage.core.acks(cmdId).at(-1)?.error?.code;
      };
      expect(await fault(putOf('two', 1, digits, windowOf(-5, 60)), 'rejected')).to.equal('duplicate_code');
      expect(await fault(putOf('past', 1, pin(), windowOf(-60, -5)), 'rejected')).to.equal('invalid_window');
      expect(await fault(putOf('reversed', 1, pin(), windowOf(60, 5)), 'rejected')).to.equal('invalid_window');
      expect(await fault(putOf('zero', 1, '0123456', windowOf(-5, 60)), 'rejected')).to.equal('invalid_code');
      await settled(await stage.core.send('tiny', putOf('second', 1, pin(), windowOf(-5, 60))), 'installed');
      const waiting = pin();
      const third = await stage.core.send('tiny', putOf('third', 1, waiting, windowOf(-5, 60)));
      await settled(third, 'failed');
      expect(stage.core.acks(third).at(-1)?.error).to.deep.equal({ code: 'no_space', retry: 'later' });
      await stage.core.send('tiny', removeOf('one', 2));
      await settled(third, 'installed');
      expect(opens('tiny', waiting)).to.equal(true);
    });

    it('does nothing for a command that is forged, changed, expired, or meant for another lock', async () => {
      const digits = pin();
      const expiresAt = new Date(Date.now() + 60_000);
      const command = putOf('forged', 1, digits, windowOf(-5, 60));
      const address = { gateway: GATEWAY, lock: 'other', cmdId: randomUUID(), expiresAt };
      const own = gatewayKey(stage.core.secret);
      const seal = (change: Partial<typeof address>, key = own) => sealCommand(key, { ...address, cmdId: randomUUID(), ...change }, command);
      const good = await seal({});
      const [header = '', , iv, body, tag] = good.jwe.split('.');
      const attempts = {
        'an unknown key': await seal({}, gatewayKey(randomBytes(32).toString('base64'))),
        'another gateway': await seal({ gateway: 'heverlee' }),
        'another lock': { ...(await seal({ lock: 'smart' })), lock: 'other' },
        'another command id': { ...good, cmdId: randomUUID() },
        'a later expiry': { ...good, expiresAt: new Date(Date.now() + 120_000).toISOString(), cmdId: good.cmdId },
        'a changed header': { ...good, jwe: [Buffer.from(Buffer.from(header, 'base64url').toString().replace('other', 'smart')).toString('base64url'), '', iv, body, tag].join('.') },
      };
      for (const [what, message] of Object.entries(attempts)) {
        await stage.core.publish('other', message);
        await eventually(what, () => stage.core.acks(message.cmdId).at(-1)?.error?.code === 'decrypt_failed');
      }
      const expired = await seal({ expiresAt: new Date(Date.now() - 1_000) });
      await stage.core.publish('other', expired);
      await eventually('expired', () => stage.core.acks(expired.cmdId).at(-1)?.error?.code === 'expired');
      await stage.core.client.publishAsync(lockTopic(GATEWAY, 'other', 'cmd'), JSON.stringify({ ...good, lock: 'smart' }), { qos: 1 });
      for (const hostile of ['', '{', '[]', 'null', '{"v":2}', '{"v":1}', 'x'.repeat(40_000), Buffer.from([0xff, 0xfe])]) {
        await stage.core.client.publishAsync(lockTopic(GATEWAY, 'other', 'cmd'), hostile, { qos: 1 });
      }
      // The same command, honestly sent, still works: the attempts left no trace.
      await settled(await stage.core.send('other', command), 'installed');
      expect(stage.locks.twin('other').memory.codes).to.have.length(1);
      expect(stage.locks.twin('smart').memory.codes.some(({ ref }) => ref === 'forged')).to.equal(false);
    });

    it('opens the door at a distance, once', async () => {
      const cmdId = randomUUID();
      const unlock = { op: 'lock.unlock', iat: new Date().toISOString() } as const;
      await stage.core.send('other', unlock, { cmdId });
      await eventually('unlocked', () => stage.core.acks(cmdId).at(-1)?.evidence === 'device_ack');
      expect(stage.locks.twin('other').door()).to.equal('open');
      await stage.core.send('other', unlock, { cmdId });
      await eventually('answered again', () => stage.core.acks(cmdId).length >= 3);
      await eventually('one opening of the door', () => stage.core.events('other').filter(({ type }) => type === 'door').length >= 1);
      expect(stage.core.events('other').filter((event) => event.type === 'door' && event.open)).to.have.length(1);
    });

    it('asks for what the manifest lists and it lacks, and removes what is no longer listed', async () => {
      const [kept, dropped] = [pin(), pin()];
      const window = windowOf(-5, 60);
      await settled(await stage.core.send('other', putOf('dropped', 1, dropped, window)), 'installed');
      await stage.core.manifest('other', [{ ref: 'kept', rev: 1, windows: [window] }, { ref: 'forged', rev: 1, windows: [window] }]);
      await eventually('the unlisted code is gone', () => stateOf('other', 'dropped') === 'removed');
      expect(opens('other', dropped)).to.equal(false);
      await eventually('it asks', () => stage.core.events('other').some((event) => event.type === 'need' && event.ref === 'kept' && event.rev === 1));
      expect(stage.core.events('other').some((event) => event.type === 'need' && event.ref === 'forged')).to.equal(false);
      await settled(await stage.core.send('other', putOf('kept', 1, kept, window)), 'installed');
      expect(opens('other', kept)).to.equal(true);
    });

    it('heeds no manifest that is forged or older than the last', async () => {
      const forged = signManifest(gatewayKey(randomBytes(32).toString('base64')), GATEWAY, { v: 1, lock: 'other', rev: Date.now() + 5, at: new Date().toISOString(), codes: [] });
      await stage.core.client.publishAsync(lockTopic(GATEWAY, 'other', 'manifest'), JSON.stringify(forged), { qos: 1 });
      await stage.core.manifest('other', [], 1);
      const read = await stage.core.send('other', { op: 'codes.read', iat: new Date().toISOString() });
      await eventually('read', () => stage.core.acks(read).at(-1)?.evidence === 'read_back');
      await pause(200);
      expect(stateOf('other', 'kept')).to.equal('installed');
      expect(stage.locks.twin('other').memory.codes.some(({ ref }) => ref === 'kept')).to.equal(true);
    });

    it('asks again for a code that vanished from the lock', async () => {
      const digits = pin();
      const put = putOf('vanished', 1, digits, windowOf(-5, 60));
      await settled(await stage.core.send('other', put), 'installed');
      const twin = stage.locks.twin('other');
      await twin.remove(twin.memory.codes.find(({ ref }) => ref === 'vanished')!.slot, 'vanished');
      await stage.core.send('other', { op: 'codes.read', iat: new Date().toISOString() });
      await eventually('it asks', () => stage.core.events('other').some((event) => event.type === 'need' && event.ref === 'vanished'));
      expect(stateOf('other', 'vanished')).to.equal('needed');
      await settled(await stage.core.send('other', put), 'installed');
      expect(opens('other', digits)).to.equal(true);
    });

    it('waits for a lock that is offline and reports a code of somebody else without touching it', async () => {
      const [digits, foreign] = [pin(), pin()];
      const twin = stage.locks.twin('other');
      await twin.setOffline('offline');
      await eventually('offline is reported', () => stage.core.reported('other')?.online === false);
      expect(await twin.put({ slot: 100, ref: 'caretaker', rev: 1, owner: 'by-hand', windows: [windowOf(-5, 60)], pin: foreign })).to.equal(undefined);
      const cmdId = await stage.core.send('other', putOf('patient', 1, digits, windowOf(-5, 60)));
      await settled(cmdId, 'accepted');
      await twin.setOffline('online');
      await settled(cmdId, 'installed');
      await eventually('the foreign code is told', () => stage.core.reported('other')?.slots.foreign === 1);
      await stage.core.manifest('other', []);
      await eventually('ours is gone', () => stateOf('other', 'patient') !== 'installed' && !opens('other', digits));
      expect(twin.memory.codes.some(({ ref }) => ref === 'caretaker')).to.equal(true);
    });

    it('answers how it is doing on loopback, and counts what it dropped', async () => {
      const port = /"healthPort":(\d+)/.exec(stage.gateway.log())?.[1];
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      const health = (await response.json()) as { city: string; building: string; locks: { id: string; online: boolean }[]; drops: Record<string, number> };
      expect(response.status).to.equal(200);
      expect([health.city, health.building]).to.deep.equal(['up', 'up']);
      expect(health.locks.map(({ id, online }) => [id, online])).to.deep.equal([['smart', true], ['plain', true], ['tiny', true], ['other', true]]);
      expect(health.drops).to.include.keys('malformed', 'oversized', 'wrong_version', 'wrong_lock', 'forged_manifest', 'old_manifest');
      expect(Object.keys(health.drops)).not.to.include('internal');
    });

    it('shows no digits on the city broker, in its log or in its memory', async () => {
      await pause(100);
      const texts = [stage.gateway.log(), ...stage.core.raw];
      const state = join(stage.folder, 'state');
      for (const name of await readdir(state)) texts.push(await readFile(join(state, name), 'utf8'));
      texts.push(await readFile(join(stage.folder, 'twins.jsonl'), 'utf8'));
      expect(pins.length).to.be.greaterThan(15);
      expect(stage.core.raw.length).to.be.greaterThan(50);
      for (const digits of pins) expect(texts.some((text) => text.includes(digits)), 'digits in clear').to.equal(false);
    });
  });
}
