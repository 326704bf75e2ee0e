import type { HallType } from '../../src/catalogue/hall.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import type { Cents, VatRate } from '../../src/kernel/money.ts';
import type { LocalDate } from '../../src/kernel/time.ts';
import type { HallDraft } from './drafts.ts';
import type { HourlyTariff } from './hourly.ts';

/** What each kind of booker pays of a resident's price, unless a hall says otherwise. */
const SHARE: Readonly<Record<BookerKind, number>> = { resident: 1, association: 0.5, school: 0.5, company: 2.5, partner: 1, directorate: 0 };
const KINDS: readonly BookerKind[] = ['resident', 'association', 'school', 'company', 'partner', 'directorate'];

const STANDARD: VatRate = 2_100;
const SPORT: VatRate = 600;
const EXEMPT: VatRate = 0;

/** Illustrative: sport carries 6 %; short lettings to private persons, non-profit associations and schools none; the rest 21 %. */
function vatRateOf(type: HallType, kind: BookerKind): VatRate {
  if (type === 'sports') return SPORT;
  return kind === 'company' || kind === 'partner' ? STANDARD : EXEMPT;
}

/** What the VAT table that every city begins with calls the hire of such a hall. */
export const productOf = (type: HallType): string => (type === 'sports' ? 'sport' : 'hire');

/** Prices go up by three in a hundred each New Year and stay round: to ten cents. */
const raised = (cents: Cents): Cents => Math.round((cents * 1.03) / 10) * 10;

/** The prices of a hall from the first day on, and the raised ones from the second. A kind that it is not let to has none. */
export function tariffsOf(hall: Pick<HallDraft, 'type' | 'hourCents' | 'rates' | 'minimumMinutes' | 'depositCents'>, from: LocalDate, raisedFrom: LocalDate): HourlyTariff[] {
  return KINDS.flatMap((bookerKind) => {
    const own = hall.rates?.[bookerKind];
    if (own === 'not-let') return [];
    const hourCents = own ?? Math.round((hall.hourCents * SHARE[bookerKind]) / 10) * 10;
    const free = hourCents === 0;
    const common = {
      bookerKind,
      minimumMinutes: free ? 0 : hall.minimumMinutes ?? 0,
      depositCents: bookerKind === 'directorate' ? 0 : hall.depositCents ?? 0,
      vatRate: vatRateOf(hall.type, bookerKind),
    };
    return [
      { ...common, validFrom: from, hourCents },
      ...(free ? [] : [{ ...common, validFrom: raisedFrom, hourCents: raised(hourCents) }]),
    ];
  });
}
