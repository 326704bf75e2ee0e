/** Small pictures with much in them that is no picture. */
export const SECRET = 'GPS 50.8798N 4.7005E';

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** An EXIF segment that says how the camera was held and, in a second entry, where. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  tiff.writeUInt16LE(0x8825, 22);
  return segment(0xe1, Buffer.concat([ascii('Exif\0\0'), tiff, ascii(SECRET)]));
}

/** A JPEG of 8 by 16 as a phone makes it: EXIF, a preview, a comment, two scans, and another picture behind its end. */
export function aJpeg({ orientation = 1 } = {}): Buffer {
  const frame = Buffer.from([8, 0, 16, 0, 8, 1, 1, 0x11, 0]);
  const scan = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.concat([ascii('JFIF\0'), Buffer.from([1, 2, 0, 0, 1, 0, 1, 1, 1]), ascii('abc')])),
    exif(orientation),
    segment(0xe2, ascii('ICC_PROFILE\0\x01\x01profile')),
    segment(0xe2, ascii(`MPF\0${SECRET}`)),
    segment(0xed, ascii(`Photoshop ${SECRET}`)),
    segment(0xfe, ascii(SECRET)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc2, frame),
    segment(0xc4, Buffer.alloc(20, 1)),
    scan, Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    segment(0xc4, Buffer.alloc(20, 2)),
    scan, Buffer.from([0x78, 0x9a]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from([0xff, 0xd8]), exif(1), ascii(SECRET),
  ]);
}

const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** A PNG of 2 by 3. */
export function aPng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(2);
  header.writeUInt32BE(3, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('tEXt', ascii(SECRET)), chunk('eXIf', ascii(SECRET)), chunk('iTXt', ascii(SECRET)), chunk('gAMA', Buffer.alloc(4)),
    chunk('IDAT', Buffer.alloc(9)), chunk('tIME', ascii(SECRET)), chunk('IEND', Buffer.alloc(0)), ascii(SECRET),
  ]);
}

const webpChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};

/** A WebP of 4 by 5 that announces EXIF and XMP. */
export function aWebp(): Buffer {
  const header = Buffer.alloc(10);
  header.writeUInt8(0x08 | 0x04 | 0x20);
  header.writeUIntLE(3, 4, 3);
  header.writeUIntLE(4, 7, 3);
  const body = Buffer.concat([
    ascii('WEBP'), webpChunk('VP8X', header), webpChunk('ICCP', ascii('profile')), webpChunk('VP8 ', Buffer.alloc(11)),
    webpChunk('EXIF', ascii(SECRET)), webpChunk('XMP ', ascii(SECRET)), webpChunk('WHAT', ascii(SECRET)),
  ]);
  const head = ascii('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, ascii(SECRET)]);
}
