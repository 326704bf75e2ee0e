import type { Info, Reported } from '../../lock-gateway/protocol.ts';
import { hasRole, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { IN_SCOPE, venueScope } from '../catalogue/venue-scope.ts';
import type { Database, Transaction } from '../platform/db.ts';

/** A lock of which a gateway speaks and that nobody has commissioned. */
export interface UnclaimedLock {
  gateway: string;
  /** Its name in topics. */
  lockName: string;
  info: Partial<Info>;
  heardAt: Date;
}

export interface UnclaimedNews {
  gateway: string;
  name: string;
  info: Info | undefined;
  reported: Reported | undefined;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const MOST_OF_GATEWAY = 100;

/** Keeps what gateways say of locks that we do not have; of each gateway the newest hundred, so that none can fill the table. */
export async function saveUnclaimed(tx: Transaction, news: readonly UnclaimedNews[], now: Date): Promise<void> {
  const kept = news.filter(({ gateway, name, info, reported }) => NAME.test(gateway) && NAME.test(name) && (info ?? reported));
  if (kept.length === 0) return;
  const rows = kept.map(({ gateway, name, info, reported }) => ({ gateway, lock_name: name, info: info ?? null, reported: reported ? { ...reported, codes: [] } : null }));
  await tx.raw(
    `INSERT INTO unclaimed_locks AS u (gateway, lock_name, info, reported, heard_at)
     SELECT gateway, lock_name, coalesce(info, '{}'), coalesce(reported, '{}'), :now FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS n (gateway text, lock_name text, info jsonb, reported jsonb)
     ORDER BY gateway, lock_name
     ON CONFLICT (gateway, lock_name) DO UPDATE SET heard_at = excluded.heard_at, info = CASE WHEN excluded.info = '{}' THEN u.info ELSE excluded.info END,
       reported = CASE WHEN excluded.reported = '{}' THEN u.reported ELSE excluded.reported END`, { now, rows: JSON.stringify(rows) });
  await tx.raw(
    `DELETE FROM unclaimed_locks u USING (SELECT gateway, lock_name, row_number() OVER (PARTITION BY gateway ORDER BY heard_at DESC, lock_name) AS place
       FROM unclaimed_locks WHERE gateway = ANY(?::text[])) AS ranked
     WHERE u.gateway = ranked.gateway AND u.lock_name = ranked.lock_name AND place > ${MOST_OF_GATEWAY}`, [[...new Set(kept.map(({ gateway }) => gateway))]]);
}

/** A gateway is its venues': only a gateway that serves none yet is anybody's who gives roles. See docs/decisions/0031-commissioning.md. */
const MAY_CLAIM = `NOT EXISTS (SELECT FROM locks l WHERE l.gateway = u.gateway AND l.lock_name = u.lock_name)
  AND (EXISTS (SELECT FROM locks l JOIN venues v ON v.id = l.venue_id WHERE l.gateway = u.gateway AND ${IN_SCOPE})
    OR (:administrator AND NOT EXISTS (SELECT FROM locks l WHERE l.gateway = u.gateway)))`;

const scopeOf = (actor: Actor): object => ({ ...venueScope(actor, VENUE_MANAGERS), administrator: hasRole(actor, 'administrator') });

/** The locks that this manager may commission, by gateway and name; at most 200. */
export async function unclaimedLocks(db: Database, actor: Actor): Promise<UnclaimedLock[]> {
  const { rows } = await db.raw<{ rows: UnclaimedLock[] }>(
    `SELECT gateway, lock_name AS "lockName", info, heard_at AS "heardAt" FROM unclaimed_locks u WHERE ${MAY_CLAIM} ORDER BY gateway, lock_name LIMIT 200`, { ...scopeOf(actor) });
  return rows;
}

/** True once, for whoever may commission it and comes first: from then on it is unclaimed no more. */
export async function takeUnclaimed(tx: Transaction, { gateway, lockName }: { gateway: string; lockName: string }, actor: Actor): Promise<{ info: Partial<Info>; reported: Partial<Reported> } | undefined> {
  const { rows: [row] } = await tx.raw<{ rows: { info: Partial<Info>; reported: Partial<Reported> }[] }>(
    `DELETE FROM unclaimed_locks u WHERE u.gateway = :gateway AND u.lock_name = :lockName AND ${MAY_CLAIM} RETURNING info, reported`, { gateway, lockName, ...scopeOf(actor) });
  return row;
}
