import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeHttp, listenOnLoopback } from '../loopback.ts';
import { PAGE_POLICY } from '../page.ts';
import type { LiveTwin } from './live-twin.ts';
import { doApi, json, publicState, type Answer, type Fields } from './panel-api.ts';
import { doForm } from './panel-form.ts';
import { listPage, lockPage } from './panel-pages.ts';

const MAX_BODY_BYTES = 4_096;

/** The panel of the simulated locks: pages for people, `/api/locks` for the demo and tests. Shows no digits, ever. */
export async function servePanel(twins: readonly LiveTwin[], port: number): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(twins, request).then((result) => send(response, result), () => send(response, json(400, { error: 'the request could not be read' })));
  });
  const bound = await listenOnLoopback(server, port);
  return { url: `http://127.0.0.1:${bound}`, close: () => closeHttp(server) };
}

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
