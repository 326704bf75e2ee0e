import { expect } from 'chai';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AckStatus } from '../../lock-gateway/protocol.ts';
import { brokersHere } from '../support/broker.ts';
import { eventually, newPin, pause, putOf, removeOf, startStage, windowOf, type Stage } from './stage.ts';

for (const kind of brokersHere()) {
  describe(`lock gateway through faults on ${kind}`, function () {
    this.timeout(90_000);
    let stage: Stage;

    before(async () => {
      stage = await startStage(kind, [{ id: 'smart', windows: true }, { id: 'plain', windows: false }, { id: 'slow', windows: true }]);
      await eventually('all locks are online', () => ['smart', 'plain', 'slow'].every((id) => stage.core.reported(id)?.online === true));
    });
    after(() => stage.stop());

    const opens = (lock: string, digits: string): boolean => stage.locks.twin(lock).press(digits).opened;
    const settled = (cmdId: string, status: AckStatus): Promise<void> =>
      eventually(`${cmdId} is ${status}`, () => stage.core.acks(cmdId).at(-1)?.status === status, 20_000);
    const stateOf = (lock: string, ref: string): string | undefined => stage.core.reported(lock)?.codes.find((code) => code.ref === ref)?.state;
    const seconds = (from: number, until: number) => windowOf(from / 60, until / 60);

    it('says goodbye when it is told to stop, and its last will speaks when it is killed', async () => {
      await eventually('a first start', () => stage.core.status()?.status === 'online');
      const { bootId } = stage.core.status()!;
      expect(await stage.gateway.terminate()).to.equal(0);
      await eventually('goodbye', () => stage.core.status()?.status === 'offline');
      await stage.gateway.start();
      await eventually('a new start', () => stage.core.status()?.status === 'online' && stage.core.status()?.bootId !== bootId);
      await stage.gateway.kill();
      await eventually('the last will', () => stage.core.status()?.status === 'offline');
      await stage.gateway.start();
      await eventually('online again', () => stage.core.status()?.status === 'online');
    });

    it('keeps its codes through a kill, and knows them when asked again', async () => {
      const digits = newPin();
      const command = putOf('kept', 1, digits, windowOf(-5, 60));
      const cmdId = await stage.core.send('smart', command);
      await settled(cmdId, 'installed');
      const first = stage.core.acks(cmdId).at(-1);
      await stage.gateway.kill();
      await stage.gateway.start();
      const before = stage.core.acks(cmdId).length;
      await stage.core.send('smart', command, { cmdId });
      await eventually('the same answer', () => stage.core.acks(cmdId).length > before);
      expect(stage.core.acks(cmdId).at(-1)).to.deep.equal(first);
      expect(opens('smart', digits)).to.equal(true);
    });

    it('reads instead of writing again after a kill in the middle of a write', async () => {
      const digits = newPin();
      const twin = stage.locks.twin('slow');
      const read = await stage.core.send('slow', { op: 'codes.read', iat: new Date().toISOString() });
      await eventually('nothing is under way', () => stage.core.acks(read).at(-1)?.evidence === 'read_back');
      twin.radio.setLatency(1_500);
      const cmdId = await stage.core.send('slow', putOf('interrupted', 1, digits, windowOf(-5, 60)));
      await settled(cmdId, 'accepted');
      await pause(400);
      await stage.gateway.kill();
      await eventually('the lock wrote it meanwhile', () => twin.memory.codes.length === 1);
      twin.radio.setLatency(0);
      await stage.gateway.start();
      await settled(cmdId, 'installed');
      expect(stage.core.acks(cmdId).at(-1)?.evidence).to.equal('read_back');
      expect(twin.memory.codes).to.have.length(1);
      expect(opens('slow', digits)).to.equal(true);
    });

    it('finishes a removal that a kill interrupted', async () => {
      const digits = newPin();
      const twin = stage.locks.twin('slow');
      await settled(await stage.core.send('slow', putOf('leaving', 1, digits, windowOf(-5, 60))), 'installed');
      await twin.setOffline('offline');
      await eventually('offline', () => stage.core.reported('slow')?.online === false);
      const removal = await stage.core.send('slow', removeOf('leaving', 2));
      await settled(removal, 'accepted');
      await stage.gateway.kill();
      await twin.setOffline('online');
      expect(opens('slow', digits)).to.equal(true);
      await stage.gateway.start();
      await settled(removal, 'removed');
      expect(opens('slow', digits)).to.equal(false);
    });

    it('removes a code at its end with the city line cut, and keeps the one that should stay', async () => {
      const [ending, staying] = [newPin(), newPin()];
      await settled(await stage.core.send('plain', putOf('ending', 1, ending, seconds(-60, 3))), 'installed');
      await settled(await stage.core.send('plain', putOf('staying', 1, staying, seconds(-60, 600))), 'installed');
      await stage.city.down();
      expect(opens('plain', ending)).to.equal(true);
      await eventually('the end', () => !stage.locks.twin('plain').memory.codes.some(({ ref }) => ref === 'ending'));
      expect(opens('plain', ending)).to.equal(false);
      expect(opens('plain', staying)).to.equal(true);
      await stage.city.up();
      await eventually('it is told afterwards', () => stateOf('plain', 'ending') === 'removed', 20_000);
      expect(stateOf('plain', 'staying')).to.equal('installed');
    });

    it('removes a code whose end came while the gateway was dead', async () => {
      const digits = newPin();
      await settled(await stage.core.send('plain', putOf('dead', 1, digits, seconds(-60, 2))), 'installed');
      await stage.gateway.kill();
      await pause(2_100);
      expect(opens('plain', digits)).to.equal(true);
      await stage.gateway.start();
      await eventually('gone', () => !opens('plain', digits));
    });

    it('tells everything again to a broker that forgot it, and takes commands as before', async () => {
      await stage.city.down();
      await pause(300);
      await stage.city.up();
      const digits = newPin();
      await eventually('both back', () => stage.core.client.connected, 20_000);
      if (kind === 'aedes') await stage.core.client.subscribeAsync('openzaal/lock/v1/#', { qos: 1 });
      const online = stage.core.heard.length;
      await eventually('status', () => stage.core.heard.slice(online - 1).some(({ kind: what }) => what === 'reported'), 20_000);
      const cmdId = await stage.core.send('smart', putOf('after', 1, digits, windowOf(-5, 60)));
      await settled(cmdId, 'installed');
      expect(opens('smart', digits)).to.equal(true);
    });

    it('survives a restart of the building’s broker and of the locks in it', async () => {
      const digits = newPin();
      await settled(await stage.core.send('smart', putOf('power', 1, digits, windowOf(-5, 60))), 'installed');
      await stage.building.down();
      await eventually('the lock is offline', () => stage.core.reported('smart')?.online === false);
      const waiting = newPin();
      const cmdId = await stage.core.send('smart', putOf('waiting', 1, waiting, windowOf(-5, 60)));
      await settled(cmdId, 'accepted');
      await stage.building.up();
      await stage.restartLocks();
      await settled(cmdId, 'installed');
      expect(opens('smart', digits)).to.equal(true);
      expect(opens('smart', waiting)).to.equal(true);
    });

    it('finds its own codes again after it lost its memory, and lets the manifest decide', async () => {
      const [listed, unlisted] = [newPin(), newPin()];
      const window = windowOf(-5, 60);
      for (const lock of ['smart', 'plain'] as const) {
        await settled(await stage.core.send(lock, putOf('listed', 1, listed, window)), 'installed');
        await settled(await stage.core.send(lock, putOf('unlisted', 1, unlisted, window)), 'installed');
      }
      await stage.gateway.kill();
      await rm(join(stage.folder, 'state'), { recursive: true });
      await stage.gateway.start();
      for (const lock of ['smart', 'plain'] as const) {
        await eventually('found', () => stateOf(lock, 'unlisted') === 'installed');
        expect(opens(lock, listed) && opens(lock, unlisted)).to.equal(true);
        await stage.core.manifest(lock, [{ ref: 'listed', rev: 1, windows: [window] }]);
        await eventually('the unlisted one is gone', () => stateOf(lock, 'unlisted') === 'removed');
        expect(opens(lock, listed)).to.equal(true);
        expect(opens(lock, unlisted)).to.equal(false);
      }
    });

    it('lets a manifest that waited for it decide about codes that it only finds afterwards', async () => {
      const [listed, unlisted] = [newPin(), newPin()];
      const window = windowOf(-5, 60);
      await settled(await stage.core.send('smart', putOf('kept', 1, listed, window)), 'installed');
      await settled(await stage.core.send('smart', putOf('dropped', 1, unlisted, window)), 'installed');
      await stage.gateway.kill();
      await rm(join(stage.folder, 'state'), { recursive: true });
      await stage.core.manifest('smart', [{ ref: 'kept', rev: 1, windows: [window] }]);
      await stage.gateway.start();
      await eventually('the unlisted one is gone', () => stateOf('smart', 'dropped') === 'removed');
      expect(opens('smart', listed)).to.equal(true);
      expect(opens('smart', unlisted)).to.equal(false);
    });

    it('accepts commands under the new and the previous key while keys are rotated', async () => {
      const later = newPin();
      const waiting = await stage.core.send('plain', putOf('rotated', 1, later, windowOf(-1, 60)));
      await settled(waiting, 'installed');
      await stage.gateway.terminate();
      await stage.gateway.start({ GATEWAY_KEY: Buffer.alloc(32, 7).toString('base64'), GATEWAY_PREVIOUS_KEY: stage.core.secret });
      const cmdId = await stage.core.send('smart', putOf('old-key', 1, newPin(), windowOf(-1, 60)));
      await settled(cmdId, 'installed');
      await stage.gateway.terminate();
      await stage.gateway.start({ GATEWAY_KEY: Buffer.alloc(32, 7).toString('base64') });
      const refused = await stage.core.send('smart', putOf('dead-key', 1, newPin(), windowOf(-1, 60)));
      await eventually('refused', () => stage.core.acks(refused).at(-1)?.error?.code === 'decrypt_failed');
    });
  });
}
