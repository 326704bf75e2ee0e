import { lockTopic } from '../../lock-gateway/protocol.ts';
import { revokeLockGrant } from '../../src/access/lock-grant.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import type { GrantId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import { until, type Ground } from './bring-codes.ts';
import { BARE, type DoorCity } from './door-city.ts';
import { allCodes, bookHall, drawCodes, makeDue, type PlacedCode } from './door-ground.ts';
import type { LockHouse } from './lock-house.ts';
import { round, timed } from './statistics.ts';

const count = async (db: Database, sql: string): Promise<number> => {
  const { rows: [row] } = await db.raw<{ rows: [{ n: number }] }>(`SELECT count(*)::int AS n FROM ${sql}`);
  return row.n;
};

/** Codes that are due on all locks at one moment, until the last one is confirmed; a lock gets one command at a time. */
export async function bringMany({ db, city, locks }: Ground, each: number, weeks = 1): Promise<{ codes: number; locks: number; seconds: number; perSecond: number; grants: GrantId[] }> {
  const grants = await drawCodes(db, city.keys, locks, each, weeks);
  const begun = performance.now();
  await makeDue(db);
  await until('all codes are confirmed', async () => (await count(db, "lock_codes WHERE desired = 'present' AND answer_status IS DISTINCT FROM 'installed'")) === 0);
  const seconds = (performance.now() - begun) / 1_000;
  return { codes: grants.length, locks: locks.length, seconds: round(seconds), perSecond: Math.round(grants.length / seconds), grants };
}

const BARE_MESSAGES = 3_000;

/** What the broker itself does: a message as long as a command to somebody who answers, a hundred under way, with the certificates and rights of a gateway. */
export async function bareBroker(city: DoorCity): Promise<{ perSecond: number }> {
  const [core, gateway] = [await city.connect('core'), await city.connect(BARE)];
  const waiting = new Map<string, () => void>();
  const [command, answer] = ['x'.repeat(900), 'x'.repeat(250)];
  await gateway.subscribeAsync(lockTopic(BARE, '+', 'cmd'), { qos: 1 });
  await core.subscribeAsync(lockTopic(BARE, '+', 'ack'), { qos: 1 });
  gateway.on('message', (topic) => void gateway.publish(topic.replace(/cmd$/, 'ack'), answer, { qos: 1 }));
  core.on('message', (topic) => waiting.get(topic.split('/').at(-2)!)?.());
  const turns = Array.from({ length: BARE_MESSAGES }, (_, index) => () => new Promise<void>((resolve) => {
    waiting.set(`deur-${index}`, resolve);
    core.publish(lockTopic(BARE, `deur-${index}`, 'cmd'), command, { qos: 1 });
  }));
  const { elapsed } = await timed(turns, 100);
  await Promise.all([core.endAsync(), gateway.endAsync()]);
  return { perSecond: Math.round(BARE_MESSAGES / elapsed * 1_000) };
}

export interface Recovered {
  locks: number;
  changedMeanwhile: number;
  seconds: number;
  codes: number;
  lost: number;
  twice: number;
  writtenAgain: number;
  leftOpen: number;
}

/** Kills the broker, takes codes back and draws others meanwhile, and waits until every gateway has said anew how its locks are and nothing is left to do. */
export async function killBroker({ db, city, locks }: Ground, grants: readonly GrantId[]): Promise<Recovered> {
  const changed = locks.slice(0, Math.ceil(locks.length / 4));
  await city.broker.down();
  const written = new Map(city.house.writes);
  for (const grantId of grants.slice(0, changed.length)) await transact(db, (tx) => revokeLockGrant(tx, grantId, new Date()));
  await drawCodes(db, city.keys, changed, 1);
  await makeDue(db);
  const [begun, since] = [performance.now(), new Date()];
  await city.broker.up();
  await until('all locks are well again', async () => {
    const { rows: [left] } = await db.raw<{ rows: [{ codes: number; locks: number }] }>(`
      SELECT (SELECT count(*)::int FROM lock_codes WHERE answer_rev IS DISTINCT FROM rev OR answered_at IS NULL OR answer_status <> CASE desired WHEN 'present' THEN 'installed' ELSE 'removed' END) AS codes,
        (SELECT count(*)::int FROM locks WHERE reported_at IS NULL OR reported_at < ?) AS locks`, [since]);
    return left.codes + left.locks === 0;
  }, 100);
  const seconds = round((performance.now() - begun) / 1_000);
  const codes = await allCodes(db, city.keys);
  return {
    locks: locks.length, changedMeanwhile: 2 * changed.length, seconds, codes: codes.filter(({ desired }) => desired === 'present').length,
    ...judged(city.house, codes), writtenAgain: [...city.house.writes].filter(([name, times]) => times > (written.get(name) ?? 1)).length,
  };
}

/** The doors decide: what should open and does not, what is there twice, and what opens that should not. */
export function judged({ codesOn, opens }: Pick<LockHouse, 'codesOn' | 'opens'>, codes: readonly PlacedCode[]): { lost: number; twice: number; leftOpen: number } {
  const works = ({ lock, digits, opens: from }: PlacedCode): boolean => opens(lock, digits, addMinutes(from, 5));
  const times = ({ lock, ref }: PlacedCode): number => codesOn(lock).filter((one) => one === ref).length;
  const [wanted, unwanted] = [codes.filter(({ desired }) => desired === 'present'), codes.filter(({ desired }) => desired === 'absent')];
  return {
    lost: wanted.filter((code) => !works(code)).length, twice: wanted.filter((code) => times(code) > 1).length,
    leftOpen: unwanted.filter((code) => works(code) || times(code) > 0).length,
  };
}

/** Minutes before its window at which managers hear of a code that does not reach its lock, at the pace at which a worker looks; without a worker. */
export async function alarmLead({ db, booker, halls }: Ground, from: number): Promise<Record<string, number>> {
  const id = await bookHall(db, halls[from]!.hall, booker);
  const { rows: [code] } = await db.raw<{ rows: [{ opens: Date }] }>('SELECT lower(windows) AS opens FROM grants WHERE booking_id = ?', [id]);
  const lead: Record<string, number> = {};
  for (let now = addMinutes(code.opens, -40); now < code.opens; now = addMinutes(now, 1 / 6)) {
    await transact(db, (tx) => watchDoors(tx, now));
    const { rows } = await db.raw<{ rows: { kind: string }[] }>('SELECT kind FROM alarms WHERE booking_id = ?', [id]);
    for (const { kind } of rows) lead[kind] ??= round((code.opens.getTime() - now.getTime()) / 60_000);
  }
  return lead;
}
