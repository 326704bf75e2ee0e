import { objectIn, openBridge, type Face, type FaceLine } from './face.ts';
import type { FaceOptions, LiveTwin } from './live-twin.ts';
import { clockOf, wallClock } from './twin.ts';

const LIST_BYTES = 4_096;
const LIST_ENTRIES = 10;

/** Lets a twin be a Nuki lock behind nuki_hub: results without a name, and a list that follows later. */
export function nukiFace(twin: LiveTwin, { path, timeZone = 'UTC' }: Extract<FaceOptions, { make: 'nuki_hub' }>, line: FaceLine): Face {
  let turn: Promise<void> = Promise.resolve();
  let index = 0;
  const codes = (): typeof twin.memory.codes => twin.memory.codes;

  const list = (): void => {
    const entries = codes().map(({ slot, ref, wall, created }) => ({
      codeId: slot, enabled: 1, name: ref, dateCreated: created, timeLimited: wall ? 1 : 0, allowedFrom: wall?.from ?? '', allowedUntil: wall?.until ?? '', allowedWeekdays: wall ? ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] : [],
    }));
    const whole = JSON.stringify(twin.tricks().has('cuts_list') ? entries.slice(0, LIST_ENTRIES) : entries);
    bridge.say(`${path}/lock/keypad/json`, twin.tricks().has('cuts_bytes') ? whole.slice(0, LIST_BYTES) : whole, 'retain');
  };
  const result = (text: string): void => {
    if (!twin.tricks().has('answers_nothing')) bridge.say(`${path}/lock/keypad/commandResultJson`, twin.tricks().has('reports_failure') ? 'timeOut' : text, 'retain');
  };

  const add = async (request: Record<string, unknown>): Promise<string> => {
    const { code, name, timeLimited, allowedFrom, allowedUntil, allowedWeekdays } = request;
    if (typeof code !== 'string' || !/^[1-9]{6}$/.test(code)) return 'noValidCodeSet';
    if (typeof name !== 'string' || name.length < 1 || name.length > 20) return 'noNameSet';
    if (twin.tricks().has('ignores_writes')) return 'success';
    // The lock itself refuses what begins so, and the hub says no more than that.
    if (code.startsWith('12')) return 'error';
    const limited = !twin.tricks().has('loses_windows') && timeLimited === '1' && Array.isArray(allowedWeekdays) && allowedWeekdays.length === 7;
    // Without a window, or with a day left out, the keypad takes the code as one for ever.
    const wall = limited ? { wall: { from: String(allowedFrom), until: String(allowedUntil), zone: timeZone } } : {};
    const slot = Math.max(4_000, ...codes().map((one) => one.slot)) + 1;
    const refusal = await twin.setSlot({ slot, pin: code, name, created: wallClock(clockOf(twin.memory, Date.now()), timeZone), ...wall });
    return refusal && !twin.tricks().has('refuses_silently') ? 'error' : 'success';
  };
  const act = async (request: Record<string, unknown>): Promise<void> => {
    if (request['action'] === 'add') result(await add(request));
    else if (request['action'] === 'delete') {
      if (!codes().some(({ slot }) => slot === Number(request['codeId']))) return result('noExistingCodeIdSet');
      if (!twin.tricks().has('ignores_deletes')) await twin.clearSlot(Number(request['codeId']));
      result('success');
    } else result('invalidAction');
  };

  const bridge = openBridge(line, {
    clientId: `nuki-${twin.options.id}`, filters: [`${path}/lock/keypad/actionJson`, `${path}/lock/query/keypad`, `${path}/lock/action`],
    will: { topic: `${path}/maintenance/mqttConnectionState`, message: 'offline' },
    onUp: () => say(),
    onMessage: (topic, text) => {
      turn = turn.then(() => twin.radio.reach()).then(async (reach) => {
        if (twin.memory.offline || reach === 'lost') return;
        if (topic.endsWith('/query/keypad')) return list();
        if (topic.endsWith('/keypad/actionJson')) return act(objectIn(text));
        if (text !== 'unlock') return;
        twin.unlock();
        bridge.say(`${path}/lock/state`, 'unlocked', 'retain');
      }).catch(() => {});
    },
  });
  const say = (): void => {
    bridge.say(`${path}/maintenance/mqttConnectionState`, twin.memory.offline ? 'offline' : 'online', 'retain');
    bridge.say(`${path}/lock/battery/level`, String(twin.memory.battery), 'retain');
  };

  twin.onSwitch(say);
  twin.onEvent((event) => {
    if (twin.memory.offline) return;
    if (event.type === 'battery') return say();
    if (event.type === 'door') return bridge.say(`${path}/lock/doorSensorState`, event.open ? 'doorOpened' : 'doorClosed', 'retain');
    if (event.type === 'tamper') return bridge.say(`${path}/lock/doorSensorState`, 'tampered', 'retain');
    index += 1;
    const done = event.type === 'entry' ? { codeId: event.slot, completionStatus: 'success' } : { completionStatus: 'invalidCode' };
    bridge.say(`${path}/lock/rollingLog`, { index, type: 'KeypadAction', action: 'Unlock', trigger: 'code', ...done });
  });
  return {
    stop: async () => {
      twin.stop();
      await bridge.stop();
    },
  };
}
