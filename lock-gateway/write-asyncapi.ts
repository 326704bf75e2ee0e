import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { schemas } from './schemas.ts';

/** They stand last in the document, so that all before them stays as it was written. */
const HEADING = '\n  schemas:\n';

/** The document with the messages that the gateway checks. */
export function withSchemas(document: string): string {
  const at = document.indexOf(HEADING);
  if (at < 0) throw new Error(`the document has no${HEADING}`);
  const plain: unknown = JSON.parse(JSON.stringify(schemas));
  return document.slice(0, at + HEADING.length) + stringify(plain, { lineWidth: 0 }).replaceAll(/^(?=.)/gm, '    ');
}

if (process.argv[1] === import.meta.filename) writeFileSync('asyncapi.yaml', withSchemas(readFileSync('asyncapi.yaml', 'utf8')));
