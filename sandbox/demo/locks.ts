import type { Booking } from './bookings.ts';
import type { Schemas } from './visitor.ts';

const PATIENCE_MS = 10_000;

/** What the panel says of a simulated lock. */
export interface PanelLock {
  id: string;
  /** `venue, door` */
  name: string;
  make: string;
  codes: { slot: number; ref: string; windows: { from: string; until: string }[] }[];
}

async function ask<Body>(url: string, body?: object): Promise<Body> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(PATIENCE_MS), ...(body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`the panel of the locks answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}

const allLocks = async (panel: string): Promise<PanelLock[]> => (await ask<{ locks: PanelLock[] }>(`${panel}/api/locks`)).locks;

/**
 * True of halls behind doors that get their codes long before: native locks only. Others get them when the time is near, and the clock of a lock
 * that tells how late it is may not be moved while it is given one.
 */
export async function behindNativeDoors(panel: string): Promise<(hit: { hall: { venue: { name: { nl: string } } } }) => boolean> {
  const others = new Set((await allLocks(panel)).filter(({ make }) => make !== 'native').map(({ name }) => name.split(', ')[0]));
  return ({ hall }) => !others.has(hall.venue.name.nl);
}

/** The codes for this window, by name: another hall behind the same door may be let for the same hours. */
const codesOf = ({ codes }: PanelLock, { start, end }: Schemas['Period']): string[] =>
  codes.filter(({ windows }) => windows.some(({ from, until }) => Date.parse(from) === Date.parse(start) && Date.parse(until) === Date.parse(end))).map(({ ref }) => ref);

/** The locks of these doors of a booking that hold a code for this window. */
export async function locksOfDoor(panel: string, { venue }: Booking, doors: Schemas['Door']['locks'], window: Schemas['Period']): Promise<PanelLock[]> {
  const names = doors.map(({ name }) => `${venue.name.nl}, ${name.nl}`);
  return (await allLocks(panel)).filter((lock) => names.includes(lock.name) && codesOf(lock, window).length > 0);
}

/** Of the codes that these locks had for this window when they were looked at, the number that each has lost since: the smallest of them. */
export async function codesGone(panel: string, locks: readonly PanelLock[], window: Schemas['Period']): Promise<number> {
  const now = new Map((await allLocks(panel)).map((lock) => [lock.id, codesOf(lock, window)]));
  return Math.min(...locks.map((lock) => codesOf(lock, window).filter((ref) => !now.get(lock.id)?.includes(ref)).length));
}

/** Types a code on the keypad. Answers whether the door opened. */
export const press = async (panel: string, lock: PanelLock, code: string): Promise<boolean> =>
  (await ask<{ opened: boolean }>(`${panel}/api/locks/${lock.id}/press`, { code })).opened;

/** Sets the clock of the lock; undefined: right again. */
export const setClock = (panel: string, lock: PanelLock, at: Date | undefined): Promise<unknown> =>
  ask(`${panel}/api/locks/${lock.id}/clock`, at ? { at: at.toISOString() } : { skewSeconds: 0 });
