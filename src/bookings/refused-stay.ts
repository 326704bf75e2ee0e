import type { BookerKind } from '../kernel/actor.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import type { Database } from '../platform/db.ts';
import { findAlternatives, type Alternative } from '../search/find-alternatives.ts';
import { presentAlternative } from '../search/http.ts';
import type { BookingAsk } from './place-booking.ts';

/** A stay that was refused, with what can be had instead. The refusal's own violations stay: they are what really stood in the way. */
export async function refusedStay(db: Database, ask: BookingAsk, bookerKind: BookerKind, refusal: Refusal, now: Date): Promise<Refusal> {
  const alternatives = await shared(ask, bookerKind, () => alternativesTo(db, ask, bookerKind, now));
  return refusal.with({ alternatives: alternatives.map(presentAlternative) });
}

async function alternativesTo(db: Database, { hallId, period, layout, attendance, extras }: BookingAsk, bookerKind: BookerKind, now: Date): Promise<Alternative[]> {
  const hall = await loadHall(db, hallId, now);
  return hall ? findAlternatives(db, hall, { period, layout, attendance, extras, bookerKind }, now) : [];
}

const underWay = new Map<string, Promise<Alternative[]>>();

/** Fifty who lose the same hall at the same moment are answered by one look around, not fifty. Nothing is kept once it is answered. */
function shared({ hallId, period, layout, attendance }: BookingAsk, bookerKind: BookerKind, look: () => Promise<Alternative[]>): Promise<Alternative[]> {
  const key = [hallId, period.start.getTime(), period.end.getTime(), layout, attendance, bookerKind].join(' ');
  const looking = underWay.get(key) ?? look().finally(() => underWay.delete(key));
  underWay.set(key, looking);
  return looking;
}
