import { objectIn, openBridge, type Face, type FaceLine } from './face.ts';
import type { FaceOptions, LiveTwin } from './live-twin.ts';

type Users = Record<string, { status: string; pin_code?: string }>;

/** Lets a twin be a lock behind Zigbee2MQTT: a cached state that is told whole, and failures only as text. */
export function zigbeeFace(twin: LiveTwin, { base = 'zigbee2mqtt' }: Extract<FaceOptions, { make: 'zigbee2mqtt' }>, line: FaceLine): Face {
  const { id } = twin.options;
  /** The bridge's cache: it learns of a slot when the lock answers about it. */
  let users: Users = {};
  let before: Users = {};
  let lastSeen = 0;
  let turn: Promise<void> = Promise.resolve();
  const digits = new Map<number, string>();

  const state = (extra: object = {}, shown = users): void =>
    bridge.say(`${base}/${id}`, { state: twin.door() === 'open' ? 'UNLOCK' : 'LOCK', lock_state: 'locked', battery: twin.memory.battery, users: shown, last_used_pin_code: '000000', ...(twin.tricks().has('hides_last_seen') ? {} : { last_seen: lastSeen }), ...extra });
  const hear = (extra: object = {}): void => {
    // What the bridge tells beside the answer comes from its cache, unheard from the lock since.
    if (twin.tricks().has('repeats_old_state')) state({}, before);
    lastSeen = Math.max(lastSeen + 1, Date.now());
    state(extra);
  };
  const fail = (what: string, user: number, why: string): void => bridge.say(`${base}/bridge/logging`, {
    level: 'error', namespace: 'z2m', message: `z2m: Publish '${what}' 'pin_code' to '${id}' failed: 'Error: ZCL command 0x00/1 closuresDoorLock.${what}PinCode({"userid":${user}}) failed (${why})'`,
  });
  const availability = (): void => bridge.say(`${base}/${id}/availability`, { state: twin.memory.offline ? 'offline' : 'online' }, 'retain');

  const set = async (request: Record<string, unknown>): Promise<void> => {
    if (typeof request['state'] === 'string') {
      if (request['state'] === 'UNLOCK') twin.unlock();
      return hear();
    }
    const { user, pin_code: pin } = request['pin_code'] as { user: number; pin_code: string | null };
    const tricks = twin.tricks();
    if (pin === null) {
      if (!tricks.has('ignores_deletes')) await twin.clearSlot(user);
      return;
    }
    const refusal = tricks.has('ignores_writes') ? undefined : await twin.setSlot({ slot: user, pin });
    if (refusal === undefined) digits.set(user, pin);
    if (refusal === 'duplicate' && !tricks.has('refuses_silently')) fail('set', user, "Status 'DUPLICATE_CODE'");
    if (tricks.has('reports_failure')) fail('set', user, 'Timeout - 4711 - 1 - 4 - 257 - 5 after 10000ms');
  };
  const get = (request: Record<string, unknown>): void => {
    const asked = request['pin_code'] as { user?: number } | undefined;
    if (!asked) return hear();
    const { user } = asked;
    if (user === undefined) throw new Error('walks every slot');
    // A lock says nothing of a slot that it has not got.
    if (user > twin.options.slots || twin.tricks().has('answers_nothing')) return;
    before = users;
    const taken = twin.memory.codes.some(({ slot }) => slot === user);
    const pin = twin.tricks().has('exposes_pins') && taken ? { pin_code: digits.get(user) ?? '******' } : {};
    users = { ...users, [user]: { status: taken ? 'enabled' : 'available', ...pin } };
    hear();
  };

  const bridge = openBridge(line, {
    clientId: `zigbee2mqtt-${id}`, filters: [`${base}/${id}/set`, `${base}/${id}/get`], will: { topic: `${base}/bridge/state`, message: '{"state":"offline"}' },
    onUp: () => {
      bridge.say(`${base}/bridge/state`, { state: 'online' }, 'retain');
      availability();
    },
    onMessage: (topic, text) => {
      const request = objectIn(text);
      const what = topic.endsWith('/set') ? 'set' : 'get';
      turn = turn.then(() => twin.radio.reach()).then((reach) => {
        const user = (request['pin_code'] as { user?: number } | undefined)?.user ?? 0;
        if (twin.memory.offline || reach === 'lost') return fail(what, user, 'Delivery failed');
        return what === 'set' ? set(request) : get(request);
      }).catch(() => {});
    },
  });

  twin.onSwitch(availability);
  twin.onHand((slot, what) => {
    if (!twin.memory.offline) hear({ action: what === 'set' ? 'pin_code_added' : 'pin_code_deleted', action_user: slot, action_source_name: 'keypad' });
  });
  twin.onEvent((event) => {
    if (twin.memory.offline) return;
    if (event.type === 'entry') hear({ action: 'unlock', action_user: event.slot, action_source_name: 'keypad', last_used_pin_code: digits.get(event.slot ?? 0) });
    else if (event.type === 'refused' || event.type === 'lockout') hear({ action: 'unlock_failure_invalid_pin_or_id', action_source_name: 'keypad' });
    else if (event.type === 'tamper') hear({ tamper: true });
    else hear();
  });
  return {
    stop: async () => {
      twin.stop();
      await bridge.stop();
    },
  };
}
