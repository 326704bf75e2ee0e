import { expect } from 'chai';
import { eventually, pause, putOf, removeOf, windowOf } from '../stage.ts';
import { driverStage, type DriverStage } from './driver-stage.ts';

const lock = (id: string, more: object = {}, timeZone = 'UTC') => ({
  id, windows: false, slots: 50, face: { make: 'nuki_hub' as const, path: `nukihub/${id}`, timeZone },
  config: { driver: 'nuki_hub', address: `nukihub/${id}`, timeZone, answerSeconds: 0.5, listAfterSeconds: 0.05, entries: 30, ...more },
});

describe('nuki_hub driver on a real broker', function () {
  this.timeout(60_000);
  let on: DriverStage;
  before(async () => {
    on = await driverStage([lock('main'), lock('local', {}, 'Europe/Brussels'), lock('odd'), lock('small', { entries: 10 }), lock('abroad', { timeZone: 'UTC' }, 'Europe/Brussels'), lock('slow', { answerSeconds: 4 })]);
  });
  after(() => on.stage.stop());

  const walk = async (id: string, digits: string, minutes: readonly number[]): Promise<boolean[]> => {
    const results: boolean[] = [];
    for (const one of minutes) {
      await on.twin(id).setSkew(one * 60);
      results.push(on.opens(id, digits));
    }
    await on.twin(id).setSkew(0);
    return results;
  };

  for (const id of ['main', 'local']) {
    it(`puts a code with its window on the lock ahead of time, and takes it off again (${id})`, async () => {
      const digits = on.pin();
      const put = await on.send(id, putOf('booked', 1, digits, windowOf(60, 120)));
      await on.settled(put, 'installed');
      expect(on.stage.core.acks(put).at(-1)?.evidence).to.equal('read_back');
      expect(await walk(id, digits, [0, 59, 61, 119, 121])).to.deep.equal([false, false, true, true, false]);
      await eventually('the entry is told', () => on.stage.core.events(id).some((event) => event.type === 'entry' && event.ref === 'booked'));
      await on.settled(await on.send(id, removeOf('booked', 2)), 'removed');
      expect(on.twin(id).memory.codes).to.deep.equal([]);
    });
  }

  it('moves a window with the same digits, and leaves one entry', async () => {
    const digits = on.pin();
    await on.settled(await on.send('main', putOf('moved', 1, digits, windowOf(60, 120))), 'installed');
    await on.settled(await on.send('main', putOf('moved', 2, digits, windowOf(180, 240))), 'installed');
    expect(await walk('main', digits, [90, 200])).to.deep.equal([false, true]);
    expect(on.twin('main').memory.codes).to.have.length(1);
  });

  it('gives the next window of a series when one is over', async () => {
    const digits = on.pin();
    await on.settled(await on.send('main', putOf('series', 1, digits, windowOf(-5, 0.06), windowOf(60, 120))), 'installed');
    expect(on.opens('main', digits)).to.equal(true);
    await eventually('the next window', () => on.twin('main').memory.codes.some(({ wall, slot }) => slot === on.code('main', 'series')?.slot && wall!.from > new Date().toISOString().replace('T', ' ')));
    expect(await walk('main', digits, [30, 90])).to.deep.equal([false, true]);
  });

  it('asks for other digits where a Nuki keypad takes none such', async () => {
    for (const digits of ['123456', '503456', '4839271']) {
      const put = await on.send('odd', putOf(`bad-${digits}`, 1, digits, windowOf(-5, 60)));
      await eventually('refused', () => on.stage.core.acks(put).at(-1)?.error?.code === 'invalid_code');
      expect(on.stage.core.acks(put).at(-1)?.error?.retry).to.equal('new_pin');
    }
  });

  it('believes the list, whatever the hub says of a command or leaves unsaid', async () => {
    for (const trick of ['reports_failure', 'answers_nothing'] as const) {
      const digits = on.pin();
      on.twin('odd').setTricks([trick]);
      await on.settled(await on.send('odd', putOf(trick, 1, digits, windowOf(-5, 60))), 'installed');
      expect(on.opens('odd', digits)).to.equal(true);
    }
    on.twin('odd').setTricks(['ignores_writes']);
    const put = await on.send('odd', putOf('ignored', 1, on.pin(), windowOf(-5, 60)));
    await eventually('a fault', () => on.stage.core.acks(put).some(({ error }) => error !== undefined));
    expect(on.stage.core.acks(put).some(({ status }) => status === 'installed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.send('odd', removeOf('ignored', 2));
  });

  it('asks for other digits where somebody has these already, and touches nobody’s entry', async () => {
    const digits = on.pin();
    await on.twin('odd').setByHand(7, digits);
    const put = await on.send('odd', putOf('equal', 1, digits, windowOf(-5, 60)));
    await eventually('told', () => on.stage.core.acks(put).at(-1)?.error?.code === 'duplicate_code');
    await on.stage.core.manifest('odd', []);
    await eventually('only the foreign one stays', () => on.twin('odd').memory.codes.length === 1);
    expect(on.opens('odd', digits)).to.equal(true);
  });

  it('goes on taking a code off that the hub only says is gone', async () => {
    const digits = on.pin();
    await on.settled(await on.send('odd', putOf('sticky', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('odd').setTricks(['ignores_deletes']);
    const removal = await on.send('odd', removeOf('sticky', 2));
    await pause(700);
    expect(on.stage.core.acks(removal).some(({ status }) => status === 'removed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.settled(removal, 'removed');
    expect(on.opens('odd', digits)).to.equal(false);
  });

  it('reads instead of writing again after a kill between the writing and its answer', async () => {
    const digits = on.pin();
    await on.read('slow');
    on.twin('slow').radio.setLatency(600);
    const put = await on.send('slow', putOf('cut', 1, digits, windowOf(-5, 60)));
    await eventually('the lock has it', () => on.twin('slow').memory.codes.length === 1);
    await on.stage.gateway.kill();
    on.twin('slow').radio.setLatency(0);
    await on.stage.gateway.start();
    await on.settled(put, 'installed');
    expect(on.twin('slow').memory.codes).to.have.length(1);
    expect(on.opens('slow', digits)).to.equal(true);
  });

  it('finds a code of ours that it has no memory of, and removes it when the manifest does not list it', async () => {
    const digits = on.pin();
    await on.twin('slow').setSlot({ slot: 4_900, pin: digits, name: 'OZ0123456789abcdef01' });
    await on.read('slow');
    await eventually('it is reported', () => on.code('slow', 'OZ0123456789abcdef01') !== undefined);
    await on.stage.core.manifest('slow', [{ ref: 'cut', rev: 1, windows: [windowOf(-5, 60)] }]);
    await eventually('it is gone', () => !on.opens('slow', digits));
    expect(on.twin('slow').memory.codes).to.have.length(1);
  });

  it('gives no codes to a hub that shows only part of its list, and says what to do', async () => {
    const unfit = (): string | undefined => on.unfit('small');
    for (let slot = 1; slot <= 12; slot += 1) await on.twin('small').setByHand(slot, String(555_100 + slot));
    on.twin('small').setTricks(['cuts_list']);
    await on.read('small');
    await eventually('ten entries', () => /maximum of keypad entries/.test(unfit() ?? ''));
    const put = await on.send('small', putOf('late', 1, on.pin(), windowOf(-5, 60)));
    await on.settled(put, 'rejected');
    for (let slot = 13; slot <= 40; slot += 1) await on.twin('small').setByHand(slot, String(555_100 + slot));
    on.twin('small').setTricks(['cuts_bytes']);
    await on.read('small');
    await eventually('4,096 bytes', () => /4096 bytes/.test(unfit() ?? ''));
    expect(on.twin('small').memory.codes).to.have.length(40);
  });

  it('proves by an entry that never opens in which zone the lock tells times, before it gets a code', async () => {
    await eventually('it is unfit', () => /tells times (60|120) minutes after those of UTC/.test(on.unfit('abroad') ?? ''));
    expect(on.twin('abroad').memory.codes).to.deep.equal([]);
    await on.settled(await on.send('abroad', putOf('astray', 1, on.pin(), windowOf(-5, 60))), 'rejected');
    for (const id of ['main', 'local']) expect(on.unfit(id), id).to.equal(undefined);
  });

  it('tells how far the clock of the lock is off, learned from each code', async () => {
    await on.twin('local').setSkew(90);
    await on.settled(await on.send('local', putOf('late', 1, on.pin(), windowOf(-5, 60))), 'installed');
    await eventually('the skew is told', () => on.stage.core.events('local').some((event) => event.type === 'clock_skew' && event.skewSeconds > 80));
    await on.twin('local').setSkew(0);
  });

  it('leaves no code on the lock that lost its window on the way', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['loses_windows']);
    const put = await on.send('odd', putOf('bare', 1, digits, windowOf(60, 120)));
    await eventually('a fault', () => on.stage.core.acks(put).some(({ error }) => error?.code === 'invalid_window'));
    on.twin('odd').setTricks([]);
    await on.settled(put, 'installed');
    expect(on.opens('odd', digits)).to.equal(false);
    await on.settled(await on.send('odd', removeOf('bare', 2)), 'removed');
  });

  it('tells of wrong codes, tampering, the door and a low battery', async () => {
    on.opens('main', '999888');
    on.twin('main').tamper();
    on.twin('main').unlock();
    await on.twin('main').setBattery(12);
    await eventually('all of it', () => ['refused', 'tamper', 'door', 'battery'].every((type) => on.stage.core.events('main').some((event) => event.type === type)));
  });

  it('waits for a hub that is away, and opens the door at a distance', async () => {
    const digits = on.pin();
    await on.twin('main').setOffline('offline');
    await eventually('offline', () => on.stage.core.reported('main')?.online === false);
    const put = await on.send('main', putOf('patient', 1, digits, windowOf(-5, 60)));
    await on.settled(put, 'accepted');
    await on.twin('main').setOffline('online');
    await on.settled(put, 'installed');
    const unlock = await on.send('main', { op: 'lock.unlock', iat: new Date().toISOString() });
    await eventually('unlocked', () => on.stage.core.acks(unlock).at(-1)?.evidence === 'device_ack');
  });

  it('shows no digits on the city broker, in its log or in its memory', () => on.noDigits());
});
