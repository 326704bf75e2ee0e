import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { Refusal } from '../kernel/refusal.ts';
import { formOf } from './form.ts';
import type { WebContext } from './web.ts';

export interface SentFile {
  field: string;
  /** As the sender's device calls it: to show, never to trust. */
  name: string;
  content: Buffer;
  size: 'whole' | 'too-large';
}

export interface Upload {
  fields: URLSearchParams;
  files: readonly SentFile[];
  /** More files came than were asked for; the rest was not read. */
  count: 'fits' | 'too-many';
}

export interface UploadLimits {
  files: number;
  bytes: number;
}

const MOST_FIELDS = 40;
const LONGEST_FIELD = 20_000;
/** Each holds all its files in memory: more at once would take it from everybody else. */
const MOST_AT_ONCE = 8;
/** So that nobody takes the places of all. */
const MOST_OF_ONE = 2;
/** What is beyond the limits is read and thrown away, so that the sender gets an answer and not a broken line; but not for ever. */
const PATIENCE = 3;

let underWay = 0;
const ofOne = new Map<string, number>();

/**
 * Reads a form with files (RFC 7578), or a plain one that has none. Refuses `body-too-large`, `unsupported-media-type`, `invalid-request`
 * for what is cut off or not well formed, and `busy` when many arrive at once, from all or from this sender (the id of a person, or an address).
 */
export async function readUpload(ctx: WebContext, limits: UploadLimits, sender: string): Promise<Upload> {
  if (ctx.is('urlencoded')) return { fields: formOf(ctx), files: [], count: 'fits' };
  if (!ctx.is('multipart/form-data')) throw new Refusal('unsupported-media-type');
  const own = ofOne.get(sender) ?? 0;
  if (underWay >= MOST_AT_ONCE || own >= MOST_OF_ONE) throw new Refusal('busy');
  underWay += 1;
  ofOne.set(sender, own + 1);
  try {
    return await parse(ctx, limits);
  } finally {
    underWay -= 1;
    const left = (ofOne.get(sender) ?? 1) - 1;
    if (left > 0) ofOne.set(sender, left);
    else ofOne.delete(sender);
  }
}

async function parse(ctx: WebContext, limits: UploadLimits): Promise<Upload> {
  const most = PATIENCE * limits.files * limits.bytes;
  if (Number(ctx.get('Content-Length')) > most) throw new Refusal('body-too-large');
  const fields = new URLSearchParams();
  const files: SentFile[] = [];
  let count: Upload['count'] = 'fits';
  const form = parserOf(ctx, limits);
  form.on('field', (name, value) => fields.append(name, value));
  form.on('filesLimit', () => (count = 'too-many'));
  form.on('file', (field, stream, name) => {
    const parts: Buffer[] = [];
    // A part that is cut off says so here first; without a listener that would end the process.
    stream.on('error', (error) => form.destroy(error));
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const content = Buffer.concat(parts);
      if (name || content.length > 0) files.push({ field, name: name ?? '', content, size: stream.truncated ? 'too-large' : 'whole' });
    });
  });
  await pipeline(ctx.req, upTo(most), form).catch((thrown: unknown) => {
    throw thrown instanceof Refusal ? thrown : new Refusal('invalid-request');
  });
  return { fields, files, count };
}

function parserOf(ctx: WebContext, { files, bytes }: UploadLimits): BusboyInstance {
  const headers = { ...ctx.req.headers, 'content-type': ctx.get('Content-Type') };
  try {
    return new Busboy({ headers, limits: { files, fileSize: bytes, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, parts: files + MOST_FIELDS + 1, headerPairs: 20 } });
  } catch {
    throw new Refusal('invalid-request');
  }
}

/** Lets so many bytes pass; a body that goes on is broken off. */
const upTo = (most: number) =>
  async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let passed = 0;
    for await (const part of source) {
      passed += part.length;
      if (passed > most) throw new Refusal('body-too-large');
      yield part;
    }
  };
