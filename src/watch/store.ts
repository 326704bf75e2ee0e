import { newId, type Id, type PersonId, type VenueId } from '../kernel/ids.ts';
import type { LocalDate, LocalTime, Weekday } from '../kernel/time.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { KeptRota, Rota, RotaPlace, Watcher } from './rota.ts';

interface Row {
  watchers: { number: number; person: PersonId | null; name: string; email: string | null; phone: string; counts: boolean }[];
  turns: { watcher: number; weekdays: Weekday[]; from: LocalTime; until: LocalTime }[];
  replacements: { first: LocalDate; last: LocalDate; absent: number; substitute: number | null }[];
  version: number;
}

/** Columns over `rotas r`. A colleague counts as long as they have a role where the rota counts. */
const ROTA = `r.version,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', w.number, 'person', w.person_id, 'phone', w.phone, 'email', coalesce(w.email, p.email),
      'name', coalesce(w.name, trim(p.given_name || ' ' || p.family_name)),
      'counts', w.person_id IS NULL OR EXISTS (SELECT FROM roles_in_force f WHERE f.person_id = w.person_id AND f.organisation_id = r.organisation_id
        AND (f.venue_id IS NULL OR r.venue_id IS NULL OR f.venue_id = r.venue_id))) ORDER BY w.number), '[]')
    FROM watchers w LEFT JOIN persons p ON p.id = w.person_id WHERE w.rota_id = r.id) AS watchers,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('watcher', t.watcher, 'weekdays', t.weekdays, 'from', t.from_time, 'until', t.until_time) ORDER BY t.position), '[]')
    FROM watch_turns t WHERE t.rota_id = r.id) AS turns,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('first', s.first_on, 'last', s.last_on, 'absent', s.absent, 'substitute', s.substitute) ORDER BY s.position), '[]')
    FROM watch_replacements s WHERE s.rota_id = r.id) AS replacements`;

const toRota = ({ watchers, turns, replacements }: Row): Rota => ({
  watchers: watchers.map(({ person, name, email, phone, counts }): Watcher => ({ name, phone, counts, ...(person ? { personId: person } : {}), ...(email === null ? {} : { email }) })),
  turns: turns.map((turn) => ({ ...turn, watcher: turn.watcher - 1 })),
  replacements: replacements.map(({ first, last, absent, substitute }) => ({ firstDay: first, lastDay: last, absent: absent - 1, ...(substitute === null ? {} : { substitute: substitute - 1 }) })),
});

export async function loadRota(db: Database | Transaction, { organisationId, venueId }: RotaPlace): Promise<KeptRota> {
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(`SELECT ${ROTA} FROM rotas r WHERE r.organisation_id = :organisationId AND r.venue_id IS NOT DISTINCT FROM CAST(:venueId AS uuid)`,
    { organisationId, venueId: venueId ?? null });
  return row ? { rota: toRota(row), version: row.version } : { rota: { watchers: [], turns: [], replacements: [] }, version: 0 };
}

/** The rotas that count for a venue, the closest first: its own, its organisation's, that of the whole of which this is part. */
export async function rotasOfVenue(db: Database | Transaction, venueId: VenueId): Promise<Rota[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `SELECT ${ROTA} FROM venues v JOIN organisations o ON o.id = v.organisation_id JOIN rotas r ON r.organisation_id IN (o.id, o.part_of) AND coalesce(r.venue_id, v.id) = v.id
     WHERE v.id = ? ORDER BY r.venue_id IS NULL, r.organisation_id <> o.id`, [venueId]);
  return rows.map(toRota);
}

/** What fills the gaps of the rota of a place: its organisation's and that of the whole of which this is part, the closest first. */
export async function rotasAbove(db: Database | Transaction, { organisationId, venueId }: RotaPlace): Promise<Rota[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `SELECT ${ROTA} FROM organisations o JOIN rotas r ON r.organisation_id IN (o.id, o.part_of) AND r.venue_id IS NULL
     WHERE o.id = :organisationId AND (CAST(:venueId AS uuid) IS NOT NULL OR r.organisation_id <> o.id) ORDER BY r.organisation_id IS DISTINCT FROM o.id`, { organisationId, venueId: venueId ?? null });
  return rows.map(toRota);
}

/** Puts a whole rota in place of the one that is kept. Answers false when that is another version than was expected. */
export async function saveRota(tx: Transaction, { organisationId, venueId }: RotaPlace, rota: Rota, expectedVersion: number): Promise<boolean> {
  const place = { organisation_id: organisationId, venue_id: venueId ?? null };
  const [kept] = expectedVersion === 0
    ? await tx('rotas').insert({ id: newId<'rota'>(), ...place }).onConflict(tx.raw('(organisation_id, venue_id)')).ignore().returning<{ id: Id<'rota'> }[]>('id')
    : await tx('rotas').where(place).where({ version: expectedVersion }).update({ version: expectedVersion + 1 }).returning<{ id: Id<'rota'> }[]>('id');
  if (!kept) return false;
  const rotaId = kept.id;
  await tx('watch_replacements').where({ rota_id: rotaId }).delete();
  await tx('watch_turns').where({ rota_id: rotaId }).delete();
  await tx('watchers').where({ rota_id: rotaId }).delete();
  await insertRows(tx, 'watchers', rota.watchers.map(({ personId, name, email, phone }, index) =>
    ({ rotaId, number: index + 1, phone, personId: personId ?? null, name: personId ? null : name, email: personId ? null : email ?? null })));
  await insertRows(tx, 'watch_turns', rota.turns.map(({ watcher, weekdays, from, until }, index) =>
    ({ rotaId, position: index + 1, watcher: watcher + 1, weekdays: `{${weekdays.join(',')}}`, fromTime: from, untilTime: until })));
  await insertRows(tx, 'watch_replacements', rota.replacements.map(({ firstDay, lastDay, absent, substitute }, index) =>
    ({ rotaId, position: index + 1, firstOn: firstDay, lastOn: lastDay, absent: absent + 1, substitute: substitute === undefined ? null : substitute + 1 })));
  return true;
}
