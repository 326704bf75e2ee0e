import { objectIn, openBridge, type Face, type FaceLine } from './face.ts';
import type { FaceOptions, LiveTwin } from './live-twin.ts';
import { clockOf, wallClock } from './twin.ts';

type ZwaveOptions = Extract<FaceOptions, { make: 'zwave-js-ui' }>;
/** Command classes. */
const BATTERY = 128;
const CLOCK = 129;

interface Request {
  args: unknown[];
  cid: string;
}

/** Lets a twin be a node behind Z-Wave JS UI: numbered results, and an answer that repeats the whole request. */
export function zwaveFace(twin: LiveTwin, { prefix = 'zwave', name, node, timeZone = 'Europe/Brussels' }: ZwaveOptions, line: FaceLine): Face {
  const clients = `${prefix}/_CLIENTS/ZWAVE_GATEWAY-${name}`;
  const events = `${prefix}/_EVENTS/ZWAVE_GATEWAY-${name}/node`;
  let turn: Promise<void> = Promise.resolve();
  const about = { id: node, name: '', status: 'Alive' };

  const notify = (type: number, event: number, parameters: object = {}): void =>
    bridge.say(`${events}/node_notification`, { data: [about, 113, { type, event, parameters }] });

  const setCredential = async ([, , , , slot, pin]: unknown[]): Promise<number | 'mute'> => {
    const tricks = twin.tricks();
    if (twin.memory.codes.some((code) => code.slot === slot)) return 1;
    if (tricks.has('ignores_writes')) return 0;
    const refusal = await twin.setSlot({ slot: slot as number, pin: pin as string });
    if (refusal === 'duplicate') return tricks.has('refuses_silently') ? 0 : 5;
    if (refusal) return 4;
    if (tricks.has('answers_nothing')) return 'mute';
    return tricks.has('leaves_unconfirmed') || tricks.has('reports_failure') ? 255 : 0;
  };
  const deleteCredential = async ([, , , , slot]: unknown[]): Promise<number> => {
    if (!twin.tricks().has('ignores_deletes')) await twin.clearSlot(slot as number);
    return 0;
  };
  const userCode = (slot: number): object => {
    if (slot > twin.options.slots) return { userIdStatus: 254, userCode: '' };
    const taken = twin.memory.codes.some((code) => code.slot === slot);
    return { userIdStatus: taken ? 1 : 0, userCode: taken ? '******' : '' };
  };
  const schedule = async ([, , yearly]: unknown[]): Promise<number> => {
    const { userId, ...times } = yearly as Record<string, number> & { userId: number };
    const code = twin.memory.codes.find(({ slot }) => slot === userId);
    if (!code || twin.tricks().has('ignores_writes')) return 0;
    const wall = (edge: 'start' | 'stop'): string => {
      const [year, month, day, hour, minute] = ['Year', 'Month', 'Day', 'Hour', 'Minute'].map((unit) => String(times[`${edge}${unit}`]).padStart(2, '0'));
      return `20${year}-${month}-${day} ${hour}:${minute}:00`;
    };
    await twin.setWall(userId, { from: wall('start'), until: wall('stop'), zone: timeZone });
    return 255;
  };
  const clock = (): object => {
    const shown = wallClock(clockOf(twin.memory, Date.now()), timeZone);
    const [date, hour, minute] = [Date.parse(`${shown.slice(0, 10)}T00:00:00Z`), Number(shown.slice(11, 13)), Number(shown.slice(14, 16))];
    return { weekday: new Date(date).getUTCDay() || 7, hour, minute };
  };
  const answer = async (api: string, { args, cid }: Request): Promise<void> => {
    const say = (outcome: object): void => bridge.say(`${clients}/api/${api}`, { ...outcome, args, origin: { args, cid } });
    if (twin.memory.offline || (await twin.radio.reach()) === 'lost') return say({ success: false, message: `Node ${node} did not respond: the node is dead` });
    if (api === 'accessControlSetCredential') {
      const result = await setCredential(args);
      return result === 'mute' ? undefined : say({ success: true, message: 'Success zwave api call', result });
    }
    if (api === 'pingNode') return say({ success: true, result: true });
    if (api === 'writeValue') {
      twin.unlock();
      return say({ success: true, result: { status: 255 } });
    }
    if (api === 'accessControlDeleteCredential') return say({ success: true, result: await deleteCredential(args) });
    if (api === 'setSchedule') return say({ success: true, result: await schedule(args) });
    const [target, command, [slot = 0] = []] = args as [{ commandClass: number }, string, number[]?];
    if (command === 'get' && target.commandClass === BATTERY) return say({ success: true, result: { level: twin.memory.battery, isLow: false } });
    if (command === 'get' && target.commandClass === CLOCK) return say({ success: true, result: clock() });
    if (twin.tricks().has('lacks_user_codes')) return say({ success: false, message: `Node ${node} does not support the Command Class User Code!` });
    say(command === 'get' ? { success: true, result: userCode(slot) } : { success: false, message: 'unknown command' });
  };

  const bridge = openBridge(line, {
    clientId: `zwave-${name}-${node}`, filters: [`${clients}/api/+/set`], will: { topic: `${clients}/status`, message: '{"value":false}' },
    onUp: () => bridge.say(`${clients}/status`, { value: true, time: Date.now() }, 'retain'),
    onMessage: (topic, text) => {
      const request = objectIn(text) as unknown as Request;
      const [target] = request.args;
      const asked = typeof target === 'object' && target !== null ? (target as { nodeId: number }).nodeId : target;
      if (asked !== node) return;
      turn = turn.then(() => answer(topic.split('/').at(-2)!, request)).catch(() => {});
    },
  });

  twin.onSwitch(() => {
    bridge.say(`${events}/${twin.memory.offline ? 'node_dead' : 'node_alive'}`, { data: [about] });
    if (!twin.memory.offline) bridge.say(`${events}/node_value_updated`, { data: [about, { commandClass: 128, property: 'level', newValue: twin.memory.battery }] });
  });
  twin.onHand((slot, what) => notify(6, what === 'set' ? 14 : 13, { userId: slot }));
  twin.onEvent((event) => {
    if (twin.memory.offline) return;
    if (event.type === 'entry') notify(6, 6, { userId: event.slot });
    if (event.type === 'refused') notify(7, 4);
    if (event.type === 'lockout') notify(6, 16);
    if (event.type === 'tamper') notify(7, 3);
    if (event.type === 'door') notify(6, event.open ? 22 : 23);
  });
  return {
    stop: async () => {
      twin.stop();
      await bridge.stop();
    },
  };
}

