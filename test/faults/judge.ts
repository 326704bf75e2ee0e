import { addMinutes, includes, type Period } from '../../src/kernel/period.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import type { BookingId, GrantId, LockId } from '../../src/kernel/ids.ts';
import { fromMultirange } from '../../src/platform/range.ts';
import { BY_HAND, press } from '../../sandbox/locks/twin.ts';
import { leaksIn } from '../support/leaks.ts';
import { MINUTE, type Door, type World } from './world.ts';

/** Somebody may walk in at a door with these digits in these windows, from one instant on and until another. */
interface Right {
  lockId: LockId;
  digits: string;
  bookingId: BookingId;
  windows: readonly Period[];
  since: number;
  until?: number;
}

/** What every fault is judged by, the same for all: each finding is a sentence. */
export interface Judge {
  /** Looks at every door now: presses every code there ever was. */
  look(): Promise<void>;
  /** Something stands between Openzaal and this door, or comes to an end now. */
  disturb(door: Door): void;
  /** Somebody changed the lock by hand: nobody can know before it is read again. */
  tamper(door: Door): void;
  /** All is well again: what is desired is on the locks, and nothing else of ours. */
  converged(): Promise<string[]>;
  leaks(): string[];
  findings: readonly string[];
}

/** Well within which a door that nothing disturbs follows. */
const FOLLOWS_MS = 4 * MINUTE;
/** Back-off of both sides, and the quarter of an hour after which a lock is read by itself. */
const RECOVERS_MS = 25 * MINUTE;
/** A lock is read every quarter of an hour. */
const READ_AGAIN_MS = 18 * MINUTE;
const OVERDUE_MS = 13 * MINUTE;
const ALARM_MINUTES = 15;
/** A lock that keeps no windows has a code so long before. */
const LEAD_MINUTES = 46;

export function openJudge(world: World): Judge {
  const rights: Right[] = [];
  const findings: string[] = [];
  const disturbed = new Map(world.doors.map(({ id }) => [id, world.time.now()]));
  const tampered = new Map<string, number>();
  const unreachedAt = new Map<string, number>();
  const skewedSince = new Map<string, number>();
  const openSince = new Map<string, number>();
  let changedAt: number | undefined = world.time.now();
  world.onGrant(() => {
    changedAt = world.time.now();
  });
  const now = (): number => world.time.now();
  const say = (door: Door, what: string): void => {
    const sentence = `${new Date(now()).toISOString()} ${door.id}: ${what}`;
    if (findings.length < 20) findings.push(sentence);
  };

  const learn = async (): Promise<void> => {
    if (changedAt === undefined) return;
    const at = changedAt;
    changedAt = undefined;
    const current = await currentRights(world);
    for (const right of rights.filter(({ until }) => until === undefined)) if (!current.some((one) => isSame(one, right))) right.until = at;
    for (const right of current) if (!rights.some((one) => one.until === undefined && isSame(one, right))) rights.push({ ...right, since: at });
  };

  const isQuiet = (door: Door, forMs: number): boolean => now() - disturbed.get(door.id)! > forMs;
  const watchedFor = (ms: number): boolean => world.workers() > 0 && now() - world.workersSince() > ms;

  /** Nobody in outside the window. */
  const judgeEntry = async (door: Door, digits: string): Promise<void> => {
    const key = `${door.id}/${digits}`;
    const own = rights.filter((right) => right.lockId === door.lockId && right.digits === digits);
    const clock = now() + door.twin.memory.skewSeconds * 1_000;
    if (!opens(door, digits, now()) || own.some((right) => right.until === undefined && mayOpen(door, right, clock))) return void openSince.delete(key);
    const since = openSince.get(key) ?? now();
    openSince.set(key, since);
    const lasts = now() - since;
    const noBooking = own.length === 0;
    if (lasts > FOLLOWS_MS && await alarmed(world, { door }, ['codes-changed'])) return;
    if (noBooking || (lasts > FOLLOWS_MS && isQuiet(door, RECOVERS_MS))) return say(door, `${digits} opens it, ${noBooking ? 'for which nobody ever booked' : `${Math.round(lasts / MINUTE)} minutes outside its window`}`);
    if (lasts > OVERDUE_MS && watchedFor(3 * MINUTE) && isKnown(door) && !(await alarmed(world, { door }, ['removal-overdue', 'gateway-offline']))) {
      say(door, `${digits} opens it ${Math.round(lasts / MINUTE)} minutes outside its window, and nobody is alarmed`);
    }
  };

  /** No confirmed booking without access that nobody knows of. */
  const judgeAccess = async (door: Door, right: Right): Promise<void> => {
    const window = right.windows.find(({ end }) => end.getTime() > now() + MINUTE);
    if (!window || addMinutes(window.start, 15 - ALARM_MINUTES).getTime() > now() || now() - right.since < 5 * MINUTE) return;
    const then = Math.max(now(), window.start.getTime());
    if (opens(door, right.digits, then)) return;
    if (!watchedFor(3 * MINUTE) || !isKnown(door)) return;
    if (await alarmed(world, { door, bookingId: right.bookingId }, ['at-risk', 'fallback', 'failed', 'gateway-offline'])) return;
    say(door, `${right.digits} does not open it ${Math.round((then - window.start.getTime()) / MINUTE)} minutes after its window opens, and nobody is alarmed`);
  };

  /** Nobody can know what hands did before the lock is read again, nor ask a lock whose clock is wrong. */
  const isKnown = ({ twin, id }: Door): boolean => twin.memory.skewSeconds === 0 && now() - (tampered.get(id) ?? 0) > READ_AGAIN_MS;

  /** A lock with a wrong clock is not silently so. */
  const judgeClock = async (door: Door): Promise<void> => {
    if (door.twin.memory.skewSeconds === 0 || !isReachable(world, door)) return void skewedSince.delete(door.id);
    const since = skewedSince.get(door.id) ?? now();
    skewedSince.set(door.id, since);
    if (now() - Math.max(since, unreachedAt.get(door.id) ?? 0) < READ_AGAIN_MS) return;
    const { rows: [lock] } = await world.db.raw<{ rows: { clock_skew_seconds: number | null }[] }>('SELECT clock_skew_seconds FROM locks WHERE id = ?', [door.lockId]);
    if (Math.abs(lock?.clock_skew_seconds ?? 0) < 30) say(door, `its clock is ${door.twin.memory.skewSeconds} seconds ahead, and nobody knows`);
  };

  return {
    findings,
    disturb: (door) => void disturbed.set(door.id, now()),
    tamper: (door) => {
      tampered.set(door.id, now());
      disturbed.set(door.id, now());
    },
    look: async () => {
      await learn();
      for (const door of world.doors) {
        if (isDisturbed(world, door)) disturbed.set(door.id, now());
        if (!isReachable(world, door)) unreachedAt.set(door.id, now());
        if (tampered.has(door.id) && isDisturbed(world, door)) tampered.set(door.id, now());
        await judgeClock(door);
        for (const digits of new Set(rights.map((right) => right.digits))) await judgeEntry(door, digits);
        for (const right of rights) if (right.lockId === door.lockId && right.until === undefined) await judgeAccess(door, right);
      }
    },
    converged: async () => {
      await learn();
      return notConverged(world, rights.filter(({ until }) => until === undefined));
    },
    leaks: () => {
      const issued = [...new Set(rights.map(({ digits }) => digits))];
      // Names of codes are random hexadecimal: six digits of ours stand there by chance now and then.
      const texts = { city: world.city.raw.join('\n'), log: world.log() };
      return leaksIn(Object.fromEntries(Object.entries(texts).map(([where, text]) => [where, text.replaceAll(/c-[0-9a-f]{20}|"(jwe|mac)":"[^"]*"/g, '~')])), issued);
    },
  };
}

const isSame = (a: Omit<Right, 'since'>, b: Omit<Right, 'since'>): boolean => a.lockId === b.lockId && a.digits === b.digits && String(a.windows.map(textOf)) === String(b.windows.map(textOf));
const textOf = ({ start, end }: Period): string => `${start.getTime()}-${end.getTime()}`;

/** Whether digits would open a lock at an instant: a press that the lock itself does not notice. */
export function opens({ twin }: Pick<Door, 'twin'>, digits: string, at: number): boolean {
  const memory = { ...twin.memory, lockedOutUntil: 0, wrongPresses: 0, battery: 100 };
  return press(twin.options, memory, digits, at).opened;
}

const mayOpen = ({ keepsWindows }: Door, { windows }: Right, at: number): boolean =>
  windows.some(({ start, end }) => includes({ start: keepsWindows ? start : addMinutes(start, -LEAD_MINUTES), end }, new Date(at)));

const isReachable = (world: World, { twin }: Door): boolean =>
  !twin.memory.offline && !twin.radio.asleep() && world.isGatewayRunning() && world.workers() > 0
  && world.city.isReachable(`lock-gateway-${world.gateway}`) && world.city.isReachable('openzaal-access') && world.building.isReachable(`lock-gateway-${world.gateway}`);
const isDisturbed = (world: World, door: Door): boolean => !isReachable(world, door) || door.twin.tricks().size > 0 || door.twin.memory.skewSeconds !== 0;

async function currentRights({ db, keys, doors }: World): Promise<Omit<Right, 'since'>[]> {
  const { rows } = await db.raw<{ rows: { id: GrantId; booking_id: BookingId; lock_id: LockId; windows: string; code_sealed: Buffer; code_key: string }[] }>(
    `SELECT g.id, g.booking_id, c.lock_id, c.windows, g.code_sealed, g.code_key FROM lock_codes c JOIN grants g ON g.id = c.grant_id
     WHERE c.desired = 'present' AND g.code_sealed IS NOT NULL AND c.lock_id = ANY(?::uuid[])`, [doors.map(({ lockId }) => lockId)]);
  return rows.map(({ id, booking_id: bookingId, lock_id: lockId, windows, code_sealed: bytes, code_key: keyId }) =>
    ({ lockId, bookingId, windows: fromMultirange(windows), digits: unsealCode(keys.codes, id, { bytes, keyId }) }));
}

/** Whether somebody is told: of this booking, or of everything behind this gateway. */
async function alarmed({ db, gateway }: World, { door, bookingId }: { door: Door; bookingId?: BookingId }, kinds: readonly string[]): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `SELECT FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id WHERE a.cleared_at IS NULL AND a.kind = ANY(?::text[])
       AND CASE a.kind WHEN 'gateway-offline' THEN l.gateway = ? WHEN 'removal-overdue' THEN a.lock_id = ? WHEN 'codes-changed' THEN a.lock_id = ? ELSE a.booking_id = ? END`,
    [[...kinds], gateway, door.lockId, door.lockId, bookingId ?? null]);
  return rows.length > 0;
}

/** A lock with more on it than anybody knows of is for people to look at: that alarm may stay. */
const ENDING = ['at-risk', 'fallback', 'failed', 'removal-overdue', 'gateway-offline'];

/** What of the locks is not as desired, and what alarms are still open. */
async function notConverged(world: World, rights: readonly Right[]): Promise<string[]> {
  const now = world.time.now();
  const { rows: changed } = await world.db.raw<{ rows: { lock_id: LockId }[] }>("SELECT lock_id FROM alarms WHERE cleared_at IS NULL AND kind = 'codes-changed'");
  const problems = world.doors.flatMap((door) => {
    const lead = door.keepsWindows ? 72 * 60 : LEAD_MINUTES - 2;
    /** Those that belong on the lock, and those too that do so from now or until now, give or take some minutes. */
    const around = (slack: number): Right[] => rights.filter(({ lockId, windows }) => lockId === door.lockId
      && windows.some(({ start, end }) => addMinutes(end, slack).getTime() > now && addMinutes(start, -lead - slack).getTime() <= now));
    const due = around(0);
    const closed = due.filter(({ digits, windows }) => !opens(door, digits, Math.max(now, windows.find(({ end }) => end.getTime() > now)!.start.getTime())));
    const held = door.twin.memory.codes.filter(({ owner }) => owner !== BY_HAND).length;
    return [...closed.map(({ digits }) => `${door.id} lacks ${digits}`), ...(held >= due.length && (held <= around(3).length || changed.some(({ lock_id: id }) => id === door.lockId)) ? [] : [`${door.id} holds ${held} codes instead of ${due.length}`])];
  });
  const { rows } = await world.db.raw<{ rows: { kind: string; lock_id: string }[] }>('SELECT kind, lock_id FROM alarms WHERE cleared_at IS NULL AND kind = ANY(?::text[]) AND lock_id = ANY(?::uuid[])', [ENDING, world.doors.map(({ lockId }) => lockId)]);
  return [...problems, ...rows.map(({ kind, lock_id: lockId }) => `the alarm ${kind} is still open at ${world.doors.find((door) => door.lockId === lockId)?.id}`)];
}
