import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_BYTES, readPhoto, type Photo } from '../../src/feedback/photo.ts';
import { orientationIn } from '../../src/feedback/photo-exif.ts';
import { aJpeg, aPng, aWebp, SECRET } from './pictures.ts';

const read = (bytes: Buffer): Photo => {
  const photo = readPhoto(bytes);
  if (typeof photo === 'string') throw new Error(`refused: ${photo}`);
  return photo;
};
const said = ({ content }: Photo): string => content.toString('latin1');

describe('a photo with feedback', () => {
  it('is told by its content: JPEG, PNG or WebP, with its size', () => {
    expect([aJpeg(), aPng(), aWebp()].map(read).map(({ kind, width, height }) => [kind, width, height])).to.deep.equal([['jpeg', 8, 16], ['png', 2, 3], ['webp', 4, 5]]);
  });

  it('keeps nothing of where, when and with what it was taken, nor what follows its end', () => {
    for (const picture of [aJpeg(), aPng(), aWebp()]) {
      expect(picture.toString('latin1')).to.contain(SECRET);
      expect(said(read(picture))).to.not.contain(SECRET).and.not.contain('GPS').and.not.match(/XMP |EXIF|eXIf|tEXt|iTXt|tIME|Photoshop|MPF/);
    }
  });

  it('keeps the picture itself and its colours', () => {
    expect(said(read(aJpeg()))).to.contain('ICC_PROFILE').and.contain('\x12\xff\x00\x34\xff\xd0\x56').and.match(/\x78\x9a\xff\xd9$/);
    expect(said(read(aPng()))).to.match(/IHDR.*gAMA.*IDAT.*IEND/s);
    const webp = read(aWebp()).content;
    expect(webp.toString('latin1')).to.match(/^RIFF.{4}WEBPVP8X.*ICCP.*VP8 /s);
    expect([webp.readUInt32LE(4), webp.readUInt8(20)]).to.deep.equal([webp.length - 8, 0x20]);
  });

  it('is read again as it was kept, and then stays the same', () => {
    for (const picture of [aJpeg({ orientation: 6 }), aPng(), aWebp()]) expect(read(read(picture).content)).to.deep.equal(read(picture));
  });

  it('stays upright when the phone was held on its side, and says so alone', () => {
    const turned = read(aJpeg({ orientation: 6 }));
    expect([turned.width, turned.height]).to.deep.equal([16, 8]);
    const exif = turned.content.indexOf('Exif');
    expect(orientationIn(turned.content.subarray(exif))).to.equal(6);
    expect(said(read(aJpeg()))).to.not.contain('Exif');
  });

  it('is refused when it is too large, or something else under the name of a picture', () => {
    expect(readPhoto(Buffer.alloc(MOST_BYTES + 1))).to.equal('too-large');
    for (const text of ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '%PDF-1.7', '\xff\xd8\xff', 'RIFF\0\0\0\0WEBP']) {
      expect(readPhoto(Buffer.from(text, 'latin1')), text).to.equal('unknown-kind');
    }
  });

  it('is refused wherever it is cut off, and never breaks on bytes that were turned', () => {
    for (const picture of [aJpeg({ orientation: 3 }), aPng(), aWebp()]) {
      const whole = read(picture).content;
      for (let length = 0; length < whole.length; length += 1) expect(readPhoto(whole.subarray(0, length)), `${length}`).to.equal('unknown-kind');
      fc.assert(fc.property(fc.array(fc.tuple(fc.nat(picture.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const changed = Buffer.from(picture);
        for (const [at, byte] of changes) changed[at] = byte;
        const photo = readPhoto(changed);
        if (typeof photo !== 'string') expect(photo.content.length).to.be.at.most(picture.length + 40);
      }));
    }
  });
});
