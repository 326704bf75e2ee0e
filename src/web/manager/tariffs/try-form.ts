import type { VatRule } from '../../../catalogue/tariff-rules.ts';
import { period, type Period } from '../../../kernel/period.ts';
import { isRefusal, type Violation } from '../../../kernel/refusal.ts';
import { addDays, atLocal, isLocalDate, localDate, type LocalTime } from '../../../kernel/time.ts';
import { priceByRules, type EarlierBooking, type RulePrice } from '../../../pricing/price-by-rules.ts';
import type { Regulation, RegulationVersion } from '../../../pricing/regulation.ts';
import { vatFor } from '../../../pricing/vat.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';

export const TRY_FIELD = { version: 'versie', hall: 'zaal', booker: 'aanvrager', purpose: 'gebruik', day: 'datum', from: 'van', until: 'tot', nth: 'hoeveelste' } as const;

/** A price that finance tries, as typed. */
export type TryForm = Readonly<Record<keyof typeof TRY_FIELD, string>>;

export function readTryForm(fields: URLSearchParams, now: Date): TryForm {
  const text = (name: keyof typeof TRY_FIELD, otherwise: string): string => (fields.has(TRY_FIELD[name]) ? fieldOf(fields, TRY_FIELD[name]).slice(0, 80) : otherwise);
  return {
    version: text('version', ''), hall: text('hall', ''), booker: text('booker', ''), purpose: text('purpose', ''), day: text('day', addDays(localDate(now), 7)),
    from: text('from', '19:00'), until: text('until', '22:00'), nth: text('nth', '1'),
  };
}

/** The version that was chosen, or else the one that counts now. */
export function versionTried({ versions }: Regulation, form: TryForm, now: Date): RegulationVersion | undefined {
  const today = localDate(now);
  return versions.find(({ id }) => id === form.version)
    ?? versions.filter(({ publishedAt, validFrom }) => publishedAt && validFrom <= today).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0] ?? versions[0];
}

export type Tried = { price: RulePrice; vat: readonly (VatRule | undefined)[] } | { refused: readonly Violation[] } | { errors: readonly FieldError[] };

/** What it costs by this version, line by line; why it is not let so; or which field is not filled in well. */
export function tryPrice(form: TryForm, regulation: Regulation, { rules }: RegulationVersion, vat: readonly VatRule[], view: View): Tried {
  const stay = periodOfTry(form, view);
  const hall = regulation.halls.find(({ slug }) => slug === form.hall) ?? regulation.halls[0];
  const booker = rules.bookers.find(({ id }) => id === form.booker) ?? rules.bookers[0];
  const purpose = rules.purposes.find(({ id }) => id === form.purpose) ?? rules.purposes[0];
  if (Array.isArray(stay)) return { errors: stay };
  if (!hall || !booker || !purpose) return { errors: [] };
  const bookerKind = booker.of[0]!;
  const day = localDate(stay.start);
  try {
    const price = priceByRules(rules, {
      hall, bookerKind, recognised: [booker.id], declared: [booker.id], purpose: purpose.id, period: stay,
      earlier: hadBefore(form, day, { hall: hall.slug, booker: booker.id, purpose: purpose.id }),
    });
    return { price, vat: price.lines.map(({ product }) => vatFor(vat, { product, bookerKind, purpose: purpose.id, day })) };
  } catch (thrown) {
    if (!isRefusal(thrown, 'stay-refused')) throw thrown;
    return { refused: thrown.violations };
  }
}

/** As if the booker had this before in the year, one fewer than the number typed. */
const hadBefore = ({ nth }: TryForm, day: string, subject: Pick<EarlierBooking, 'hall' | 'booker' | 'purpose'>): EarlierBooking[] =>
  Array.from({ length: Math.max(0, Math.min(366, Math.floor(Number(nth) || 1) - 1)) }, () => ({ ...subject, day, hireCents: 0, depositCents: 0, rules: [] }));

const TIME = /^([01]?\d|2[0-3])[:.u]([0-5]\d)$/;

function periodOfTry(form: TryForm, { t }: View): Period | FieldError[] {
  const times = [form.from, form.until].map((typed) => TIME.exec(typed === '24:00' ? '00:00' : typed));
  const [from, until] = times.map((match): LocalTime | undefined => match?.[1] && `${match[1].padStart(2, '0')}:${match[2]}`);
  const day = isLocalDate(form.day) && form.day.startsWith('20');
  if (!day || !from || !until) {
    return [
      ...(day ? [] : [{ name: TRY_FIELD.day, text: t.tariffs.problem.day }]),
      ...(from ? [] : [{ name: TRY_FIELD.from, text: t.tariffs.problem.time }]), ...(until ? [] : [{ name: TRY_FIELD.until, text: t.tariffs.problem.time }]),
    ];
  }
  return period(atLocal(form.day, from), atLocal(until > from ? form.day : addDays(form.day, 1), until));
}
