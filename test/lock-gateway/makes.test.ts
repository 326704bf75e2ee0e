import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { brokersHere } from '../support/broker.ts';
import { eventually, pause, putOf, removeOf, startStage, windowOf, type Stage, type StageLock } from './stage.ts';

const QUICK = { answerSeconds: 2 };
const MAKES: readonly StageLock[] = [
  { id: 'native', windows: true },
  { id: 'zigbee', windows: false, face: { make: 'zigbee2mqtt' }, config: { driver: 'zigbee2mqtt', slots: '10-19', settleSeconds: 0.05, ...QUICK } },
  { id: 'zwave', windows: false, face: { make: 'zwave-js-ui', name: 'hall', node: 5 }, config: { driver: 'zwave-js-ui', name: 'hall', node: 5, slots: '10-19', ...QUICK } },
  { id: 'scheduled', windows: false, face: { make: 'zwave-js-ui', name: 'hall', node: 6 }, config: { driver: 'zwave-js-ui', name: 'hall', node: 6, slots: '10-19', schedules: true, ...QUICK } },
  { id: 'nuki', windows: false, slots: 50, face: { make: 'nuki_hub', path: 'nukihub' }, config: { driver: 'nuki_hub', timeZone: 'UTC', entries: 50, listAfterSeconds: 0.05, ...QUICK } },
];
const IDS = MAKES.map(({ id }) => id);

describe('a gateway with a lock of each make', function () {
  this.timeout(120_000);
  let stage: Stage;
  before(async () => {
    stage = await startStage(brokersHere()[0]!, MAKES);
    await eventually('all locks are online', () => IDS.every((id) => stage.core.reported(id)?.online === true), 30_000);
  });
  after(() => stage.stop());

  let drawn = 0;
  /** Six digits that any make takes, no two alike on one lock. */
  const pin = (): string => String(345_111 + (drawn += 1) * 1_111).replaceAll('0', '9');
  const opens = (lock: string, digits: string): boolean => {
    // The oracle is asked often: a lock-out would hide what is asked.
    Object.assign(stage.locks.twin(lock).memory, { wrongPresses: 0, lockedOutUntil: 0 });
    return stage.locks.twin(lock).press(digits).opened;
  };
  const stateOf = (lock: string, ref: string): string | undefined => stage.core.reported(lock)?.codes.find((code) => code.ref === ref)?.state;
  const everywhere = (what: string, holds: (lock: string) => boolean): Promise<void> => eventually(what, () => IDS.every(holds), 40_000);
  const slowness = (ms: number): void => IDS.forEach((id) => stage.locks.twin(id).radio.setLatency(ms));
  const sendAll = async (command: () => Parameters<Stage['core']['send']>[1]): Promise<void> => {
    for (const id of IDS) await stage.core.send(id, command());
  };

  it('with the city line cut takes codes off at their end, and keeps those that should stay', async () => {
    const [ending, staying] = [pin(), pin()];
    await sendAll(() => putOf('staying', 1, staying, windowOf(-2, 60)));
    await sendAll(() => putOf('ending', 1, ending, windowOf(-2, 0.15)));
    await everywhere('both are on the locks', (id) => stateOf(id, 'ending') !== 'accepted' && stateOf(id, 'staying') === 'installed');
    await stage.city.down();
    await everywhere('the one is gone', (id) => stage.locks.twin(id).memory.codes.length === 1);
    for (const id of IDS) expect([opens(id, ending), opens(id, staying)], id).to.deep.equal([false, true]);
    await stage.city.up();
    await everywhere('it is told afterwards', (id) => stateOf(id, 'ending') === 'removed' && stateOf(id, 'staying') === 'installed');
    await sendAll(() => removeOf('staying', 2));
    await everywhere('both are gone', (id) => stateOf(id, 'staying') === 'removed');
  });

  it('gets a code onto each lock though requests on the way there are lost, and off again when a lock that sleeps wakes', async () => {
    const digits = pin();
    for (const id of IDS) stage.locks.twin(id).radio.lose(1);
    await sendAll(() => putOf('through', 1, digits, windowOf(-2, 60)));
    await everywhere('it is on the locks', (id) => stateOf(id, 'through') === 'installed');
    for (const id of IDS) expect([opens(id, digits), stage.locks.twin(id).memory.codes.length], id).to.deep.equal([true, 1]);
    for (const id of IDS) stage.locks.twin(id).radio.sleep();
    await sendAll(() => removeOf('through', 2));
    await everywhere('it is known that it should go', (id) => stateOf(id, 'through') === 'removing');
    for (const id of IDS) expect(opens(id, digits), id).to.equal(true);
    for (const id of IDS) stage.locks.twin(id).radio.wake();
    await everywhere('it is gone', (id) => stateOf(id, 'through') === 'removed');
    for (const id of IDS) expect(opens(id, digits), id).to.equal(false);
  });

  // The radio takes 60 ms a request: the kills fall before, within and between the requests that a change needs.
  for (const [round, afterMs] of [10, 120, 400].entries()) {
    it(`finishes what it began when it is killed ${afterMs} ms into it, writing nothing twice`, async () => {
      const [leaving, coming] = [pin(), pin()];
      await sendAll(() => putOf(`leaving-${round}`, 1, leaving, windowOf(-2, 60)));
      await everywhere('one is on the locks', (id) => stateOf(id, `leaving-${round}`) === 'installed');
      slowness(60);
      const commands = IDS.flatMap((id) => [removeOf(`leaving-${round}`, 2), putOf(`coming-${round}`, 1, coming, windowOf(-2, 60))].map((command) => ({ id, command, cmdId: randomUUID() })));
      for (const { id, command, cmdId } of commands) await stage.core.send(id, command, { cmdId });
      await pause(afterMs);
      await stage.gateway.kill();
      slowness(0);
      await stage.gateway.start();
      // What it had not yet answered it may not have kept; the worker says that again.
      for (const { id, command, cmdId } of commands.filter(({ cmdId: one }) => stage.core.acks(one).length === 0)) await stage.core.send(id, command, { cmdId });
      await everywhere('the change is done', (id) => stateOf(id, `leaving-${round}`) === 'removed' && stateOf(id, `coming-${round}`) === 'installed');
      for (const id of IDS) {
        expect([opens(id, leaving), opens(id, coming)], id).to.deep.equal([false, true]);
        expect(stage.locks.twin(id).memory.codes, id).to.have.length(1);
      }
      await sendAll(() => removeOf(`coming-${round}`, 2));
      await everywhere('it is gone', (id) => stateOf(id, `coming-${round}`) === 'removed');
    });
  }
});
