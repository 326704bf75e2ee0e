import { Agent, request } from 'node:http';

export interface HttpAnswer {
  status: number;
  body: string;
}

/** Sends requests over connections that stay open, as a browser or a proxy does. */
export interface Asker {
  ask(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<HttpAnswer>;
  close(): void;
}

const ANSWER_MS = 30_000;

/** Asks over loopback, through as many connections as there are requests at once. */
export function askerOf(port: number): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 256, scheduling: 'lifo' });
  const ask: Asker['ask'] = (method, path, headers, body) => new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, method, path, timeout: ANSWER_MS, headers: { ...headers, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }));
      answer.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path} in ${ANSWER_MS / 1_000} s`)));
    sent.on('error', reject);
    sent.end(body);
  });
  return { ask, close: () => agent.destroy() };
}
