import { isTrick, TRICKS } from './tricks.ts';
import type { LiveTwin } from './live-twin.ts';
import { clockOf, windowsOf } from './twin.ts';

export type Fields = Record<string, unknown>;
export type Answer = { status: number; body?: string; type?: string; location?: string };

export const json = (status: number, value: unknown): Answer => ({ status, body: JSON.stringify(value), type: 'application/json' });

/** What anybody may see of a lock: no digits, and not why a press was refused. */
export function publicState(twin: LiveTwin): object {
  const { options, memory } = twin;
  return {
    ...options, make: options.face?.make ?? 'native', clock: new Date(clockOf(memory, Date.now())).toISOString(), skewSeconds: memory.skewSeconds, battery: memory.battery,
    offline: memory.offline, door: twin.door(), lockedOut: memory.lockedOutUntil > Date.now(), lastPress: twin.lastPress() ?? null, asleep: twin.radio.asleep(), tricks: [...twin.tricks()],
    codes: memory.codes.map((code) => ({ slot: code.slot, ref: code.ref, rev: code.rev, windows: windowsOf(code) })),
  };
}

export async function doApi(twin: LiveTwin, action: string, fields: Fields): Promise<Answer> {
  if (action === 'press') {
    if (typeof fields['code'] !== 'string') return json(400, { error: 'code must be a string of digits' });
    return json(200, { opened: twin.press(fields['code']).opened });
  }
  if (action === 'clock') {
    const skew = skewOf(fields);
    if (skew === undefined) return json(400, { error: 'give `at`, an instant, or `skewSeconds`, a number' });
    await twin.setSkew(skew);
    return json(200, publicState(twin));
  }
  if (action === 'tamper') {
    twin.tamper();
    return json(200, publicState(twin));
  }
  if (action === 'tricks') return doTricks(twin, fields);
  if (action === 'hand') return doHand(twin, fields);
  if (action !== 'condition') return json(404, { error: 'not found' });
  const { battery, offline, latencyMs, asleep, lose } = fields;
  const wrong = [
    ...(battery === undefined || isWithin(battery, 0, 100) ? [] : ['battery must be 0 to 100']),
    ...(offline === undefined || typeof offline === 'boolean' ? [] : ['offline must be true or false']),
    ...(latencyMs === undefined || isWithin(latencyMs, 0, 60_000) ? [] : ['latencyMs must be 0 to 60000']),
    ...(asleep === undefined || typeof asleep === 'boolean' ? [] : ['asleep must be true or false']),
    ...(lose === undefined || (Number.isInteger(lose) && isWithin(lose, 0, 1_000)) ? [] : ['lose must be 0 to 1000']),
  ];
  if (wrong.length > 0) return json(400, { error: wrong.join('; ') });
  if (typeof latencyMs === 'number') twin.radio.setLatency(latencyMs);
  if (typeof lose === 'number') twin.radio.lose(lose);
  if (asleep === true) twin.radio.sleep();
  if (asleep === false) twin.radio.wake();
  if (typeof battery === 'number') await twin.setBattery(battery);
  if (typeof offline === 'boolean') await twin.setOffline(offline ? 'offline' : 'online');
  return json(200, publicState(twin));
}

/** Which misbehaviour is on from now. */
function doTricks(twin: LiveTwin, { tricks }: Fields): Answer {
  if (!Array.isArray(tricks) || !tricks.every(isTrick)) return json(400, { error: `tricks must be a list of ${TRICKS.join(', ')}` });
  twin.setTricks(tricks);
  return json(200, publicState(twin));
}

/** Somebody at the lock itself: digits for a slot, or null to clear it. */
async function doHand(twin: LiveTwin, { slot, code }: Fields): Promise<Answer> {
  if (typeof slot !== 'number' || !Number.isInteger(slot) || !isWithin(slot, 1, twin.options.slots)) return json(400, { error: 'slot must be one of the lock' });
  if (code !== null && (typeof code !== 'string' || !/^[0-9]{4,10}$/.test(code))) return json(400, { error: 'code must be a string of 4 to 10 digits, or null' });
  const refusal = code === null ? await twin.clearByHand(slot).then(() => undefined) : await twin.setByHand(slot, code);
  return refusal ? json(409, { error: refusal }) : json(200, publicState(twin));
}

export const isWithin = (value: unknown, least: number, most: number): boolean => typeof value === 'number' && value >= least && value <= most;

/** Seconds that the lock's clock is to be ahead; ten years at most, either way. */
export function skewOf({ at, skewSeconds }: Fields): number | undefined {
  const seconds = typeof at === 'string' ? Math.round((Date.parse(at) - Date.now()) / 1000) : skewSeconds;
  return isWithin(seconds, -3.2e8, 3.2e8) ? (seconds as number) : undefined;
}
