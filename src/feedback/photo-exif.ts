const EXIF = 'Exif\0\0';
const ORIENTATION_TAG = 0x0112;
const MOST_ENTRIES = 200;

/** How a camera was held, 1 to 8, as the first directory of an EXIF segment says; `undefined` when it does not. Source: CIPA DC-008, 4.6.2. */
export function orientationIn(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 0, 6) !== EXIF || segment.length < 14) return undefined;
  const tiff = segment.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(short(directory), MOST_ENTRIES);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (short(entry) !== ORIENTATION_TAG) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** A whole APP1 segment that says nothing but how the camera was held. */
export const orientationSegment = (orientation: number): Buffer => Buffer.concat([
  Buffer.from([0xff, 0xe1, 0x00, 0x22]),
  Buffer.from(EXIF, 'latin1'),
  Buffer.from([
    0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01,
    0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00,
  ]),
]);
