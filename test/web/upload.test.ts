import { Readable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { readUpload, type Upload } from '../../src/web/upload.ts';
import type { WebContext } from '../../src/web/web.ts';

const LIMITS = { files: 2, bytes: 1_000 };
const part = (name: string, content: string, file?: string): string =>
  `--grens\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: image/jpeg`}\r\n\r\n${content}\r\n`;
const END = '--grens--\r\n';

/** A request with this body, which arrives in pieces. */
function request(body: Buffer, type = 'multipart/form-data; boundary=grens'): WebContext {
  const pieces = Array.from({ length: Math.ceil(body.length / 97) }, (_, index) => body.subarray(index * 97, (index + 1) * 97));
  const headers: Record<string, string> = { 'content-type': type };
  const req = Object.assign(Readable.from(pieces), { headers });
  const is = (asked: string): string | false => (type.startsWith(asked) || (asked === 'urlencoded' && type.includes('urlencoded')) ? asked : false);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that reading looks at
  return { req, is, get: (name: string) => headers[name.toLowerCase()] ?? '' } as unknown as WebContext;
}

const read = (text: string, sender = 'els'): Promise<Upload> => readUpload(request(Buffer.from(text, 'latin1')), LIMITS, sender);

describe('a form with files', () => {
  it('is read as fields and files, and an empty file field is none', async () => {
    const { fields, files, count } = await read(part('sterren', '4') + part('tekst', 'Goed') + part('foto', 'abc', 'a.jpg') + part('foto', '', '') + END);
    expect([...fields]).to.deep.equal([['sterren', '4'], ['tekst', 'Goed']]);
    expect(files.map(({ field, name, content, size }) => [field, name, content.toString(), size])).to.deep.equal([['foto', 'a.jpg', 'abc', 'whole']]);
    expect(count).to.equal('fits');
  });

  it('says of a file that it is too large and of files that they are too many, and keeps the rest', async () => {
    const large = await read(part('foto', 'x'.repeat(1_001), 'a.jpg') + part('sterren', '4') + END);
    expect(large.files.map(({ size, content }) => [size, content.length <= 1_000])).to.deep.equal([['too-large', true]]);
    expect(large.fields.get('sterren')).to.equal('4');
    expect((await read(part('foto', 'a', 'a') + part('foto', 'b', 'b') + part('foto', 'c', 'c') + END)).count).to.equal('too-many');
  });

  it('is taken from one sender twice at once, and no more, so that others have their turn', async () => {
    const body = part('sterren', '4') + END;
    const [first, second, third, other] = [read(body), read(body), read(body).catch((error: unknown) => error), read(body, 'jan')];
    expect(isRefusal(await third, 'busy')).to.equal(true);
    await Promise.all([first, second, other]);
    expect((await read(body)).fields.get('sterren'), 'and again when those are done').to.equal('4');
  });

  it('is broken off when it goes on for ever, also when it does not say how long it is', async () => {
    const thrown = await read(part('foto', 'x'.repeat(20_000), 'a.jpg') + END).catch((error: unknown) => error);
    expect(isRefusal(thrown, 'body-too-large')).to.equal(true);
  });

  it('is read or refused whatever stands in it, and never breaks the process', async function () {
    this.timeout(60_000);
    const whole = Buffer.from(part('sterren', '4') + part('foto', 'abc', 'a.jpg') + part('tekst', 'Goed') + END, 'latin1');
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), async (changes, length) => {
      const body = Buffer.from(whole.subarray(0, length));
      for (const [at, byte] of changes) if (at < body.length) body[at] = byte;
      const outcome = await readUpload(request(body), LIMITS, 'els').catch((error: unknown) => error);
      expect(isRefusal(outcome) || (typeof outcome === 'object' && outcome !== null && 'files' in outcome), String(outcome)).to.equal(true);
    }), { numRuns: 800 });
  });
});
