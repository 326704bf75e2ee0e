import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocks, type Locks } from '../../sandbox/locks/start-locks.ts';
import { newMemory, press, put, remove, setSlot, windowsOf, type TwinKind } from '../../sandbox/locks/twin.ts';
import { startTestBroker, type TestBroker } from '../support/broker.ts';

const NOW = Date.parse('2026-11-23T17:00:00Z');
const HOUR = 3_600_000;
const window = { from: new Date(NOW).toISOString(), until: new Date(NOW + HOUR).toISOString() };
const request = { slot: 1, ref: 'r', rev: 1, owner: 'leuven', windows: [window], pin: '483927' };

describe('lock twin', () => {
  const smart: TwinKind = { slots: 3, windows: true };

  it('opens from the first to the last millisecond of a window, by its own clock', () => {
    const memory = newMemory();
    expect(put(smart, memory, request)).to.equal(undefined);
    const opens = (now: number): boolean => press(smart, memory, '483927', now).opened;
    expect([opens(NOW - 1), opens(NOW), opens(NOW + HOUR - 1), opens(NOW + HOUR)]).to.deep.equal([false, true, true, false]);
    memory.skewSeconds = -60;
    expect([opens(NOW), opens(NOW + 60_000), opens(NOW + HOUR + 59_999)]).to.deep.equal([false, true, true]);
  });

  it('opens at any time while a code is on a lock that knows no windows', () => {
    const plain: TwinKind = { slots: 3, windows: false };
    const memory = newMemory();
    put(plain, memory, request);
    expect(press(plain, memory, '483927', NOW - 9 * HOUR).opened).to.equal(true);
    remove(memory, 1, 'other');
    expect(press(plain, memory, '483927', NOW).opened).to.equal(true);
    remove(memory, 1, 'r');
    expect(press(plain, memory, '483927', NOW).opened).to.equal(false);
  });

  it('refuses an occupied slot, equal digits, digits no lock takes and a slot it has not got', () => {
    const memory = newMemory();
    put(smart, memory, request);
    expect(put(smart, memory, { ...request, ref: 'other', pin: '555777' })).to.equal('occupied');
    expect(put(smart, memory, { ...request, ref: 'other', slot: 2 })).to.equal('duplicate');
    expect(put(smart, memory, { ...request, slot: 2, ref: 'other', pin: '048392' })).to.equal('bad_pin');
    expect(put(smart, memory, { ...request, slot: 4, ref: 'other', pin: '555777' })).to.equal('full');
    expect(put(smart, memory, { ...request, rev: 2 })).to.equal(undefined);
    expect(memory.codes).to.have.length(1);
  });

  it('locks its keypad for a minute after five wrong codes, also for the right one', () => {
    const memory = newMemory();
    put(smart, memory, request);
    for (let wrong = 0; wrong < 5; wrong += 1) expect(press(smart, memory, '999999', NOW).opened).to.equal(false);
    expect(press(smart, memory, '483927', NOW + 59_999)).to.deep.equal({ opened: false, why: 'locked out' });
    expect(press(smart, memory, '483927', NOW + 60_000).opened).to.equal(true);
  });

  it('keeps a window on its own wall clock, through summer time, and says when that is', () => {
    const memory = newMemory();
    const slotted: TwinKind = { slots: 3, windows: false };
    for (const [day, offset] of [['2026-07-01', '+02:00'], ['2026-12-01', '+01:00']] as const) {
      setSlot(slotted, memory, { slot: 1, pin: '483927', owner: 'leuven', wall: { from: `${day} 10:00:00`, until: `${day} 12:00:00`, zone: 'Europe/Brussels' } });
      const at = (time: string): boolean => press(slotted, memory, '483927', Date.parse(`${day}T${time}${offset}`)).opened;
      expect([at('09:59:59'), at('10:00:00'), at('11:59:59'), at('12:00:00')], day).to.deep.equal([false, true, true, false]);
      expect(windowsOf(memory.codes[0]!)).to.deep.equal([{ from: new Date(`${day}T10:00:00${offset}`).toISOString(), until: new Date(`${day}T12:00:00${offset}`).toISOString() }]);
    }
  });

  it('opens for nobody when its battery is empty', () => {
    const memory = newMemory();
    put(smart, memory, request);
    memory.battery = 0;
    expect(press(smart, memory, '483927', NOW)).to.deep.equal({ opened: false, why: 'battery empty' });
  });

  it('keeps no digits', () => {
    const memory = newMemory();
    put(smart, memory, request);
    expect(JSON.stringify(memory)).not.to.contain('483927');
  });
});

describe('lock panel', () => {
  let folder: string;
  let broker: TestBroker;
  let locks: Locks;
  const start = (): Promise<Locks> => startLocks({
    brokerUrl: broker.url, panelPort: 0, dataFile: join(folder, 'twins.jsonl'), locks: [{ id: 'front', gateway: 'leuven', name: 'Voordeur <Tweebronnen>', windows: false }, { id: 'side', gateway: 'leuven', name: 'Zijdeur', windows: false, face: { make: 'zigbee2mqtt' } }],
  });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oz-twins-'));
    broker = await startTestBroker('aedes');
    locks = await start();
    await locks.twin('front').put(request);
  });
  after(async () => {
    await locks.stop();
    await broker.stop();
    await rm(folder, { recursive: true });
  });

  const api = async (path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${locks.panelUrl}/api/locks/${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const form = async (path: string, fields: Record<string, string>): Promise<string> => {
    const response = await fetch(`${locks.panelUrl}/locks/front/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(response.url).to.equal(`${locks.panelUrl}/locks/front`);
    return response.text();
  };

  it('answers a press with opened or not, and says nothing more', async () => {
    expect(await api('front/press', { code: '483927' })).to.deep.equal({ status: 200, body: { opened: true } });
    expect(await api('front/press', { code: '999999' })).to.deep.equal({ status: 200, body: { opened: false } });
    expect((await api('front/press', { code: 483_927 })).status).to.equal(400);
    expect((await api('back/press', { code: '483927' })).status).to.equal(404);
  });

  it('shows how a lock is, without digits', async () => {
    const { body } = await api('front');
    expect(body).to.include({ id: 'front', battery: 87, offline: false, skewSeconds: 0 });
    expect(JSON.stringify(body)).not.to.contain('483927').and.not.to.contain('digest').and.not.to.contain('secret');
  });

  it('sets its clock to an instant or ahead by seconds, and its battery and line', async () => {
    expect((await api('front/clock', { at: new Date(Date.now() + 2 * HOUR).toISOString() })).body['skewSeconds']).to.be.within(7_199, 7_201);
    expect((await api('front/clock', { skewSeconds: 0 })).body['skewSeconds']).to.equal(0);
    expect((await api('front/clock', { at: 'tomorrow' })).status).to.equal(400);
    expect((await api('front/condition', { battery: 12, offline: true })).body).to.include({ battery: 12, offline: true });
    expect((await api('front/condition', { battery: 101, offline: 'yes' })).body['error']).to.contain('battery').and.to.contain('offline');
    await api('front/condition', { battery: 87, offline: false });
  });

  it('misbehaves as it is told to, and lets somebody set and clear codes by hand', async () => {
    expect((await api('front/tricks', { tricks: ['ignores_writes', 'ignores_deletes'] })).body['tricks']).to.deep.equal(['ignores_writes', 'ignores_deletes']);
    expect((await api('front/tricks', { tricks: ['bites'] })).body['error']).to.contain('cuts_list');
    expect((await api('front/tricks', { tricks: [] })).body['tricks']).to.deep.equal([]);
    expect((await api('front/hand', { slot: 9, code: '686868' })).status).to.equal(200);
    expect((await api('front/press', { code: '686868' })).body).to.deep.equal({ opened: true });
    expect((await api('front/hand', { slot: 8, code: '686868' })).body).to.deep.equal({ error: 'duplicate' });
    expect((await api('front/hand', { slot: 9, code: null })).status).to.equal(200);
    expect((await api('front/press', { code: '686868' })).body).to.deep.equal({ opened: false });
    for (const wrong of [{ slot: 0, code: null }, { slot: 9 }, { slot: 9, code: 686_868 }]) expect((await api('front/hand', wrong)).status).to.equal(400);
    expect((await api('front/condition', { asleep: true })).body).to.include({ asleep: true });
    expect((await api('front/condition', { asleep: false, lose: 0 })).body).to.include({ asleep: false });
    expect((await api('front/condition', { asleep: 1, lose: -1 })).body['error']).to.contain('asleep').and.to.contain('lose');
  });

  it('has a keypad that works key by key without a script', async () => {
    for (const key of ['4', '8', '3', '9', '2']) await form('key', { key });
    expect(await form('key', { key: '7' })).to.contain('6 cijfers ingetoetst').and.not.to.contain('483927');
    expect(await form('key', { key: 'enter' })).to.contain('Geopend');
    expect(await form('press', { code: '111222' })).to.contain('Geweigerd').and.not.to.contain('111222');
    expect(await form('key', { key: 'clear' })).to.contain('0 cijfers');
  });

  it('shows of which make each lock is, and misbehaves and suffers as its buttons say', async () => {
    expect(await (await fetch(locks.panelUrl)).text()).to.contain('Zigbee2MQTT').and.to.contain('Openzaal');
    const side = async (path: string, fields: Record<string, string>): Promise<string> => (await fetch(`${locks.panelUrl}/locks/side/${path}`, { method: 'POST', body: new URLSearchParams(fields) })).text();
    expect(await side('tricks', { ignores_writes: 'on', bites: 'on' })).to.match(/name="ignores_writes" value="on" checked/);
    expect([...locks.twin('side').tricks()]).to.deep.equal(['ignores_writes']);
    await side('tricks', {});
    expect(locks.twin('side').tricks().size).to.equal(0);
    await side('hand', { slot: '7', code: '686868' });
    expect(locks.twin('side').press('686868').opened).to.equal(true);
    await side('hand', { slot: '7', code: '' });
    expect(locks.twin('side').memory.codes).to.deep.equal([]);
    expect(await side('radio', { sleep: 'asleep' })).to.contain('Wakker maken');
    await side('radio', { sleep: 'awake', latency: '40', lose: '2' });
    expect([locks.twin('side').radio.asleep(), locks.twin('side').radio.latencyMs()]).to.deep.equal([false, 40]);
    expect(await Promise.all([1, 2, 3].map(() => locks.twin('side').radio.reach()))).to.deep.equal(['lost', 'lost', 'reached']);
    const told: string[] = [];
    locks.twin('side').onEvent(({ type }) => told.push(type));
    await side('tamper', {});
    await side('unlock', {});
    expect(await side('wrong', {})).to.contain('Geblokkeerd');
    expect(told).to.include.members(['tamper', 'refused', 'lockout']);
    expect(locks.twin('side').door()).to.equal('open');
    for (const [path, fields] of [['battery', { percent: '' }], ['clock', { minutes: 'soon' }], ['hand', { slot: '-1', code: 'x' }], ['radio', { latency: 'slow' }], ['constructor', {}]] as const) {
      const before = JSON.stringify(locks.twin('side').memory);
      await side(path, fields);
      expect(JSON.stringify(locks.twin('side').memory), path).to.equal(before);
    }
  });

  it('writes names as text and keeps pages out of caches', async () => {
    const response = await fetch(`${locks.panelUrl}/locks/front`);
    expect(await response.text()).to.contain('Voordeur &lt;Tweebronnen&gt;');
    expect(response.headers.get('cache-control')).to.equal('no-store');
    expect((await fetch(`${locks.panelUrl}/%`)).status).to.equal(400);
  });

  it('holds its codes through a power cut', async () => {
    await locks.stop();
    locks = await start();
    expect((await api('front/press', { code: '483927' })).body).to.deep.equal({ opened: true });
  });
});
