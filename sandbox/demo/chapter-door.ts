import type { Booked } from './chapter-book.ts';
import { locksOfDoor, press, setClock, type PanelLock } from './locks.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { Refused, type Schemas } from './visitor.ts';
import { waitUntil } from './wait-until.ts';

type Door = Schemas['Door'];

export interface Opened {
  readonly locks: readonly PanelLock[];
  readonly window: Schemas['Period'];
  /** Undefined while it may not be shown yet. */
  readonly code: string | undefined;
  /** What the door said on its way, such as `sending`, `confirmed`. */
  readonly states: readonly string[];
}

const ON_LOCK_MS = 20_000;
const MINUTE_MS = 60_000;

/** The door code of a booking that was just paid: on its way to the lock, seen by the booker, pressed before, inside and after its window. */
export async function openDoor({ urls }: Setting, { jan, booking }: Booked, tell: Tell): Promise<Opened> {
  const states: string[] = [];
  const doorNow = async (): Promise<Door> => {
    const door = await jan.get<Door>(`/v1/bookings/${booking.id}/door`);
    if (states.at(-1) !== door.state) states.push(door.state);
    return door;
  };
  const { locks: doors, windows, shownFrom } = await tell('Jan follows his code until it is on the lock', () =>
    waitUntil('that the code is on the lock', ON_LOCK_MS, doorNow, ({ state }) => state === 'confirmed' || state === 'active'));
  const [window] = windows;
  expect(window !== undefined, 'the code has no window');
  const locks = await tell(`the lock itself has it (${doors.map(({ name }) => name.nl).join(' and ')})`, () =>
    waitUntil('that the simulated lock has the code', ON_LOCK_MS, () => locksOfDoor(urls.locks, booking, doors, window), ({ length }) => length === doors.length));
  const ask = (): Promise<Schemas['DoorCode']> => jan.post<Schemas['DoorCode']>(`/v1/bookings/${booking.id}/door/code`, undefined);

  if (shownFrom !== undefined && Date.parse(shownFrom) > Date.now()) {
    await tell('the digits are not shown until a day before: he is told from when', async () => {
      const refused = await ask().then(() => undefined, (thrown: unknown) => thrown);
      expect(refused instanceof Refused && refused.problem.type.endsWith(':code-not-yet-shown'), `he should be refused, not ${String(refused)}`);
    });
    return { locks, window, code: undefined, states };
  }
  const { code } = await tell('he asks to see the digits', ask);
  await pressAll(urls.locks, { locks, window, code }, tell);
  return { locks, window, code, states };
}

/** The keypad is the judge: the clock of the lock is moved, then the code is typed. */
async function pressAll(panel: string, { locks, window, code }: Pick<Opened, 'locks' | 'window'> & { code: string }, tell: Tell): Promise<void> {
  const opens = Date.parse(window.start);
  try {
    await tell('a minute before its window the code is refused', () => pressEverywhere(panel, locks, opens - MINUTE_MS, code, 'stays shut'));
    await tell('inside its window it opens the door', () => pressEverywhere(panel, locks, opens + MINUTE_MS, code, 'opens'));
    await tell('a wrong code is refused', () => pressEverywhere(panel, locks, opens + MINUTE_MS, wrongCode(code), 'stays shut'));
    await tell('a minute after its window it is refused', () => pressEverywhere(panel, locks, Date.parse(window.end) + MINUTE_MS, code, 'stays shut'));
  } finally {
    for (const lock of locks) await setClock(panel, lock, undefined);
  }
}

/** Sets each lock to this time and types the code there. @throws when a door does something else */
export async function pressEverywhere(panel: string, locks: readonly PanelLock[], at: number, code: string, expected: 'opens' | 'stays shut'): Promise<void> {
  for (const lock of locks) {
    await setClock(panel, lock, new Date(at));
    const happened = (await press(panel, lock, code)) ? 'opens' : 'stays shut';
    expect(happened === expected, `${lock.name}: the door ${happened}`);
  }
}

/** The same digits but for the last: no two codes of a lock are that much alike. */
const wrongCode = (code: string): string => `${code.slice(0, -1)}${code.endsWith('7') ? '3' : '7'}`;
