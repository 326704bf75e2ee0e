import { capacityIn, type Extra, type Hall, type Layout } from '../../../src/catalogue/hall.ts';
import type { BookerKind } from '../../../src/kernel/actor.ts';
import type { ExtraId } from '../../../src/kernel/ids.ts';
import { overlaps, type Period } from '../../../src/kernel/period.ts';
import type { ExtraOrder } from '../../../src/pricing/quote.ts';
import { unitPrices } from '../../../src/pricing/unit-price.ts';
import type { Chance } from '../chance.ts';
import type { Booker } from '../people.ts';
import { activitiesFor } from './activities.ts';
import { HABITS } from './habits.ts';
import type { PlannedStay } from './stay.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Makes stays out of periods: who, what for, with how many and with which extras. Remembers the stock of extras. */
export class StayMaker {
  readonly #chance: Chance;
  readonly #now: Date;
  readonly #bookers: ReadonlyMap<BookerKind, readonly Booker[]>;
  readonly #ordered = new Map<ExtraId, { period: Period; quantity: number }[]>();

  constructor(chance: Chance, now: Date, bookers: readonly Booker[]) {
    this.#chance = chance;
    this.#now = now;
    this.#bookers = grouped(bookers);
  }

  /** A booker of a kind that the hall is let to, as often as its kind books such halls. */
  booker(hall: Hall): Booker {
    const kinds = letTo(hall);
    const wishes = Object.entries(HABITS[hall.type].bookers).filter(([kind]) => kinds.has(kind));
    let draw = this.#chance.next() * wishes.reduce((sum, [, weight]) => sum + weight, 0);
    const chosen = wishes.find(([, weight]) => (draw -= weight) < 0)?.[0] ?? 'association';
    return this.bookerOf(chosen);
  }

  bookerOf(kind: string): Booker {
    return this.#chance.pick([...this.#bookers].find(([one]) => one === kind)?.[1] ?? []);
  }

  /** A single stay, booked some time before. */
  single(hall: Hall, period: Period): PlannedStay {
    const booker = this.booker(hall);
    return this.stay(hall, booker, period, this.#chance.pick(activitiesFor(hall.type, booker.kind)), this.#bookedAt(hall, period));
  }

  stay(hall: Hall, booker: Booker, period: Period, activity: string, createdAt: Date): PlannedStay {
    const layout = this.#layout(hall);
    const capacity = capacityIn(hall, layout.kind);
    const attendance = Math.max(1, Math.round(capacity * (0.3 + this.#chance.next() * 0.6)));
    const byPhone = this.#chance.percent(14) ? 'by-phone' : 'online';
    return { hall, booker, period, activity, layout, attendance, extras: [], status: 'confirmed', createdAt, byPhone };
  }

  /** The same stay with one or two extras, as far as there is stock: what is taken is no longer there for others. */
  withExtras(stay: PlannedStay): PlannedStay {
    const choice = stay.hall.extras.filter(() => this.#chance.percent(30)).slice(0, 2);
    const extras = choice.flatMap((extra): ExtraOrder[] => {
      const wanted = extra.unit === 'piece' ? this.#chance.between(1, Math.min(extra.perBookingMax, Math.max(1, Math.floor((extra.stock ?? 10) / 4)))) : 1;
      return this.#take(extra, wanted, stay.period) ? [{ extraId: extra.id, quantity: wanted }] : [];
    });
    return { ...stay, extras };
  }

  #take({ id, stock }: Extra, quantity: number, period: Period): boolean {
    const orders = this.#ordered.get(id) ?? [];
    const used = orders.reduce((sum, order) => sum + (overlaps(order.period, period) ? order.quantity : 0), 0);
    if (stock !== undefined && used + quantity > stock) return false;
    this.#ordered.set(id, [...orders, { period, quantity }]);
    return true;
  }

  #layout({ layouts }: Hall): Layout {
    return this.#chance.percent(60) && layouts[0] ? layouts[0] : this.#chance.pick(layouts);
  }

  /** Keeps to the notice and the booking window of the hall, and never lies in the future. */
  #bookedAt({ noticeMinutes, windowDays }: Hall, { start }: Period): Date {
    const lead = noticeMinutes * 60_000 + HOUR + this.#chance.next() ** 2 * 60 * DAY;
    const latest = this.#now.getTime() - this.#chance.next() ** 2 * 25 * DAY - HOUR;
    const earliest = start.getTime() - (windowDays - 1) * DAY;
    return new Date(Math.floor(Math.max(earliest, Math.min(start.getTime() - lead, latest)) / 60_000) * 60_000);
  }
}

const letTo = (hall: Hall): ReadonlySet<string> => new Set(hall.tariffs.flatMap(({ validFrom }) => unitPrices(hall, validFrom).flatMap(({ booker }) => booker.of)));

/** Node 20 has no Map.groupBy. */
function grouped(bookers: readonly Booker[]): ReadonlyMap<BookerKind, readonly Booker[]> {
  const map = new Map<BookerKind, Booker[]>();
  for (const booker of bookers) map.set(booker.kind, [...map.get(booker.kind) ?? [], booker]);
  return map;
}
