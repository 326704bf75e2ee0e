import { expect } from 'chai';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, pause, putOf, removeOf, windowOf } from '../stage.ts';
import { driverStage, type DriverStage } from './driver-stage.ts';

const lock = (id: string, slots = '10-19', answerSeconds = 0.4) => ({
  id, windows: false, slots: 30, face: { make: 'zigbee2mqtt' as const }, config: { driver: 'zigbee2mqtt', slots, answerSeconds, settleSeconds: 0.05 },
});

describe('zigbee2mqtt driver on a real broker', function () {
  this.timeout(60_000);
  let on: DriverStage;
  before(async () => {
    on = await driverStage([lock('main'), lock('odd'), lock('edge', '29-33'), lock('shown'), lock('untimed'), lock('slow', '10-19', 4)]);
  });
  after(() => on.stage.stop());

  it('puts a code into a slot of ours just in time, by what the lock shows, and takes it off again', async () => {
    const [now, later] = [on.pin(), on.pin()];
    const waiting = await on.send('main', putOf('later', 1, later, windowOf(300, 360)));
    const put = await on.send('main', putOf('now', 1, now, windowOf(20, 60)));
    await on.settled(put, 'installed');
    expect(on.stage.core.acks(put).at(-1)?.evidence).to.equal('read_back');
    await eventually('in the first slot of ours', () => on.code('main', 'now')?.slot === 10);
    expect([on.opens('main', now), on.opens('main', later)]).to.deep.equal([true, false]);
    expect(on.stage.core.acks(waiting).at(-1)?.status).to.equal('accepted');
    await eventually('the entry is told', () => on.stage.core.events('main').some((event) => event.type === 'entry' && event.ref === 'now'));
    await on.settled(await on.send('main', removeOf('now', 2)), 'removed');
    expect(on.opens('main', now)).to.equal(false);
    expect(on.stage.core.reported('main')?.battery).to.equal(87);
  });

  it('leaves the slot of somebody else alone, says so, and takes another', async () => {
    const [digits, foreign] = [on.pin(), on.pin()];
    await on.twin('main').setByHand(10, foreign);
    await on.settled(await on.send('main', putOf('beside', 1, digits, windowOf(-5, 60))), 'installed');
    await eventually('in the next slot', () => on.code('main', 'beside')?.slot === 11 && on.stage.core.reported('main')?.slots.foreign === 1);
    expect([on.opens('main', digits), on.opens('main', foreign)]).to.deep.equal([true, true]);
    await on.stage.core.manifest('main', []);
    await eventually('ours is gone', () => !on.opens('main', digits));
    expect(on.opens('main', foreign)).to.equal(true);
    await on.twin('main').clearByHand(10);
    await eventually('the slot is free again', () => on.stage.core.reported('main')?.slots.foreign === 0);
  });

  it('notices that somebody cleared a code of ours at the lock, and asks for it', async () => {
    const digits = on.pin();
    await on.settled(await on.send('main', putOf('cleared', 1, digits, windowOf(-5, 60))), 'installed');
    await eventually('its slot is told', () => on.code('main', 'cleared')?.slot !== undefined);
    await on.twin('main').clearByHand(on.code('main', 'cleared')!.slot!);
    await eventually('it asks', () => on.code('main', 'cleared')?.state === 'needed');
  });

  it('believes no state that the bridge only repeats', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['repeats_old_state']);
    await on.settled(await on.send('odd', putOf('fresh', 1, digits, windowOf(-5, 60))), 'installed');
    await on.settled(await on.send('odd', removeOf('fresh', 2)), 'removed');
    expect(on.opens('odd', digits)).to.equal(false);
    on.twin('odd').setTricks([]);
  });

  it('never calls a code installed that the lock took and did not apply', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['ignores_writes']);
    const put = await on.send('odd', putOf('ignored', 1, digits, windowOf(-5, 60)));
    await eventually('a fault', () => on.stage.core.acks(put).some(({ status, error }) => status === 'failed' || error !== undefined));
    await pause(300);
    expect(on.stage.core.acks(put).some(({ status }) => status === 'installed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.send('odd', removeOf('ignored', 2));
  });

  it('calls a code installed that was applied and reported as failed', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['reports_failure']);
    await on.settled(await on.send('odd', putOf('blamed', 1, digits, windowOf(-5, 60))), 'installed');
    expect(on.opens('odd', digits)).to.equal(true);
    on.twin('odd').setTricks([]);
  });

  it('asks for other digits where the lock has these already, told or untold', async () => {
    const [told, untold] = [on.pin(), on.pin()];
    await on.twin('odd').setByHand(1, told);
    await on.twin('odd').setByHand(2, untold);
    const first = await on.send('odd', putOf('told', 1, told, windowOf(-5, 60)));
    await eventually('told', () => on.stage.core.acks(first).at(-1)?.error?.code === 'duplicate_code');
    on.twin('odd').setTricks(['refuses_silently']);
    const second = await on.send('odd', putOf('untold', 1, untold, windowOf(-5, 60)));
    await eventually('untold', () => on.stage.core.acks(second).at(-1)?.error?.retry === 'new_pin');
    on.twin('odd').setTricks([]);
    expect(on.twin('odd').memory.codes.filter(({ slot }) => slot < 10)).to.have.length(2);
  });

  it('goes on taking a code off that the lock only says is gone', async () => {
    const digits = on.pin();
    await on.settled(await on.send('odd', putOf('sticky', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('odd').setTricks(['ignores_deletes']);
    const removal = await on.send('odd', removeOf('sticky', 2));
    await pause(1_200);
    expect(on.opens('odd', digits)).to.equal(true);
    expect(on.stage.core.acks(removal).some(({ status }) => status === 'removed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.settled(removal, 'removed');
    expect(on.opens('odd', digits)).to.equal(false);
  });

  it('tells a slot that the lock has not got from a lock that cannot be reached', async () => {
    const puts = await Promise.all(['a', 'b', 'c'].map((ref) => on.send('edge', putOf(ref, 1, on.pin(), windowOf(-5, 60)))));
    await eventually('two fit and one does not', () => {
      const last = puts.map((put) => on.stage.core.acks(put).at(-1));
      return last.filter((ack) => ack?.status === 'installed').length === 2 && last.some((ack) => ack?.error?.code === 'no_space');
    });
    expect(on.stage.core.reported('edge')?.online).to.equal(true);
    expect(on.twin('edge').memory.codes.map(({ slot }) => slot)).to.have.members([29, 30]);
  });

  it('gives no codes to a lock whose bridge shows them, and says why', async () => {
    const digits = on.pin();
    await on.settled(await on.send('shown', putOf('first', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('shown').setTricks(['exposes_pins']);
    await on.send('shown', { op: 'codes.read', iat: new Date().toISOString() });
    await eventually('it is unfit', () => on.stage.core.heard.some((one) => one.kind === 'info' && one.lock === 'shown' && /expose_pin/.test(one.message.unfit ?? '')));
    const put = await on.send('shown', putOf('second', 1, on.pin(), windowOf(-5, 60)));
    await on.settled(put, 'rejected');
    expect(on.stage.core.acks(put).at(-1)?.error).to.deep.equal({ code: 'not_supported', retry: 'never' });
  });

  it('gives no codes where answers cannot be told from repetitions, and says what to set', async () => {
    on.twin('untimed').setTricks(['hides_last_seen']);
    await on.read('untimed');
    on.twin('untimed').tamper();
    await eventually('it is unfit', () => /last_seen/.test(on.unfit('untimed') ?? ''));
    await on.settled(await on.send('untimed', putOf('doubtful', 1, on.pin(), windowOf(-5, 60))), 'rejected');
    on.twin('untimed').setTricks([]);
    await on.read('untimed');
    await on.twin('untimed').setOffline('offline');
    await on.twin('untimed').setOffline('online');
    await eventually('it is fit again', () => on.unfit('untimed') === undefined);
    const digits = on.pin();
    await on.settled(await on.send('untimed', putOf('sure', 1, digits, windowOf(-5, 60))), 'installed');
    expect(on.opens('untimed', digits)).to.equal(true);
  });

  it('reads instead of writing again after a kill between the writing and its answer', async () => {
    const digits = on.pin();
    await on.read('slow');
    on.twin('slow').radio.setLatency(700);
    const put = await on.send('slow', putOf('cut', 1, digits, windowOf(-5, 60)));
    await eventually('the lock has it', () => on.twin('slow').memory.codes.length === 1);
    await on.stage.gateway.kill();
    on.twin('slow').radio.setLatency(0);
    await on.stage.gateway.start();
    await on.settled(put, 'installed');
    expect(on.twin('slow').memory.codes.map(({ slot }) => slot)).to.deep.equal([10]);
    expect(on.opens('slow', digits)).to.equal(true);
  });

  it('waits for a lock that cannot be reached, and for one that sleeps', async () => {
    const digits = on.pin();
    await on.twin('slow').setOffline('offline');
    await eventually('offline', () => on.stage.core.reported('slow')?.online === false);
    const put = await on.send('slow', putOf('patient', 1, digits, windowOf(-5, 60)));
    await on.settled(put, 'accepted');
    await on.twin('slow').setOffline('online');
    await on.settled(put, 'installed');
    on.twin('slow').radio.sleep();
    const removal = await on.send('slow', removeOf('patient', 2));
    await pause(500);
    expect(on.stage.core.acks(removal).some(({ status }) => status === 'removed')).to.equal(false);
    on.twin('slow').radio.wake();
    await on.settled(removal, 'removed');
    expect(on.opens('slow', digits)).to.equal(false);
  });

  it('finds its slots again after it lost its memory', async () => {
    const digits = on.pin();
    await on.settled(await on.send('slow', putOf('found', 1, digits, windowOf(-5, 60))), 'installed');
    await eventually('reported', () => on.code('slow', 'found')?.slot !== undefined);
    await on.stage.gateway.kill();
    await rm(join(on.stage.folder, 'state'), { recursive: true });
    await on.stage.gateway.start();
    await eventually('found', () => on.code('slow', 'found')?.state === 'installed');
    await on.stage.core.manifest('slow', []);
    await eventually('gone', () => !on.opens('slow', digits));
  });

  it('opens the door at a distance and tells of wrong codes, tampering and a low battery', async () => {
    const unlock = await on.send('main', { op: 'lock.unlock', iat: new Date().toISOString() });
    await eventually('unlocked', () => on.stage.core.acks(unlock).at(-1)?.evidence === 'device_ack');
    on.twin('main').tamper();
    on.opens('main', '999888');
    await on.twin('main').setBattery(12);
    await eventually('all of it', () => ['tamper', 'refused', 'battery'].every((type) => on.stage.core.events('main').some((event) => event.type === type)));
  });

  it('shows no digits on the city broker, in its log or in its memory', () => on.noDigits());
});
