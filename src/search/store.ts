import type { Schedule } from '../catalogue/hall.ts';
import type { HallId, SpaceId } from '../kernel/ids.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Offer } from './facet-counts.ts';
import { fittingStatement } from './fitting.ts';
import type { SearchQuery } from './search-query.ts';

/** A hall that meets the wishes about itself, with what the rules and the order need of it. */
export interface Candidate {
  id: HallId;
  scheduleId: string;
  spaceIds: SpaceId[];
  name: string;
  capacity: number | null;
  distance: number | null;
  relevance: number | null;
  slug: string;
  regulationId: string | null;
  setupMinutes: number;
  teardownMinutes: number;
  startStepMinutes: number;
  shortestMinutes: number;
  longestMinutes: number;
  noticeMinutes: number;
  windowDays: number;
}

/** The halls that meet every wish about the hall itself, in no order. */
export async function findFitting(db: Database | Transaction, query: SearchQuery): Promise<Candidate[]> {
  const { sql, bindings } = fittingStatement(query, 'matching');
  return (await db.raw<{ rows: Candidate[] }>(sql, bindings)).rows;
}

/** The same halls and those that another choice of one kind would let in, each with what it offers. */
export async function findNearlyFitting(db: Database | Transaction, query: SearchQuery): Promise<(Candidate & Offer)[]> {
  const { sql, bindings } = fittingStatement(query, 'one-choice-off');
  return (await db.raw<{ rows: (Candidate & Offer)[] }>(sql, bindings)).rows;
}

/** Schedules with their exceptions from one day up to another. */
export async function readSchedules(db: Database | Transaction, ids: readonly string[], from: LocalDate, until: LocalDate): Promise<Schedule[]> {
  const { rows } = await db.raw<{ rows: [{ schedules: Schedule[] }] }>(
    `SELECT coalesce(json_agg(json_build_object('id', id, 'openOnHolidays', open_on_holidays, 'weekly', coalesce(weekly, '[]'), 'exceptions', coalesce(exceptions, '[]'))), '[]') AS schedules
     FROM schedules
     LEFT JOIN (SELECT schedule_id AS id, json_agg(json_build_object('weekday', weekday, 'opens', opens, 'closes', closes) ORDER BY weekday, opens) AS weekly
       FROM opening_hours GROUP BY schedule_id) hours USING (id)
     LEFT JOIN (SELECT schedule_id AS id, json_agg(json_strip_nulls(json_build_object('day', day, 'opens', opens, 'closes', closes)) ORDER BY day) AS exceptions
       FROM opening_exceptions WHERE day >= ?::date AND day < ?::date GROUP BY schedule_id) exceptions USING (id)
     WHERE id = ANY(?::uuid[])`, [from, until, [...ids]]);
  return rows[0].schedules;
}

/** A stretch of time, and every local day that it touches. */
export interface Span {
  from: Date;
  to: Date;
  days: readonly LocalDate[];
}

/** With more spaces than these it takes less to read what is taken anywhere than to name them. */
const MOST_NAMED = 2_000;

/**
 * When somebody is in these spaces, as multiranges of claims and of closures; spaces without anybody are missing, and others may
 * be there. This is the one statement over live claims. `day = ANY` and plain comparisons: with `&&` the planner may walk the
 * whole GiST index instead of a stretch of the btree.
 */
export async function takenBySpace(db: Database | Transaction, spaceIds: readonly SpaceId[], span: Span): Promise<Map<SpaceId, string[]>> {
  const named = spaceIds.length <= MOST_NAMED;
  const among = named ? 'space_id = ANY(:spaceIds::uuid[]) AND' : '';
  const { rows } = await db.raw<{ rows: { space_id: SpaceId; taken: string }[] }>(
    `SELECT space_id, range_agg(period) AS taken FROM claims
     WHERE ${among} day = ANY(:days::date[]) AND lower(period) < :to AND upper(period) > :from AND (held_until IS NULL OR held_until > now())
     GROUP BY space_id
     UNION ALL
     SELECT space_id, range_agg(period) FROM closures JOIN closure_spaces ON closure_id = id
     WHERE ${among} lifted_at IS NULL AND period && tstzrange(:from, :to)
     GROUP BY space_id`, { from: span.from, to: span.to, days: [...span.days], ...(named ? { spaceIds: [...spaceIds] } : {}) });
  const taken = new Map<SpaceId, string[]>();
  for (const row of rows) {
    const known = taken.get(row.space_id);
    if (known) known.push(row.taken);
    else taken.set(row.space_id, [row.taken]);
  }
  return taken;
}
