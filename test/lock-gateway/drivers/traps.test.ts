import { expect } from 'chai';
import { DriverFault, type LockDriver, type LockFamily, type Notice } from '../../../lock-gateway/locks/driver.ts';
import { keypadList, nameOf, isOurName } from '../../../lock-gateway/locks/nuki-dialect.ts';
import { nukiLocks } from '../../../lock-gateway/locks/nuki-hub.ts';
import { silentRefusals } from '../../../lock-gateway/locks/silent-refusals.ts';
import { zigbeeState, zigbeeTrouble } from '../../../lock-gateway/locks/zigbee-dialect.ts';
import { zigbeeLocks } from '../../../lock-gateway/locks/zigbee2mqtt.ts';
import { zwaveEvent } from '../../../lock-gateway/locks/zwave-dialect.ts';
import { zwaveLocks } from '../../../lock-gateway/locks/zwave-js-ui.ts';
import { wallText, wallTime, wallWindow } from '../../../lock-gateway/lock-clock.ts';
import type { LockConfig } from '../../../lock-gateway/lock-settings.ts';

const bytes = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const window = { from: '2030-01-01T10:00:00.000Z', until: '2030-01-01T12:00:00.000Z' };
const code = { slot: 12, ref: 'r', rev: 1, pin: '483927', windows: [window] };

interface Said {
  topic: string;
  message: Record<string, unknown>;
}

/** A driver on a line on which the test says everything that is heard. */
function onLine(family: LockFamily, config: LockConfig, answer: (said: Said, hear: (topic: string, value: unknown) => void) => void): { driver: LockDriver; said: Said[]; notices: Notice[] } {
  const said: Said[] = [];
  const notices: Notice[] = [];
  const publish = async (topic: string, message: object | string): Promise<void> => {
    const one = { topic, message: (typeof message === 'string' ? { text: message } : message) as Record<string, unknown> };
    said.push(one);
    setImmediate(() => answer(one, (heard, value) => family.onMessage(heard, bytes(value), 'fresh')));
  };
  const driver = family.driver(config, () => ({ isUp: () => true, publish, close: async () => {} }), (notice) => notices.push(notice));
  return { driver, said, notices };
}

async function faultOf(work: Promise<unknown>): Promise<Pick<DriverFault, 'code' | 'retry' | 'effect'> | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof DriverFault)) throw error;
    return { code: error.code, retry: error.retry, effect: error.effect };
  }
}

describe('what Zigbee2MQTT says', () => {
  const config: LockConfig = { id: 'door', address: 'Zaal 1', leadMinutes: 45, driver: 'zigbee2mqtt', base: 'z', slots: { first: 10, last: 19 }, answerMs: 60, settleMs: 10 };
  const state = 'z/Zaal 1';

  it('is asked for one slot at a time, never for all', async () => {
    const family = zigbeeLocks();
    let users: Record<string, { status: string }> = { 12: { status: 'available' } };
    let seen = 0;
    const { driver, said } = onLine(family, config, ({ topic, message }, hear) => {
      const asked = message['pin_code'] as { user: number; pin_code?: string | null };
      if (topic.endsWith('/set')) users = { [asked.user]: { status: asked.pin_code === null ? 'available' : 'enabled' } };
      else hear(state, { users, last_seen: (seen += 1) });
    });
    family.onMessage('z/bridge/state', bytes({ state: 'online' }), 'kept');
    expect(await driver.write(code)).to.equal('read_back');
    expect((await driver.read([code])).codes).to.deep.equal([{ slot: 12, owned: true, ref: 'r', rev: 1, windows: [window] }]);
    expect(await driver.clear(12, 'r')).to.equal('read_back');
    const gets = said.filter(({ topic, message }) => topic.endsWith('/get') && 'pin_code' in message);
    expect(gets).to.not.be.empty;
    for (const { message } of gets) expect((message['pin_code'] as { user?: number }).user).to.equal(12);
  });

  it('counts only when the lock caused it: not from the broker’s store, and not with the last_seen of before', async () => {
    const family = zigbeeLocks();
    const stale = { users: { 12: { status: 'enabled' } }, last_seen: '2026-11-23T10:00:00Z' };
    const { driver } = onLine(family, config, ({ topic }, hear) => {
      if (topic.endsWith('/get')) hear(state, stale);
    });
    family.onMessage('z/bridge/state', bytes({ state: 'online' }), 'kept');
    family.onMessage('z/Zaal 1/availability', bytes('online'), 'kept');
    family.onMessage(state, bytes(stale), 'kept');
    expect(await faultOf(driver.read([code]))).to.deep.equal({ code: 'timeout', retry: 'later', effect: 'unknown' });
  });

  it('touches no slot that somebody else has, also when told to write there', async () => {
    const family = zigbeeLocks();
    const { driver, said } = onLine(family, config, ({ topic }, hear) => {
      if (topic.endsWith('/get')) hear(state, { users: { 12: { status: 'enabled' } } });
    });
    family.onMessage('z/bridge/state', bytes({ state: 'online' }), 'kept');
    expect(await driver.lookAt!(12)).to.equal('foreign');
    expect(await faultOf(driver.write(code))).to.deep.equal({ code: 'device_busy', retry: 'later', effect: 'none' });
    expect(said.some(({ topic }) => topic.endsWith('/set'))).to.equal(false);
  });

  it('of a lock on batteries holds for 25 hours', () => {
    for (const [hours, online] of [[24, true], [26, false]] as const) {
      const family = zigbeeLocks();
      const { driver } = onLine(family, config, () => {});
      family.onMessage(state, bytes({ last_seen: Date.now() - hours * 3_600_000, users: {} }), 'kept');
      family.onMessage('z/bridge/state', bytes({ state: 'online' }), 'kept');
      expect(driver.condition().online, `${hours} h`).to.equal(online);
    }
  });

  it('is read without its digits, and a bridge that shows some makes the lock unfit until it stops', () => {
    const family = zigbeeLocks();
    const { driver, notices } = onLine(family, config, () => {});
    family.onMessage('z/bridge/state', bytes({ state: 'online' }), 'kept');
    const shown = { last_seen: 1, users: { 12: { status: 'enabled', pin_code: '483927' } }, last_used_pin_code: '483927', action: 'unlock', action_user: 12, action_source_name: 'keypad' };
    expect(JSON.stringify([...zigbeeState(bytes(shown)).users, zigbeeState(bytes(shown))])).not.to.contain('483927');
    family.onMessage(state, bytes(shown), 'fresh');
    expect(driver.condition().unfit).to.match(/expose_pin/);
    expect(JSON.stringify([driver.condition(), notices])).not.to.contain('483927');
    expect(notices.some((notice) => notice.type === 'entry' && notice.slot === 12)).to.equal(true);
    family.onMessage(state, bytes({ users: { 12: { status: 'enabled' } }, last_seen: 2 }), 'fresh');
    expect(driver.condition().unfit).to.equal(undefined);
  });

  it('of failures is only text, taken for the lock and slot in hand alone', () => {
    const line = (lock: string, user: number, why: string) => bytes({ level: 'error', message: `z2m: Publish 'set' 'pin_code' to '${lock}' failed: setPinCode({"userid":${user}}) (${why})` });
    expect(zigbeeTrouble(line('Zaal 1', 12, 'DUPLICATE'), 'Zaal 1', 12)).to.equal('duplicate');
    expect(zigbeeTrouble(line('Zaal 1', 12, 'INVALID_FIELD'), 'Zaal 1', 12)).to.equal('beyond');
    const beyond = "z2m: Publish 'set' 'pin_code' to 'Zaal 1' failed: 'Error: user must be in range for device'";
    expect(zigbeeTrouble(bytes({ level: 'error', message: beyond }), 'Zaal 1', 12)).to.equal('beyond');
    expect(zigbeeTrouble(line('Zaal 1', 12, 'Timeout'), 'Zaal 1', 12)).to.equal('other');
    expect(zigbeeTrouble(line('Zaal 1', 13, 'DUPLICATE'), 'Zaal 1', 12)).to.equal(undefined);
    expect(zigbeeTrouble(line('Zaal 11', 12, 'DUPLICATE'), 'Zaal 1', 12)).to.equal(undefined);
  });

  it('survives whatever is not as agreed', () => {
    const family = zigbeeLocks();
    onLine(family, config, () => {});
    for (const topic of [state, `${state}/availability`, 'z/bridge/state', 'z/bridge/logging']) {
      for (const hostile of ['', '[]', 'null', '{"users":[1]}', '{"users":{"12":null}}', '{"users":{"12":{"status":5}}}', '{"message":7,"level":"error"}']) family.onMessage(topic, bytes(hostile), 'fresh');
    }
  });
});

describe('what Z-Wave JS UI says', () => {
  const config: LockConfig = {
    id: 'door', address: 'door', leadMinutes: 45, driver: 'zwave-js-ui', prefix: 'zwave', name: 'hall', node: 5, slots: { first: 10, last: 19 }, schedules: false, timeZone: 'Europe/Brussels', answerMs: 60,
  };
  const clients = 'zwave/_CLIENTS/ZWAVE_GATEWAY-hall';
  const setUp = (results: (api: string) => unknown) => {
    const family = zwaveLocks();
    const line = onLine(family, config, ({ topic, message }, hear) => {
      const api = topic.split('/').at(-2)!;
      // Somebody else asks the same of the same controller.
      hear(`${clients}/api/${api}`, { success: true, result: { userIdStatus: 1 }, origin: { cid: 'foreign' } });
      hear(`${clients}/api/${api}`, { success: true, result: results(api), origin: message });
    });
    family.onMessage(`${clients}/status`, bytes({ value: true }), 'kept');
    return line;
  };

  it('means by each number what the standard says', async () => {
    const meanings = {
      1: { code: 'device_busy', retry: 'later', effect: 'none' }, 3: { code: 'duplicate_code', retry: 'new_pin', effect: 'none' }, 4: { code: 'invalid_code', retry: 'new_pin', effect: 'none' },
      5: { code: 'duplicate_code', retry: 'new_pin', effect: 'none' }, 255: { code: 'timeout', retry: 'later', effect: 'unknown' }, 0: { code: 'internal', retry: 'later', effect: 'unknown' },
    };
    for (const [result, fault] of Object.entries(meanings)) {
      const { driver } = setUp((api) => (api === 'sendCommand' ? { userIdStatus: 0 } : Number(result)));
      expect(await faultOf(driver.write(code)), result).to.deep.equal(fault);
    }
  });

  it('is taken for an answer only with our own number on it, and a masked code for what it is', async () => {
    const { driver } = setUp(() => ({ userIdStatus: 0, userCode: '' }));
    expect(await driver.lookAt!(12)).to.equal('free');
    const masked = setUp(() => ({ userIdStatus: 1, userCode: '******' }));
    expect((await masked.driver.read([code])).codes).to.have.length(1);
    expect(masked.said.filter(({ topic }) => topic.includes('SetCredential'))).to.deep.equal([]);
    expect(await setUp(() => ({ userIdStatus: 254 })).driver.lookAt!(12)).to.equal('absent');
    expect((await faultOf(setUp(() => null).driver.lookAt!(12)))?.code).to.equal('timeout');
  });

  it('of entries, wrong codes and tampering is understood, of other nodes not', () => {
    const event = (type: number, number: number, parameters: object = {}) => zwaveEvent('node_notification', bytes({ data: [{ id: 5 }, 113, { type, event: number, parameters }] }))?.event;
    expect(event(6, 6, { userId: 12 })).to.deep.equal({ type: 'entry', slot: 12 });
    expect([event(6, 16), event(7, 3), event(7, 4), event(6, 14), event(6, 15)].map((one) => one?.type)).to.deep.equal(['lockout', 'tamper', 'refused', 'changed', 'duplicate']);
    expect([event(6, 22), event(6, 23)]).to.deep.equal([{ type: 'door', open: true }, { type: 'door', open: false }]);
    expect(event(1, 1)).to.equal(undefined);
    for (const hostile of ['', '{}', '{"data":[]}', '{"data":[null,null]}', '{"data":7}']) expect(zwaveEvent('node_notification', bytes(hostile))).to.equal(undefined);
  });

  it('makes a dead node offline', async () => {
    const family = zwaveLocks();
    const { driver } = onLine(family, config, ({ message, topic }, hear) => hear(topic.replace(/\/set$/, ''), { success: false, message: 'Node 5 is dead', origin: message }));
    family.onMessage(`${clients}/status`, bytes({ value: true }), 'kept');
    expect(driver.condition().online).to.equal(true);
    expect((await faultOf(driver.read([code])))?.code).to.equal('timeout');
    expect(driver.condition().online).to.equal(false);
  });
});

describe('what nuki_hub says', () => {
  const config: LockConfig = { id: 'door', address: 'nukihub', leadMinutes: 45, driver: 'nuki_hub', timeZone: 'Europe/Brussels', entries: 10, answerMs: 80, listAfterMs: 1 };

  /** A hub that does as it is told when it says so. */
  const hub = (results: (action: string) => string, created = (): string => wallText(wallTime(Date.now(), 'Europe/Brussels'))) => {
    const family = nukiLocks();
    let listed: Record<string, unknown>[] = [];
    const line = onLine(family, config, ({ topic, message }, hear) => {
      if (topic.endsWith('query/keypad')) return hear('nukihub/lock/keypad/json', listed);
      const result = results(String(message['action']));
      if (result === 'success' && message['action'] === 'add') listed = [...listed, { ...message, codeId: 4_001, timeLimited: 1, dateCreated: created() }];
      if (result === 'success' && message['action'] === 'delete') listed = [];
      hear('nukihub/lock/keypad/commandResultJson', result);
    });
    family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('online'), 'kept');
    return { ...line, entries: () => listed };
  };

  it('comes on either of two topics, and codes are added and deleted, never updated', async () => {
    for (const answers of ['lock/keypad/commandResultJson', 'lock/query/keypadJsonCommandResult']) {
      const family = nukiLocks();
      let entries: { codeId: number; name: string; timeLimited?: number }[] = [];
      const { driver, said } = onLine(family, config, ({ topic, message }, hear) => {
        if (topic.endsWith('query/keypad')) return hear('nukihub/lock/keypad/json', entries);
        if (message['action'] === 'add') entries = [...entries, { ...message, codeId: 4_000 + said.length, name: String(message['name']), timeLimited: 1 }];
        if (message['action'] === 'delete') entries = entries.filter(({ codeId }) => String(codeId) !== message['codeId']);
        hear(`nukihub/${answers}`, 'success');
      });
      family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('online'), 'kept');
      await driver.write(code);
      await driver.write({ ...code, rev: 2, windows: [{ from: window.from, until: '2030-01-01T13:00:00.000Z' }] });
      expect(entries.map(({ name }) => name)).to.deep.equal([nameOf('r', 2, Date.parse('2030-01-01T13:00:00.000Z'))]);
      expect(driver.slotOf!('r')).to.equal(entries[0]!.codeId);
      await driver.clear(1, 'r');
      expect(entries).to.deep.equal([]);
      const actions = said.filter(({ topic }) => topic.endsWith('actionJson')).map(({ message }) => message);
      expect(actions.map(({ action }) => action)).to.deep.equal(['add', 'add', 'delete', 'delete']);
      expect(actions[0]).to.include({ timeLimited: '1', allowedFrom: '2030-01-01 11:00:00', allowedUntil: '2030-01-01 13:00:00' });
      expect(actions[0]!['allowedWeekdays']).to.have.length(7);
    }
  });

  it('about a hub that is not set up for codes makes the lock unfit, until it has been away', async () => {
    const family = nukiLocks();
    const { driver } = onLine(family, config, ({ topic }, hear) => (topic.endsWith('query/keypad') ? hear('nukihub/lock/keypad/json', []) : hear('nukihub/lock/keypad/commandResultJson', 'keypadControlDisabled')));
    family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('online'), 'kept');
    expect((await faultOf(driver.write(code)))?.code).to.equal('not_supported');
    expect(driver.condition().unfit).to.match(/keypad control is off/);
    family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('offline'), 'fresh');
    family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('online'), 'fresh');
    expect(driver.condition().unfit).to.equal(undefined);
  });

  it('of a code that it did not take means what the hub’s own source says, and nothing else', async () => {
    const meanings = { noValidCodeSet: 'invalid_code', invalidAllowedUntil: 'invalid_window', timeOut: 'timeout', configNotReady: 'device_busy', failed: 'internal', error: 'internal' };
    for (const [result, fault] of Object.entries(meanings)) {
      const { driver } = hub((action) => (action === 'add' ? result : 'success'));
      expect((await faultOf(driver.write(code)))?.code, result).to.equal(fault);
    }
  });

  it('lets a lock prove its zone by an entry that can never open, and takes that off again', async () => {
    const inZone = (timeZone: string): string => wallText(wallTime(Date.now(), timeZone));
    for (const [zone, unfit] of [['Europe/Brussels', undefined], ['UTC', /minutes before those of Europe\/Brussels/], ['Asia/Tokyo', /minutes after those of/]] as const) {
      const { driver, entries, said } = hub(() => 'success', () => inZone(zone));
      await driver.read([]);
      expect(entries(), zone).to.deep.equal([]);
      const [{ message }] = said.filter(({ topic }) => topic.endsWith('actionJson')) as [Said];
      expect(message).to.include({ action: 'add', allowedFrom: '2020-01-01 00:00:00', allowedUntil: '2020-01-01 00:00:01', timeLimited: '1' });
      if (unfit) expect(driver.condition().unfit, zone).to.match(unfit);
      else expect(driver.condition(), zone).to.not.have.property('unfit');
      const before = said.length;
      await driver.read([]);
      // Proved once is enough; what is wrong is tried again, for somebody may have set it right.
      expect(said.length - before, zone).to.equal(unfit ? 5 : 1);
    }
  });

  it('in a list that is cut off proves nothing about what is missing', async () => {
    const entries = Array.from({ length: 10 }, (_, index) => ({ codeId: index, name: `Guest ${index}` }));
    expect(keypadList(bytes(entries), 10).cut).to.match(/raise its maximum/);
    expect(keypadList(bytes(entries.slice(1)), 10).cut).to.equal(undefined);
    expect(keypadList(bytes(JSON.stringify(entries).slice(0, 60)), 10).cut).to.match(/4096 bytes/);
    const family = nukiLocks();
    const { driver } = onLine(family, config, (_, hear) => hear('nukihub/lock/keypad/json', entries));
    family.onMessage('nukihub/maintenance/mqttConnectionState', bytes('online'), 'kept');
    expect((await faultOf(driver.read([code])))?.code).to.equal('not_supported');
    expect(driver.condition().unfit).to.be.a('string');
  });

  it('knows our codes by names that fit a Nuki and differ with each revision and window', () => {
    const names = [nameOf('r', 1, 5), nameOf('r', 2, 5), nameOf('r', 1, 6), nameOf('s', 1, 5)];
    expect(new Set(names).size).to.equal(4);
    for (const name of names) expect(isOurName(name) && name.length === 20).to.equal(true);
    expect(['OZ', 'Ozlem', 'OZ0123456789abcdef0x'].some(isOurName)).to.equal(false);
  });
});

describe('the clock of a lock', () => {
  const shown = (from: string, until: string, zone = 'Europe/Brussels'): string[] => {
    const wall = wallWindow({ from, until }, zone, 60_000);
    return [wallText(wall.from), wallText(wall.until)];
  };

  it('has the summer time of the day of the window, not of today', () => {
    expect(shown('2026-07-01T10:00:00Z', '2026-07-01T12:00:00Z')).to.deep.equal(['2026-07-01 12:00:00', '2026-07-01 14:00:00']);
    expect(shown('2026-12-01T10:00:00Z', '2026-12-01T12:00:00Z')).to.deep.equal(['2026-12-01 11:00:00', '2026-12-01 13:00:00']);
    expect(shown('2026-07-01T10:00:00Z', '2026-07-01T12:00:00Z', 'UTC')).to.deep.equal(['2026-07-01 10:00:00', '2026-07-01 12:00:00']);
  });

  it('jumps in spring, comes twice in autumn, and has no window that is over before it begins', () => {
    expect(shown('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z')).to.deep.equal(['2026-03-29 01:30:00', '2026-03-29 03:30:00']);
    expect(shown('2026-10-24T23:30:00Z', '2026-10-25T01:30:00Z')).to.deep.equal(['2026-10-25 01:30:00', '2026-10-25 02:30:00']);
    expect(() => shown('2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z')).to.throw(DriverFault);
  });

  it('rounds inwards, never into the time of somebody else', () => {
    expect(shown('2026-12-01T10:00:30Z', '2026-12-01T12:00:30Z')).to.deep.equal(['2026-12-01 11:01:00', '2026-12-01 13:00:00']);
  });
});

describe('codes that a lock takes and does not show', () => {
  it('ask for other digits once, and not again when those do not appear either', () => {
    const refusals = silentRefusals();
    const retries = [['a', 1], ['a', 1], ['a', 2], ['a', 2], ['a', 3], ['a', 3]].map(([ref, rev]) => refusals.refused(ref as string, rev as number).retry);
    expect(retries).to.deep.equal(['later', 'new_pin', 'later', 'later', 'later', 'later']);
    refusals.applied();
    expect([refusals.refused('b', 1).retry, refusals.refused('b', 1).retry]).to.deep.equal(['later', 'new_pin']);
  });
});
