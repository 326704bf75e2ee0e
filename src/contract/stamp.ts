import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { OPENAPI_FILE } from './document.ts';

/** The last step of `npm run contract`: writes under the generated types which document they were generated from. */
const TYPES_FILE = new URL('api.d.ts', import.meta.url);

/** The line that a document's types end with. */
export const stampOf = (source: string): string => `// openapi.yaml: ${createHash('sha256').update(source).digest('hex')}\n`;

if (process.argv[1] && import.meta.url.endsWith('/stamp.ts') && process.argv[1].endsWith('stamp.ts')) {
  const [source, types] = await Promise.all([readFile(OPENAPI_FILE, 'utf8'), readFile(TYPES_FILE, 'utf8')]);
  await writeFile(TYPES_FILE, types + stampOf(source));
}
