import { roleAt, VENUE_CONTACTS, VENUE_MANAGERS, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { addDays, localDate, startOfDay } from '../kernel/time.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { watchIn, type ComingWatch, type KeptRota, type Rota, type RotaPlace, type Watcher } from './rota.ts';
import { colleaguesAt, isAmong, watchPlaces, type Colleague } from './places.ts';
import { loadRota, rotasAbove } from './store.ts';

export interface ReadRota extends KeptRota {
  /** The coming fourteen days, filled by the organisation's rota and the city's where this one has gaps. */
  coming: ComingWatch;
  /** Those rotas, the closest first. */
  above: Rota[];
  /** Whom one can choose, and whoever is in it without a role by now; absent for whoever only looks. */
  colleagues?: Colleague[];
}

const DAYS = 14;

/** What a rota, with those above it, comes to in the fourteen days from today. */
export const comingDays = (rotas: readonly Rota[], now: Date): ComingWatch => {
  const today = localDate(now);
  return watchIn(rotas, { start: startOfDay(today), end: startOfDay(addDays(today, DAYS)) });
};

/** The rota of a place where the actor works, and what it comes to. Readers see numbers and no names; that somebody read names is logged. Refuses `not-allowed`. */
export async function readRota(db: Database, place: RotaPlace, actor: Actor, now: Date): Promise<ReadRota> {
  if (!isAmong(await watchPlaces(db, actor, VENUE_READERS), place)) throw new Refusal('not-allowed');
  const { rota, version } = await loadRota(db, place);
  const above = await rotasAbove(db, place);
  const seesNames = isAmong(await watchPlaces(db, actor, VENUE_CONTACTS), place);
  const colleagues = isAmong(await watchPlaces(db, actor, VENUE_MANAGERS), place) ? await colleaguesAt(db, place) : undefined;
  const former = rota.watchers.flatMap(({ personId, name }) => (personId && !colleagues?.some(({ id }) => id === personId) ? [{ id: personId, name }] : []));
  const persons = [...[rota, ...above].flatMap(({ watchers }) => watchers.flatMap(({ personId }) => personId ?? [])), ...(colleagues ?? []).map(({ id }) => id)];
  if (seesNames && persons.length > 0) {
    const venue = { id: place.venueId ?? ('' as NonNullable<RotaPlace['venueId']>), organisationId: place.organisationId };
    await transact(db, (tx) => auditLook(tx, { actor, as: roleAt(actor, VENUE_READERS, venue), action: 'read-rota', subjectKind: 'rota', persons: [...new Set(persons)] }));
  }
  const shown = seesNames ? [rota, ...above] : [rota, ...above].map(withoutNames);
  return { rota: shown[0]!, version, above: shown.slice(1), coming: comingDays(shown, now), ...(colleagues ? { colleagues: [...colleagues, ...former] } : {}) };
}

const withoutNames = (rota: Rota): Rota => ({ ...rota, watchers: rota.watchers.map(({ phone, counts }): Watcher => ({ name: '', phone, counts })) });
