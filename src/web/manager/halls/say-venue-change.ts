import { differences, type Difference } from '../../../catalogue/hall-record.ts';
import type { ExtraRecord, VenueRecord } from '../../../catalogue/venue-record.ts';
import { ACCESSIBILITY_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatList, formatMoney, formatVatRate } from '../../../contract/texts/format.ts';
import type { Translated } from '../../../kernel/text.ts';
import { say, type View } from '../../view.ts';
import { writeMinutes } from '../duration-text.ts';
import { sayTexts, type SaidChange } from './say-change.ts';

const TEXTS = new Set(['name', 'description', 'directions']);

/** What changes of a venue, in words: an extra is a line of its own. */
export const sayVenueChanges = (view: View, before: VenueRecord, after: VenueRecord): SaidChange[] => differences(before, after).flatMap((change): SaidChange[] => {
  const name = view.t.hallData.fields[change.field];
  if (TEXTS.has(change.field)) return sayTexts(view, name, change.from as Translated | null, change.to as Translated | null);
  if (change.field === 'extras') return sayExtras(view, before.extras, after.extras);
  return [{ field: name, before: sayValue(view, change, change.from), after: sayValue(view, change, change.to) }];
});

function sayValue(view: View, { field }: Difference, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? view.t.hallData.nothing : formatList((value as string[]).map((word) => say(view, (ACCESSIBILITY_NAMES as Readonly<Record<string, Translated>>)[word] ?? { nl: word })), view.language);
  return typeof value === 'number' && field !== 'codeShownHours' ? writeMinutes(value, view.language) : String(value);
}

function sayExtras(view: View, before: readonly ExtraRecord[], after: readonly ExtraRecord[]): SaidChange[] {
  return after.flatMap((extra) => {
    const old = extra.id === undefined ? undefined : before.find(({ id }) => id === extra.id);
    if (old && differences(old, extra).length === 0) return [];
    return [{ field: say(view, (old ?? extra).name), before: old ? sayExtra(view, old) : view.t.hallData.nothing, after: sayExtra(view, extra) }];
  });
}

function sayExtra(view: View, { name, unit, unitCents, vatRate, stock, perBookingMax }: ExtraRecord): string {
  const { venue, unlimited } = view.t.hallData;
  const { language } = view;
  return [
    Object.values(name).join(' / '), `${formatMoney(unitCents, language)} ${venue.unit.toLowerCase()} ${venue.units[unit]}`, `${venue.vat} ${formatVatRate(vatRate, language)}`,
    `${venue.stock}: ${stock ?? unlimited}`, `${venue.most}: ${perBookingMax}`,
  ].join(', ');
}
