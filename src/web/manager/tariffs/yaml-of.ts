import { Document, isMap, isSeq } from 'yaml';
import type { TariffRules } from '../../../catalogue/tariff-rules.ts';

/** The order in which one reads a regulation; the database keeps none. */
const SECTIONS = ['halls', 'groups', 'bookers', 'purposes', 'bands', 'partDays', 'seasons', 'prices', 'notLet', 'changes', 'bounds', 'costs', 'deposits', 'cancellation'];
const KEYS = ['id', 'label', 'nl', 'en', 'fr', 'halls', 'bookers', 'purposes', 'regular', 'of', 'evidence', 'days', 'holidays', 'from', 'until', 'units', 'per', 'hours', 'euro', 'percent', 'factor', 'bands', 'seasons'];

/** Rules that a program made, as their author would write them: one rule a line. */
export function yamlOf(rules: TariffRules): string {
  const document = new Document(ordered(rules, SECTIONS));
  const sections = isMap(document.contents) ? document.contents.items : [];
  for (const { value } of sections) {
    if (!isSeq(value)) continue;
    if (value.items.every((item) => !isMap(item))) value.flow = true;
    for (const item of value.items) if (isMap(item)) item.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function ordered(node: unknown, order: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((one) => ordered(one, KEYS));
  if (typeof node !== 'object' || node === null) return node;
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(node).toSorted(([a], [b]) => place(a) - place(b)).map(([key, value]) => [key, ordered(value, KEYS)]));
}
