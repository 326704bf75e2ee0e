import type { Schedule } from '../catalogue/hall.ts';
import type { HallId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { facets } from './facets.ts';
import type { SearchQuery } from './search-query.ts';

/** Schedules as far as these days are concerned, and how far claims reach beyond the time in which a hall is used. */
export interface Clockwork {
  schedules: Schedule[];
  /** The longest setup or teardown of any hall. */
  mostAroundMinutes: number;
}

/** Opening hours are decided in TypeScript (`availability/opening.ts`), so the search reads the few schedules first. */
export async function readClockwork(db: Database | Transaction, days: { from: LocalDate; until: LocalDate }): Promise<Clockwork> {
  const { rows } = await db.raw<{ rows: [{ schedules: Schedule[]; most: number }] }>(
    `SELECT (SELECT coalesce(greatest(max(setup_minutes), max(teardown_minutes)), 0) FROM halls) AS most,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'openOnHolidays', open_on_holidays, 'weekly', coalesce(weekly, '[]'), 'exceptions', coalesce(exceptions, '[]'))), '[]')
       FROM schedules
       LEFT JOIN (SELECT schedule_id AS id, json_agg(json_build_object('weekday', weekday, 'opens', opens, 'closes', closes) ORDER BY weekday, opens) AS weekly
         FROM opening_hours GROUP BY schedule_id) hours USING (id)
       LEFT JOIN (SELECT schedule_id AS id, json_agg(json_strip_nulls(json_build_object('day', day, 'opens', opens, 'closes', closes)) ORDER BY day) AS exceptions
         FROM opening_exceptions WHERE day >= ?::date AND day < ?::date GROUP BY schedule_id) exceptions USING (id)) AS schedules`,
    [days.from, days.until]);
  return { schedules: rows[0].schedules, mostAroundMinutes: rows[0].most };
}

/** When to look for free time, with the hours of each schedule within it. */
export interface Look {
  /** A claim counts when it touches this span: the asked one, wider by the longest setup and teardown. */
  from: Date;
  to: Date;
  days: readonly LocalDate[];
  /** Distinct opening hours as multiranges, and which schedules keep them. */
  hours: readonly string[];
  scheduleIds: readonly string[];
  hoursOf: readonly number[];
  /** Only these halls; absent: all that fit. */
  hallIds?: readonly HallId[];
}

/** A hall that meets the wishes about itself, with what the rules and the order need of it. */
export interface Candidate {
  id: HallId;
  name: string;
  capacity: number | null;
  distance: number | null;
  relevance: number | null;
  tariffs: { validFrom: LocalDate; hourCents: Cents; minimumMinutes: number; depositCents: Cents; vatRate: number }[] | null;
  setupMinutes: number;
  teardownMinutes: number;
  startStepMinutes: number;
  shortestMinutes: number;
  longestMinutes: number;
  noticeMinutes: number;
  windowDays: number;
  /** Which of the sets of opening hours the hall keeps. */
  pattern: number;
  /** What is left of those hours, as a multirange; null: all of them, nobody is there. */
  free: string | null;
}

/** The halls that fit, in no order. */
export async function findFitting(db: Database | Transaction, query: SearchQuery): Promise<Candidate[]> {
  const { sql, bindings } = facets(query);
  const { rows } = await db.raw<{ rows: Candidate[] }>(`WITH ${sql} SELECT *, 0 AS pattern, NULL AS free FROM fit`, bindings);
  return rows;
}

/** The halls that fit, each with when in the time looked at it is open and free; in no order. */
export async function findFree(db: Database | Transaction, query: SearchQuery, look: Look): Promise<Candidate[]> {
  const { sql, bindings } = facets(query, look.hallIds);
  const { rows } = await db.raw<{ rows: Candidate[] }>(`WITH ${sql}, ${FREE}`, {
    ...bindings, from: look.from, to: look.to, days: [...look.days],
    hours: [...look.hours], scheduleIds: [...look.scheduleIds], hoursOf: [...look.hoursOf],
  });
  return rows;
}

/** `day = ANY` and plain comparisons: with `&&` the planner may walk the whole GiST index instead of a stretch of the btree. */
const FREE = `
hours AS MATERIALIZED (
  SELECT schedule_id, pattern, (CAST(:hours AS tstzmultirange[]))[pattern + 1] AS open
  FROM unnest(CAST(:scheduleIds AS uuid[]), CAST(:hoursOf AS integer[])) AS keeps (schedule_id, pattern)
), taken AS (
  SELECT space_id, lower(period) AS starts, upper(period) AS ends FROM claims
  WHERE day = ANY(CAST(:days AS date[])) AND lower(period) < :to AND upper(period) > :from AND (held_until IS NULL OR held_until > now())
  UNION ALL
  SELECT space_id, lower(period), upper(period) FROM closures JOIN closure_spaces ON closure_id = id
  WHERE lifted_at IS NULL AND period && tstzrange(:from, :to)
), busy AS (
  SELECT fit.id, range_agg(tstzrange(starts - make_interval(mins => "teardownMinutes"), ends + make_interval(mins => "setupMinutes"))) AS periods
  FROM fit JOIN hall_spaces ON hall_id = fit.id JOIN taken USING (space_id) GROUP BY fit.id
)
SELECT fit.*, hours.pattern, CAST(hours.open - busy.periods AS text) AS free
FROM fit JOIN hours USING (schedule_id) LEFT JOIN busy USING (id)`;
