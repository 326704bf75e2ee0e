import type { Info, Reported } from '../../lock-gateway/protocol.ts';
import { isId, type LockId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import type { Database } from '../platform/db.ts';
import type { AlarmKind } from './alarm-kinds.ts';
import { capacityOf, type Capacity } from './capacity.ts';
import { countCodes, type CodeCounts } from './lock-codes-ahead.ts';

/** `away`: its gateway is; `unheard`: nothing was ever heard of it. */
export type LockReach = 'online' | 'offline' | 'away' | 'unheard';

/** A lock as whoever looks after it sees it. */
export interface LockSummary {
  id: LockId;
  name: Translated;
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
  gateway: string;
  /** Its name in topics. */
  lockName: string;
  /** The make, as its gateway calls the driver; absent until it has said so. */
  make?: string;
  reach: LockReach;
  /** When the lock itself was last heard. */
  lastSeenAt?: Date;
  batteryPercent?: number;
  /** How far its clock is ahead; negative when it is behind. */
  skewSeconds?: number;
  /** Keeps codes shut outside their windows by itself. */
  keepsWindows?: boolean;
  /** Why it gets no codes as it is set up, in the words of its gateway. */
  unfit?: string;
  /** What is wrong with it now, the most pressing first. */
  alarms: AlarmKind[];
  capacity?: Capacity;
  codes: CodeCounts;
}

export interface LockPosition {
  /** 0: needs attention; 1: does not. */
  rank: number;
  venue: string;
  name: string;
  id: string;
}

export const isLockPosition = (value: unknown): value is LockPosition =>
  typeof value === 'object' && value !== null && 'rank' in value && (value.rank === 0 || value.rank === 1) && 'venue' in value && typeof value.venue === 'string'
  && 'name' in value && typeof value.name === 'string' && 'id' in value && typeof value.id === 'string' && isId(value.id);

export interface LockAsk {
  limit: number;
  venue?: string;
  /** Only those that need attention. */
  troubled?: true;
  after?: LockPosition;
}

export interface LockPage {
  items: LockSummary[];
  next?: LockPosition;
}

export interface LockRow {
  id: LockId; name: Translated; venue: LockSummary['venue']; gateway: string; lock_name: string; gateway_status: string; lock_status: string; info: Partial<Info>; reported: Partial<Reported>;
  reported_at: Date | null; battery_percent: number | null; clock_skew_seconds: number | null; alarms: AlarmKind[]; rank: number;
}

/** Something is wrong with it: an alarm, or it cannot be reached or given codes. */
const RANK = `CASE WHEN EXISTS (SELECT FROM alarms a WHERE a.lock_id = l.id AND a.cleared_at IS NULL) OR l.info ? 'unfit' OR 'offline' IN (l.gateway_status, l.lock_status) THEN 0 ELSE 1 END`;

export const LOCKS = `
SELECT l.id, l.name, jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name) AS venue, l.gateway, l.lock_name, l.gateway_status, l.lock_status,
  l.info, l.reported, l.reported_at, l.battery_percent, l.clock_skew_seconds, ${RANK.replaceAll('?', '\\?')} AS rank,
  ARRAY(SELECT a.kind FROM alarms a WHERE a.lock_id = l.id AND a.cleared_at IS NULL GROUP BY a.kind ORDER BY min(a.raised_at)) AS alarms
FROM locks l JOIN venues v ON v.id = l.venue_id`;

const WAKEFUL: Readonly<Record<string, LockReach>> = { online: 'online', offline: 'offline' };

/** Its gateway's word counts for nothing while the gateway itself is away. */
const reachOf = (row: LockRow): LockReach => (row.gateway_status === 'offline' ? 'away' : (WAKEFUL[row.lock_status] ?? 'unheard'));

const toSummary = (row: LockRow, codes: CodeCounts, capacity: Capacity | undefined): LockSummary => ({
  id: row.id, name: row.name, venue: row.venue, gateway: row.gateway, lockName: row.lock_name, reach: reachOf(row), alarms: row.alarms, codes,
  ...(row.info.driver === undefined ? {} : { make: row.info.driver }),
  ...(row.info.capabilities === undefined ? {} : { keepsWindows: row.info.capabilities.windows }),
  ...(row.info.unfit === undefined ? {} : { unfit: row.info.unfit }),
  ...(row.reported.lastSeenAt === undefined ? {} : { lastSeenAt: new Date(row.reported.lastSeenAt) }),
  ...(row.battery_percent === null ? {} : { batteryPercent: row.battery_percent }),
  ...(row.clock_skew_seconds === null ? {} : { skewSeconds: row.clock_skew_seconds }),
  ...(capacity ? { capacity } : {}),
});

/** These rows with how full the locks are and which codes they are to have. */
export async function summariesOf(db: Database, rows: readonly LockRow[], now: Date): Promise<LockSummary[]> {
  const ids = rows.map(({ id }) => id);
  const [capacities, counts] = await Promise.all([capacityOf(db, ids, now), countCodes(db, ids, now)]);
  return rows.map((row) => toSummary(row, counts.get(row.id)!, capacities.get(row.id)));
}

/** The locks of the venues in scope, those that need attention first, then by venue and name. */
export async function listLocks(db: Database, scope: VenueScope, { limit, venue, troubled, after }: LockAsk, now: Date): Promise<LockPage> {
  const { rows } = await db.raw<{ rows: LockRow[] }>(
    `SELECT * FROM (${LOCKS} WHERE ${IN_SCOPE} AND (CAST(:slug AS text) IS NULL OR v.slug = :slug)) AS x
     WHERE (${troubled ? 'rank = 0' : 'true'}) AND (rank, venue #>> '{name,nl}', name ->> 'nl', id) > (:rank, :venue, :name, CAST(:id AS uuid))
     ORDER BY rank, venue #>> '{name,nl}', name ->> 'nl', id LIMIT :limit`,
    { ...scope, slug: venue ?? null, limit: limit + 1, ...(after ?? { rank: -1, venue: '', name: '', id: '00000000-0000-0000-0000-000000000000' }) });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: await summariesOf(db, items, now),
    ...(rows.length > limit && last ? { next: { rank: last.rank, venue: last.venue.name.nl, name: last.name.nl, id: last.id } } : {}),
  };
}
