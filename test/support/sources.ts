import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A node of a syntax tree, as ESTree names them. */
export interface Node {
  type: string;
  start: number;
  [part: string]: unknown;
}

export interface Source {
  /** From the root of the repository: `src/web/router.ts`. */
  file: string;
  text: string;
  program: Node;
}

/** A page as text, parsed. */
export const parsedText = (text: string): Source => ({ file: 'page.tsx', text, program: parseSync('page.tsx', text).program as unknown as Node });

/** Every source in a folder that this lets through, read and parsed. */
export const parsedSources = (folder: string, wanted: (file: string) => boolean): Source[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .map((name) => join(folder, name)).filter((file) => /\.tsx?$/.test(file) && wanted(file)).map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const { program, errors } = parseSync(file, text);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
    return { file, text, program: program as unknown as Node };
  });

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Visits a tree from the top; `false` leaves out what is below a node. */
export function visit(node: Node, look: (node: Node, parent: Node | undefined) => unknown, parent?: Node): void {
  if (look(node, parent) === false) return;
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(one)) visit(one, look, node);
  }
}

export const lineOf = ({ text }: Source, { start }: Node): number => text.slice(0, start).split('\n').length;
