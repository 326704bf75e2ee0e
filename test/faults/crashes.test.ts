import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { openDoors } from '../access/doors.ts';
import { aDoorHall, book, insertDoors, useDoors } from '../access/setting.ts';
import { eventually, pause, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { leaksIn } from '../support/leaks.ts';
import { aPerson } from '../support/people.ts';
import { opens } from './judge.ts';

const HOUR = 3_600_000;
const LONG_MS = 60_000;

/** Real processes, really killed: the gateway, and the best broker that is here. */
describe('doors through crashes of what stands between', function () {
  this.timeout(300_000);
  const database = useDatabase();
  let stage: Stage;
  let person: SignedIn;
  const doors = openDoors(() => stage, () => setting.db, database);
  after('stop the worker, then the stage; the pool is closed after them', async () => {
    await doors.close();
    await stage?.stop();
  });
  const setting = useDoors(database);
  const halls = new Map<string, Hall>();
  const names = ['ended', 'killed', 'forgot', 'taken', 'sent', 'lost', 'wrote', 'any'];

  before(async () => {
    stage = await startStage(brokersHere()[0]!, names.map((id) => ({ id, windows: true })));
    await doors.watch();
    person = await aPerson(setting.db);
    for (const name of names) {
      const hall = aDoorHall();
      await insertDoors(setting.db, [hall], [{ lockName: name }]);
      halls.set(name, hall);
    }
    await eventually('all locks are online', () => names.every((id) => stage.core.reported(id)?.online === true), LONG_MS);
    await doors.start();
  });

  const inHours = (from: number): Period => {
    const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
    return { start, end: new Date(start.getTime() + HOUR) };
  };
  const bookAt = async (name: string, period: Period): Promise<BookingId> => (await book(setting.db, halls.get(name)!, period, person)).id;
  const cancel = (id: BookingId) => transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));
  const held = (name: string): number => stage.locks.twin(name).memory.codes.length;
  /** The same question for every fault: before, inside and after. */
  const mustOpen = (name: string, digits: string, { start, end }: Period): void => {
    const at = [addMinutes(start, -16), start, addMinutes(end, -1), addMinutes(end, 16)];
    expect(at.map((instant) => opens({ twin: stage.locks.twin(name) }, digits, instant.getTime())), name).to.deep.equal([false, true, true, false]);
  };
  const mustNotOpen = (name: string, digits: string, { start }: Period): void => void expect(opens({ twin: stage.locks.twin(name) }, digits, start.getTime()), name).to.equal(false);
  /** What the gateway has on disk about its codes on this lock. */
  const onDisk = (name: string): Promise<string> => readFile(join(stage.folder, 'state', 'codebook.jsonl'), 'utf8')
    .then((text) => text.split('\n').filter((line) => line.startsWith(`["code/${name}/`)).at(-1) ?? '', () => '');
  const untilDisk = async (name: string, says: string): Promise<void> => {
    for (let tries = 0; !(await onDisk(name)).includes(says); tries += 1) {
      if (tries > 3_000) throw new Error(`the gateway's memory of ${name} never said ${says}`);
      await pause(10);
    }
  };
  const settledAs = async (id: BookingId, state: 'confirmed' | 'removed'): Promise<void> => {
    for (let tries = 0; (await doors.state(id)) !== state; tries += 1) {
      if (tries > 1_200) throw new Error(`the door is ${await doors.state(id)} and not ${state}`);
      await pause(50);
    }
  };

  for (const [name, what, away, back] of [
    ['ended', 'is started anew', () => stage.city.end(), async () => {}],
    ['killed', 'is killed', () => stage.city.down(), async () => {}],
    ['forgot', 'is killed and loses all that it had saved', () => stage.city.down(), () => stage.city.forget()],
  ] as const) {
    it(`comes right when the city's broker ${what}`, async () => {
      const [kept, gone] = [await bookAt(name, inHours(24)), await bookAt(name, inHours(26))];
      await Promise.all([settledAs(kept, 'confirmed'), settledAs(gone, 'confirmed')]);
      const dead = await doors.digits(gone);
      await away();
      mustOpen(name, await doors.digits(kept), inHours(24));
      await cancel(gone);
      const fresh = await bookAt(name, inHours(28));
      await back();
      await stage.city.up();
      await Promise.all([settledAs(gone, 'removed'), settledAs(fresh, 'confirmed'), settledAs(kept, 'confirmed')]);
      mustOpen(name, await doors.digits(kept), inHours(24));
      mustOpen(name, await doors.digits(fresh), inHours(28));
      mustNotOpen(name, dead, inHours(26));
      expect(held(name)).to.equal(2);
    });
  }

  /** A booking whose put is in the gateway when `killed` kills it; afterwards there is one code, which opens as agreed, and which a cancellation takes off. */
  const throughKill = async (name: string, killed: () => Promise<void>): Promise<void> => {
    const period = inHours(24);
    const id = await bookAt(name, period);
    await killed();
    await stage.gateway.start();
    await settledAs(id, 'confirmed');
    const digits = await doors.digits(id);
    mustOpen(name, digits, period);
    expect(held(name)).to.equal(1);
    await cancel(id);
    await settledAs(id, 'removed');
    mustNotOpen(name, digits, period);
    expect(held(name)).to.equal(0);
  };

  it('comes right when the gateway is killed before it publishes what it has taken', async () => {
    const { setOffline } = stage.locks.twin('taken');
    await setOffline('offline');
    await eventually('offline', () => stage.core.reported('taken')?.online === false, LONG_MS);
    await throughKill('taken', async () => {
      await untilDisk('taken', '"onLock":"no"');
      await stage.gateway.kill();
      await setOffline('online');
    });
  });

  it('comes right when the gateway is killed after it published, and the lock writes meanwhile', async () => {
    const { radio } = stage.locks.twin('sent');
    radio.sleep();
    await throughKill('sent', async () => {
      await untilDisk('sent', '"onLock":"unknown"');
      await stage.gateway.kill();
      radio.wake();
      await eventually('the lock wrote it', () => held('sent') === 1, LONG_MS);
    });
  });

  it('comes right when the gateway is killed after it published, and the request never reached the lock', async () => {
    const { radio } = stage.locks.twin('lost');
    radio.lose(1);
    await throughKill('lost', async () => {
      await untilDisk('lost', '"onLock":"unknown"');
      await stage.gateway.kill();
      radio.lose(0);
      expect(held('lost')).to.equal(0);
    });
  });

  it('comes right when the gateway is killed after the lock wrote, before that was remembered', async () => {
    const { radio } = stage.locks.twin('wrote');
    radio.sleep();
    await throughKill('wrote', async () => {
      await untilDisk('wrote', '"onLock":"unknown"');
      // Its building's broker holds the answer for it, and it hears nothing.
      stage.gateway.freeze();
      radio.wake();
      await eventually('the lock wrote it', () => held('wrote') === 1, LONG_MS);
      expect(await onDisk('wrote')).to.include('"onLock":"unknown"');
      await stage.gateway.kill();
    });
  });

  it('comes right when the gateway is killed again and again, wherever it happens to be', async () => {
    const ids: BookingId[] = [];
    for (let round = 0; round < 4; round += 1) {
      ids.push(await bookAt('any', inHours(24 + 3 * round)));
      if (round > 1) await cancel(ids[round - 2]!);
      await pause(Math.random() * 60);
      await stage.gateway.kill();
      await stage.gateway.start();
    }
    for (const [round, id] of ids.entries()) await settledAs(id, round < 2 ? 'removed' : 'confirmed');
    for (const round of [2, 3]) mustOpen('any', await doors.digits(ids[round]!), inHours(24 + 3 * round));
    expect(held('any')).to.equal(2);
  });

  it('shows no digits on the city line or in a log, whatever happened', async () => {
    const issued = await doors.allDigits();
    expect(issued.length).to.be.greaterThan(10);
    const texts = { city: doors.raw.join('\n'), gateway: stage.gateway.log(), worker: doors.log() };
    expect(leaksIn(Object.fromEntries(Object.entries(texts).map(([where, text]) => [where, text.replaceAll(/c-[0-9a-f]{20}|"(jwe|mac)":"[^"]*"/g, '~')])), issued)).to.deep.equal([]);
  });
});
