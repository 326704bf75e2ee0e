import { readJpeg } from './photo-jpeg.ts';
import { readPng } from './photo-png.ts';
import { readWebp } from './photo-webp.ts';

export type PhotoKind = 'jpeg' | 'png' | 'webp';

/** A picture that we may keep: its own kind, found in its bytes, and nothing in it but the picture. */
export interface Photo {
  kind: PhotoKind;
  /** As one sees it, after turning. */
  width: number;
  height: number;
  content: Buffer;
}

export const MOST_PHOTOS = 3;
export const MOST_BYTES = 5 * 1_024 * 1_024;
/** A browser that opens a page needs four bytes for each of these: more pixels than a phone's camera takes serve nobody. */
const MOST_PIXELS = 60_000_000;

export type PhotoProblem = 'too-large' | 'unknown-kind';

const READERS = [readJpeg, readPng, readWebp];

/**
 * Reads a JPEG, PNG or WebP, told by its content and never by its name, and leaves out what is no picture: where and with what it was
 * taken, texts, previews, whatever follows its end. That a phone was held on its side stays known.
 */
export function readPhoto(bytes: Buffer): Photo | PhotoProblem {
  if (bytes.length > MOST_BYTES) return 'too-large';
  for (const read of READERS) {
    const photo = attempt(read, bytes);
    if (photo) return photo.width * photo.height > 0 && photo.width * photo.height <= MOST_PIXELS ? photo : 'unknown-kind';
  }
  return 'unknown-kind';
}

/** A picture that is cut off or lies about its lengths reads beyond its end: it is no picture of ours. */
function attempt(read: (bytes: Buffer) => Photo | undefined, bytes: Buffer): Photo | undefined {
  try {
    return read(bytes);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
