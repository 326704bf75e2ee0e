import { isLength } from './hall-form.ts';
import type { AccessKind, Extra, HallType, Layout } from '../../../catalogue/hall.ts';
import { HALL_BOUNDS, type Difference, type HallField, type HallNumber } from '../../../catalogue/hall-record.ts';
import { ACCESS_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDate, formatList, formatNumber } from '../../../contract/texts/format.ts';
import { LANGUAGES, type Translated } from '../../../kernel/text.ts';
import { say, type View } from '../../view.ts';
import { writeMinutes } from '../duration-text.ts';

/** One line of what was and what will be, as the reader says it. */
export interface SaidChange {
  field: string;
  before: string;
  after: string;
}

/** What changes of a hall, in words. */
export const sayHallChanges = (view: View, changes: readonly Difference<HallField>[], extras: readonly Extra[]): SaidChange[] => changes.flatMap(({ field, from, to }) => {
  const name = view.t.hallData.fields[field];
  if (field === 'name' || field === 'description') return sayTexts(view, name, from as Translated, to as Translated);
  const value = (what: unknown): string => sayValue(view, field, what, extras);
  return [{ field: name, before: value(from), after: value(to) }];
});

/** A text that changes, in each language in which it does. */
export const sayTexts = ({ t }: View, field: string, from: Partial<Translated> | null, to: Partial<Translated> | null): SaidChange[] => LANGUAGES.flatMap((language) => {
  const [before, after] = [from?.[language] ?? '', to?.[language] ?? ''];
  return before === after ? [] : [{ field: `${field} (${t.hallData.languages[language]})`, before: before || t.hallData.nothing, after: after || t.hallData.nothing }];
});

function sayValue(view: View, field: HallField, value: unknown, extras: readonly Extra[]): string {
  const { t, language } = view;
  const words = (list: readonly string[]): string => (list.length === 0 ? t.hallData.nothing : formatList(list, language));
  if (typeof value === 'boolean') return value ? t.hallData.yes : t.hallData.no;
  if (field === 'quotaBookings' && value === null) return t.hallData.unlimited;
  if (field in HALL_BOUNDS) return isLength(field as HallNumber) ? writeMinutes(value as number, language) : formatNumber(value as number, language);
  if (field === 'type') return say(view, TYPE_NAMES[value as HallType]);
  if (field === 'features') return words((value as string[]).map((word) => say(view, (FEATURE_NAMES as Readonly<Record<string, Translated>>)[word] ?? { nl: word })));
  if (field === 'layouts') return words((value as Layout[]).map((layout) => sayLayout(view, layout)));
  if (field === 'access') return words((value as { fromOn: string; kind: AccessKind }[]).map(({ fromOn, kind }) => `${say(view, ACCESS_NAMES[kind])} (${t.hallData.accessFrom.toLowerCase()} ${formatDate(fromOn, language)})`));
  return words((value as string[]).map((id) => say(view, extras.find((extra) => extra.id === id)?.name ?? { nl: id })));
}

const sayLayout = (view: View, { kind, seated, standing }: Layout): string =>
  `${say(view, LAYOUT_NAMES[kind])} ${[...(seated > 0 ? [seated] : []), ...(standing > 0 ? [`${standing} ${view.t.hallData.standing.toLowerCase()}`] : [])].join(' / ')}`;
