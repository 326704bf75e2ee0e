import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeHttp, listenOnLoopback } from '../loopback.ts';
import { PAGE_POLICY } from '../page.ts';
import type { LiveTwin } from './live-twin.ts';
import { isTrick, TRICKS } from './tricks.ts';
import { listPage, lockPage } from './panel-pages.ts';
import { clockOf } from './twin.ts';

const MAX_BODY_BYTES = 4_096;

type Fields = Record<string, unknown>;
type Answer = { status: number; body?: string; type?: string; location?: string };

/** The panel of the simulated locks: pages for people, `/api/locks` for the demo and tests. Shows no digits, ever. */
export async function servePanel(twins: readonly LiveTwin[], port: number): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(twins, request).then((result) => send(response, result), () => send(response, json(400, { error: 'the request could not be read' })));
  });
  const bound = await listenOnLoopback(server, port);
  return { url: `http://127.0.0.1:${bound}`, close: () => closeHttp(server) };
}

const json = (status: number, value: unknown): Answer => ({ status, body: JSON.stringify(value), type: 'application/json' });
const pageOf = (body: string): Answer => ({ status: 200, body, type: 'text/html; charset=utf-8' });

async function answer(twins: readonly LiveTwin[], request: IncomingMessage): Promise<Answer> {
  const path = new URL(request.url ?? '/', 'http://panel').pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const api = path[0] === 'api';
  const [root, id, action] = api ? path.slice(1) : path;
  if (root === undefined && !api && request.method === 'GET') return pageOf(listPage(twins));
  if (root !== 'locks') return json(404, { error: 'not found' });
  if (id === undefined) return api ? json(200, { locks: twins.map(publicState) }) : { status: 303, location: '/' };
  const twin = twins.find(({ options }) => options.id === id);
  if (!twin) return json(404, { error: `no lock ${id}` });
  if (request.method === 'GET' && action === undefined) return api ? json(200, publicState(twin)) : pageOf(lockPage(twin));
  if (request.method !== 'POST' || action === undefined) return json(405, { error: 'not allowed' });
  const fields = await readFields(request);
  if (api) return doApi(twin, action, fields);
  await doForm(twin, action, fields);
  return { status: 303, location: `/locks/${encodeURIComponent(id)}` };
}

/** What anybody may see of a lock: no digits, and not why a press was refused. */
function publicState(twin: LiveTwin): object {
  const { options, memory } = twin;
  return {
    ...options, clock: new Date(clockOf(memory, Date.now())).toISOString(), skewSeconds: memory.skewSeconds, battery: memory.battery,
    offline: memory.offline, door: twin.door(), lockedOut: memory.lockedOutUntil > Date.now(), lastPress: twin.lastPress() ?? null, asleep: twin.radio.asleep(), tricks: [...twin.tricks()],
    codes: memory.codes.map(({ slot, ref, rev, windows }) => ({ slot, ref, rev, windows })),
  };
}

async function doApi(twin: LiveTwin, action: string, fields: Fields): Promise<Answer> {
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

const isWithin = (value: unknown, least: number, most: number): boolean => typeof value === 'number' && value >= least && value <= most;

/** Seconds that the lock's clock is to be ahead; ten years at most, either way. */
function skewOf({ at, skewSeconds }: Fields): number | undefined {
  const seconds = typeof at === 'string' ? Math.round((Date.parse(at) - Date.now()) / 1000) : skewSeconds;
  return isWithin(seconds, -3.2e8, 3.2e8) ? (seconds as number) : undefined;
}

/** A form sends text; what makes no sense changes nothing, and the page shows how things are. */
async function doForm(twin: LiveTwin, action: string, fields: Fields): Promise<void> {
  if (action === 'key' && typeof fields['key'] === 'string') twin.type(fields['key']);
  if (action === 'press' && typeof fields['code'] === 'string') twin.press(fields['code']);
  if (action === 'clock') {
    const minutes = Number(fields['minutes']);
    const skew = skewOf({ skewSeconds: Number.isNaN(minutes) || fields['minutes'] === '' ? undefined : minutes * 60 });
    if (skew !== undefined) await twin.setSkew(skew);
  }
  if (action === 'battery' && fields['percent'] !== '' && isWithin(Number(fields['percent']), 0, 100)) await twin.setBattery(Number(fields['percent']));
  if (action === 'line') await twin.setOffline(fields['line'] === 'offline' ? 'offline' : 'online');
}

async function readFields(request: IncomingMessage): Promise<Fields> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) throw new Error('too long');
  }
  if (!request.headers['content-type']?.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(text));
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function send(response: ServerResponse, { status, body = '', type, location }: Answer): void {
  response.writeHead(status, {
    'cache-control': 'no-store', 'content-security-policy': PAGE_POLICY, 'referrer-policy': 'no-referrer',
    ...(type ? { 'content-type': type } : {}), ...(location ? { location } : {}),
  });
  response.end(body);
}
