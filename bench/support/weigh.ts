import { get } from 'node:http';

/** What a browser that has nothing of ours yet fetches for the first view of a page, in bytes as they travel, headers left out. */
export interface Weight {
  html: number;
  css: number;
  js: number;
  total: number;
}

interface Fetched {
  bytes: number;
  text: string;
}

const ANSWER_MS = 30_000;

/** Pages are asked for without compression to be read, and with it to be weighed. */
export async function weigh(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Weight> {
  const { text } = await fetchRaw(port, path, { ...headers, 'Accept-Encoding': 'identity' });
  const weighed = async (address: string): Promise<number> => (await fetchRaw(port, address, { ...headers, 'Accept-Encoding': 'gzip' })).bytes;
  const sum = async (addresses: readonly string[]): Promise<number> => (await Promise.all(addresses.map(weighed))).reduce((all, one) => all + one, 0);
  const [html, css, js] = await Promise.all([weighed(path), sum(found(text, /<link rel="stylesheet" href="([^"]+)"/g)), sum(found(text, /<script[^>]* src="([^"]+)"/g))]);
  return { html, css, js, total: html + css + js };
}

const found = (html: string, pattern: RegExp): string[] => [...new Set([...html.matchAll(pattern)].map(([, address]) => address!))];

const fetchRaw = (port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Fetched> => new Promise((resolve, reject) => {
  const asked = get({ host: '127.0.0.1', port, path, headers, timeout: ANSWER_MS }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('error', reject);
    answer.on('end', () => {
      const body = Buffer.concat(parts);
      if (answer.statusCode === 200) resolve({ bytes: body.length, text: body.toString('utf8') });
      else reject(new Error(`${path} answered ${answer.statusCode}`));
    });
  });
  asked.on('timeout', () => asked.destroy(new Error(`no answer to ${path} in ${ANSWER_MS / 1_000} s`)));
  asked.on('error', reject);
});
