import { expect } from 'chai';
import { eventually, pause, putOf, removeOf, windowOf } from '../stage.ts';
import { driverStage, type DriverStage } from './driver-stage.ts';

const lock = (id: string, node: number, more: object = {}) => ({
  id, windows: false, slots: 30, face: { make: 'zwave-js-ui' as const, name: 'hall', node },
  config: { driver: 'zwave-js-ui', name: 'hall', node, slots: '10-19', answerSeconds: 0.5, ...more },
});

describe('zwave-js-ui driver on a real broker', function () {
  this.timeout(60_000);
  let on: DriverStage;
  before(async () => {
    on = await driverStage([lock('main', 5), lock('odd', 6), lock('edge', 7, { slots: '29-33' }), lock('timed', 8, { schedules: true }), lock('light', 10), lock('slow', 9, { answerSeconds: 4 })]);
  });
  after(() => on.stage.stop());

  it('puts a code into a slot of ours just in time, by what the lock shows, and takes it off again', async () => {
    const [now, later] = [on.pin(), on.pin()];
    await on.send('main', putOf('later', 1, later, windowOf(300, 360)));
    const put = await on.send('main', putOf('now', 1, now, windowOf(20, 60)));
    await on.settled(put, 'installed');
    expect(on.stage.core.acks(put).at(-1)?.evidence).to.equal('read_back');
    await eventually('in the first slot of ours', () => on.code('main', 'now')?.slot === 10);
    expect([on.opens('main', now), on.opens('main', later)]).to.deep.equal([true, false]);
    await eventually('the entry is told', () => on.stage.core.events('main').some((event) => event.type === 'entry' && event.ref === 'now'));
    await on.settled(await on.send('main', removeOf('now', 2)), 'removed');
    expect(on.opens('main', now)).to.equal(false);
  });

  it('leaves the slot of somebody else alone and takes another', async () => {
    const [digits, foreign] = [on.pin(), on.pin()];
    await on.twin('main').setByHand(10, foreign);
    await on.settled(await on.send('main', putOf('beside', 1, digits, windowOf(-5, 60))), 'installed');
    await eventually('in the next slot', () => on.code('main', 'beside')?.slot === 11);
    await eventually('told', () => on.stage.core.reported('main')?.slots.foreign === 1);
    await on.stage.core.manifest('main', []);
    await eventually('ours is gone', () => !on.opens('main', digits));
    expect(on.opens('main', foreign)).to.equal(true);
  });

  it('reads the lock where the controller cannot confirm', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['leaves_unconfirmed']);
    await on.settled(await on.send('odd', putOf('unsure', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('odd').setTricks([]);
    expect(on.opens('odd', digits)).to.equal(true);
  });

  it('finds out by reading when the controller does not answer at all, without writing twice', async () => {
    const digits = on.pin();
    on.twin('odd').setTricks(['answers_nothing']);
    await on.settled(await on.send('odd', putOf('mute', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('odd').setTricks([]);
    expect(on.twin('odd').memory.codes).to.have.length(2);
    expect(on.opens('odd', digits)).to.equal(true);
  });

  it('never calls a code installed by the word ok alone', async () => {
    on.twin('odd').setTricks(['ignores_writes']);
    const put = await on.send('odd', putOf('ignored', 1, on.pin(), windowOf(-5, 60)));
    await eventually('a fault', () => on.stage.core.acks(put).some(({ error }) => error !== undefined));
    expect(on.stage.core.acks(put).some(({ status }) => status === 'installed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.send('odd', removeOf('ignored', 2));
  });

  it('asks for other digits where the lock has these already', async () => {
    const digits = on.pin();
    await on.twin('odd').setByHand(1, digits);
    const put = await on.send('odd', putOf('equal', 1, digits, windowOf(-5, 60)));
    await eventually('told', () => on.stage.core.acks(put).at(-1)?.error?.retry === 'new_pin');
    expect(on.stage.core.acks(put).at(-1)?.error?.code).to.equal('duplicate_code');
  });

  it('goes on taking a code off that the lock only says is gone', async () => {
    const digits = on.pin();
    await on.settled(await on.send('odd', putOf('sticky', 1, digits, windowOf(-5, 60))), 'installed');
    on.twin('odd').setTricks(['ignores_deletes']);
    const removal = await on.send('odd', removeOf('sticky', 2));
    await pause(700);
    expect(on.opens('odd', digits)).to.equal(true);
    expect(on.stage.core.acks(removal).some(({ status }) => status === 'removed')).to.equal(false);
    on.twin('odd').setTricks([]);
    await on.settled(removal, 'removed');
    expect(on.opens('odd', digits)).to.equal(false);
  });

  it('gives no codes to a node that takes none, and says so before anybody needs one', async () => {
    on.twin('light').setTricks(['lacks_user_codes']);
    await on.twin('light').setOffline('offline');
    await eventually('offline', () => on.stage.core.reported('light')?.online === false);
    await on.twin('light').setOffline('online');
    await eventually('it is unfit', () => /no user codes/.test(on.unfit('light') ?? ''));
    await on.settled(await on.send('light', putOf('none', 1, on.pin(), windowOf(-5, 60))), 'rejected');
    expect(on.stage.core.reported('light')?.online).to.equal(true);
  });

  it('tells how far the clock is off of a lock that keeps windows by it', async () => {
    await on.twin('timed').setSkew(900);
    await on.read('timed');
    await eventually('the skew is told', () => on.stage.core.events('timed').some(({ type }) => type === 'clock_skew'));
    expect(on.stage.core.reported('timed')?.skewSeconds).to.be.within(840, 960);
    await on.twin('timed').setSkew(0);
    await on.read('timed');
    await eventually('it is right again', () => on.stage.core.reported('timed')?.skewSeconds === 0);
  });

  it('uses no slot that the lock has not got', async () => {
    const puts = await Promise.all(['a', 'b', 'c'].map((ref) => on.send('edge', putOf(ref, 1, on.pin(), windowOf(-5, 60)))));
    await eventually('two fit and one does not', () => {
      const last = puts.map((put) => on.stage.core.acks(put).at(-1));
      return last.filter((ack) => ack?.status === 'installed').length === 2 && last.some((ack) => ack?.error?.code === 'no_space');
    });
    expect(on.stage.core.reported('edge')?.online).to.equal(true);
  });

  it('gives a lock with schedules the window, which the lock keeps by its own clock', async () => {
    const digits = on.pin();
    await on.settled(await on.send('timed', putOf('scheduled', 1, digits, windowOf(60, 120))), 'installed');
    const twin = on.twin('timed');
    const results: boolean[] = [];
    for (const minutes of [0, 90, 130]) {
      await twin.setSkew(minutes * 60);
      results.push(on.opens('timed', digits));
    }
    await twin.setSkew(0);
    expect(results).to.deep.equal([false, true, false]);
    await on.settled(await on.send('timed', putOf('scheduled', 2, digits, windowOf(-5, 60))), 'installed');
    expect(on.opens('timed', digits)).to.equal(true);
  });

  it('sets the schedule again after a kill between a code and its schedule', async () => {
    const digits = on.pin();
    await on.settled(await on.send('timed', putOf('bare', 1, digits, windowOf(60, 120))), 'installed');
    await on.stage.gateway.kill();
    for (const code of on.twin('timed').memory.codes) delete code.wall;
    expect(on.opens('timed', digits)).to.equal(true);
    await on.stage.gateway.start();
    await eventually('shut again', () => !on.opens('timed', digits));
    expect(on.code('timed', 'bare')?.state).to.equal('installed');
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

  it('waits for a node that is dead', async () => {
    const digits = on.pin();
    await on.twin('slow').setOffline('offline');
    await eventually('offline', () => on.stage.core.reported('slow')?.online === false);
    const put = await on.send('slow', putOf('patient', 1, digits, windowOf(-5, 60)));
    await on.settled(put, 'accepted');
    await on.twin('slow').setOffline('online');
    await on.settled(put, 'installed');
  });

  it('tells of wrong codes, the lock-out after many, tampering, the door and a low battery', async () => {
    on.opens('main', '999888');
    on.twin('main').tamper();
    on.twin('main').unlock();
    await on.twin('main').setBattery(12);
    for (let wrong = 0; wrong < 5; wrong += 1) on.twin('main').press('999888');
    await eventually('all of it', () => ['refused', 'tamper', 'lockout', 'door', 'battery'].every((type) => on.stage.core.events('main').some((event) => event.type === type)));
  });

  it('shows no digits on the city broker, in its log or in its memory', () => on.noDigits());
});
