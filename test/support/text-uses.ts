import { isNode, visit, type Node, type Source } from './sources.ts';

/** A way through the texts, as far as its names are written down: `['bookings', 'statuses']` for `t.bookings.statuses[booking.status]`. */
export interface Use {
  path: readonly string[];
  file: string;
}

/** What begins a way: a variable or property with this name (`t`), or a call of this function (`textsIn(language)`). */
export interface Beginning {
  names: readonly string[];
  calls: readonly string[];
}

/**
 * Every way in which a source goes through texts. It follows what is given another name (`const text = view.t.hall`) and what is taken apart
 * (`const { labels } = texts(mail)`).
 */
export function usesIn({ file, program }: Source, beginning: Beginning): Use[] {
  const aliases = new Map<string, readonly string[]>();
  const found: Use[] = [];
  visit(program, (node) => {
    if (node.type !== 'VariableDeclarator' || !isNode(node['id']) || !isNode(node['init'])) return;
    const way = wayOf(node['init'], beginning, aliases);
    if (!way || way.open) return;
    if (node['id'].type === 'Identifier') aliases.set(node['id']['name'] as string, way.path);
    if (node['id'].type === 'ObjectPattern') takeApart(node['id'], way.path, aliases, (path) => found.push({ path, file }));
  });
  visit(program, (node) => {
    // `({ desk: { problem } }: Texts) => …`
    if (node.type === 'ObjectPattern' && typeNameOf(node) === 'Texts') takeApart(node, [], aliases, (path) => found.push({ path, file }));
    // `({ t: { occupancy } }: View) => …`
    if (node.type !== 'Property' || !isNode(node['key']) || !isNode(node['value']) || node['value'].type !== 'ObjectPattern') return;
    if (beginning.names.includes(String(node['key']['name']))) takeApart(node['value'], [], aliases, (path) => found.push({ path, file }));
  });
  visit(program, (node, parent) => {
    if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return;
    if (parent?.type === 'MemberExpression' && parent['object'] === node) return;
    if (parent?.type === 'MemberExpression' && parent['property'] === node && !parent['computed']) return;
    if (parent?.type === 'VariableDeclarator' || isName(node, parent)) return;
    const way = wayOf(node, beginning, aliases);
    // A bare name of an area may as well be another variable of that name: only what hangs on it says which texts.
    if (way && way.path.length > (node.type === 'Identifier' ? 1 : 0)) found.push({ path: way.path, file });
  });
  return found;
}

/** The name of the type that is written behind a pattern. */
const typeNameOf = (node: Node): string | undefined => {
  const type = isNode(node['typeAnnotation']) ? node['typeAnnotation']['typeAnnotation'] : undefined;
  return isNode(type) && isNode(type['typeName']) ? String(type['typeName']['name']) : undefined;
};

/** A word that only names something: a property of an object, a parameter, an attribute. */
const isName = (node: Node, parent: Node | undefined): boolean =>
  node.type === 'Identifier' && (parent === undefined || (parent.type === 'Property' && parent['key'] === node && parent['value'] !== node)
    || /Pattern|Function|TS|Import|Export|Class|Method/.test(parent.type));

function wayOf(node: Node, beginning: Beginning, aliases: ReadonlyMap<string, readonly string[]>): { path: readonly string[]; open: boolean } | undefined {
  if (node.type === 'Identifier') {
    const name = node['name'] as string;
    if (beginning.names.includes(name)) return { path: [], open: false };
    const known = aliases.get(name);
    return known && { path: known, open: false };
  }
  if (node.type === 'CallExpression' && isNode(node['callee']) && beginning.calls.includes(String(node['callee']['name']))) return { path: [], open: false };
  if (node.type === 'TSAsExpression' || node.type === 'ParenthesizedExpression' || node.type === 'ChainExpression' || node.type === 'TSNonNullExpression') {
    return wayOf(node['expression'] as Node, beginning, aliases);
  }
  if (node.type !== 'MemberExpression' || !isNode(node['object']) || !isNode(node['property'])) return undefined;
  const name = staticName(node);
  if (name !== undefined && beginning.names.includes(name)) return { path: [], open: false };
  const before = wayOf(node['object'], beginning, aliases);
  if (!before || before.open) return before;
  return name === undefined ? { path: before.path, open: true } : { path: [...before.path, name], open: false };
}

function staticName(node: Node): string | undefined {
  const property = node['property'] as Node;
  if (!node['computed']) return property['name'] as string;
  return property.type === 'Literal' && typeof property['value'] === 'string' ? property['value'] : undefined;
}

function takeApart(pattern: Node, path: readonly string[], aliases: Map<string, readonly string[]>, use: (path: readonly string[]) => void): void {
  for (const property of pattern['properties'] as Node[]) {
    if (property.type !== 'Property' || !isNode(property['key']) || !isNode(property['value'])) continue;
    const inner = [...path, property['key']['name'] as string];
    if (property['value'].type === 'ObjectPattern') takeApart(property['value'], inner, aliases, use);
    else if (property['value'].type === 'Identifier') {
      aliases.set(property['value']['name'] as string, inner);
      // An area as a whole is followed by its new name; one text is used by being taken out.
      if (inner.length > 1) use(inner);
    }
  }
}
