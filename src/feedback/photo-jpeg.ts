import { orientationIn, orientationSegment } from './photo-exif.ts';
import type { Photo } from './photo.ts';

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee];
/** Tables, restart interval and number of lines: without them the picture cannot be drawn. */
const NEEDED = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd]);
/** Every start of a frame: C0 to CF but for the tables among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** Source: ITU-T T.81 annex B; JFIF 1.02; ICC.1 annex B.4. Everything after the end of the first picture is left out: phones keep others there. */
export function readJpeg(bytes: Buffer): Photo | undefined {
  if (bytes.readUInt16BE(0) !== 0xff00 + SOI) return undefined;
  const kept: Buffer[] = [];
  let [width, height, orientation, scans] = [0, 0, 1, 0];
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) { at += 1; continue; }
    if (marker === EOI) break;
    const length = bytes.readUInt16BE(at + 2);
    const segment = whole(bytes, at, at + 2 + length);
    at += segment.length;
    if (isFrame(marker)) [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)];
    if (marker === APP1) orientation = orientationIn(segment.subarray(4)) ?? orientation;
    kept.push(...pictureOf(marker, segment));
    if (marker === SOS) {
      const end = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, end));
      at = end;
      scans += 1;
    }
  }
  if (scans === 0) return undefined;
  const turned = orientation >= 5;
  const content = Buffer.concat([Buffer.from([0xff, SOI]), ...(orientation > 1 ? [orientationSegment(orientation)] : []), ...kept, Buffer.from([0xff, EOI])]);
  return { kind: 'jpeg', content, width: turned ? height : width, height: turned ? width : height };
}

function whole(bytes: Buffer, from: number, to: number): Buffer {
  if (to > bytes.length || to < from + 4) throw new RangeError('cut off');
  return bytes.subarray(from, to);
}

/** What of a segment belongs to the picture: its tables and colours, not its preview. */
function pictureOf(marker: number, segment: Buffer): Buffer[] {
  if (isFrame(marker) || NEEDED.has(marker) || marker === SOS || marker === APP14) return [segment];
  if (marker === APP2) return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0' ? [segment] : [];
  if (marker !== APP0 || segment.toString('latin1', 4, 9) !== 'JFIF\0' || segment.length < 18) return [];
  const withoutPreview = Buffer.from(segment.subarray(0, 18));
  withoutPreview.writeUInt16BE(16, 2);
  withoutPreview.fill(0, 16);
  return [withoutPreview];
}

/** Where the next marker begins: in a scan FF is followed by a stuffed zero or a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new RangeError('cut off');
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
}
