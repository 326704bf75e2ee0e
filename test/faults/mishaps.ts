import fc from 'fast-check';
import { TRICKS, type Trick } from '../../sandbox/locks/tricks.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import type { Judge } from './judge.ts';
import { MINUTE, type Door, type World } from './world.ts';

/** One thing that people, machines or the weather do; `door` and `booking` count through those that there are. */
export type Mishap =
  | { do: 'book'; door: number; at: number; hours: number }
  | { do: 'cancel' | 'renew'; booking: number }
  | { do: 'move'; booking: number; door: number; at: number }
  | { do: 'restart gateway'; minutes: number; memory: 'kept' | 'lost' }
  | { do: 'restart worker'; minutes: number }
  | { do: 'start another worker' }
  | { do: 'cut the city line'; minutes: number }
  | { do: 'lose the city broker' | 'lose the building broker'; minutes: number; memory: 'remembers' | 'forgets' }
  | { do: 'garble messages'; minutes: number; lose: number; repeat: number; delay: number; seed: number }
  | { do: 'lose acknowledgements'; minutes: number }
  | { do: 'lock offline' | 'lock asleep'; door: number; minutes: number }
  | { do: 'lock clock wrong'; minutes: number; seconds: number }
  | { do: 'hand clears' | 'hand sets'; door: number; slot: number }
  | { do: 'lock misbehaves'; door: number; minutes: number; tricks: Trick[] };

export interface Step {
  mishap: Mishap;
  waitMinutes: number;
}

const anyDoor = fc.nat(5);
const anyBooking = fc.nat(20);
const someMinutes = fc.integer({ min: 1, max: 90 });
const someHalfHours = fc.nat(10);
const of = <Kind extends Mishap['do']>(what: Kind): fc.Arbitrary<Kind> => fc.constant(what);

const anyMishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: of('book'), door: anyDoor, at: someHalfHours, hours: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: of('cancel'), booking: anyBooking }) },
  { weight: 1, arbitrary: fc.record({ do: of('renew'), booking: anyBooking }) },
  { weight: 2, arbitrary: fc.record({ do: of('move'), booking: anyBooking, door: anyDoor, at: someHalfHours }) },
  { weight: 2, arbitrary: fc.record({ do: of('restart gateway'), minutes: fc.integer({ min: 0, max: 60 }), memory: fc.constantFrom('kept' as const, 'lost' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: of('restart worker'), minutes: fc.integer({ min: 0, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: of('start another worker') }) },
  { weight: 1, arbitrary: fc.record({ do: of('cut the city line'), minutes: someMinutes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lose the city broker' as const, 'lose the building broker' as const), minutes: fc.integer({ min: 1, max: 20 }), memory: fc.constantFrom('remembers' as const, 'forgets' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: of('garble messages'), minutes: someMinutes, lose: fc.nat(30), repeat: fc.nat(50), delay: fc.nat(90), seed: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: of('lose acknowledgements'), minutes: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lock offline' as const, 'lock asleep' as const), door: anyDoor, minutes: someMinutes }) },
  { weight: 1, arbitrary: fc.record({ do: of('lock clock wrong'), minutes: someMinutes, seconds: fc.constantFrom(300, -93_600, 40, -40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('hand clears' as const, 'hand sets' as const), door: anyDoor, slot: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: of('lock misbehaves'), door: anyDoor, minutes: someMinutes, tricks: fc.uniqueArray(fc.constantFrom(...TRICKS), { minLength: 1, maxLength: 2 }) }) },
);

/** An evening in which hardly anything goes well. */
export const anyEvening = fc.array(fc.record<Step>({ mishap: anyMishap, waitMinutes: fc.integer({ min: 0, max: 40 }) }), { minLength: 8, maxLength: 18, size: 'max' });

interface Trouble {
  endsAt: number;
  doors: readonly Door[];
  end: () => Promise<void>;
}

/** Does mishaps to a world, lets them end in their time, and has the judge look every minute. */
export function openEvening(world: World, judge: Judge): { live: (steps: readonly Step[]) => Promise<void>; pass: (minutes: number) => Promise<void>; mend: () => Promise<void> } {
  let troubles: Trouble[] = [];
  const bookings: BookingId[] = [];
  let hands = 0;
  const door = (index: number): Door => world.doors[index % world.doors.length]!;
  const trouble = (minutes: number, doors: readonly Door[], end: () => Promise<void> | void): void =>
    void troubles.push({ endsAt: world.time.now() + minutes * MINUTE, doors, end: async () => end() });
  const periodAt = (halfHours: number, hours: number): Period => {
    const start = new Date(Math.ceil(world.time.now() / (30 * MINUTE) + halfHours) * 30 * MINUTE);
    return { start, end: new Date(start.getTime() + hours * 60 * MINUTE) };
  };
  const someBooking = (index: number): BookingId | undefined => bookings[index % Math.max(1, bookings.length)];
  /** What the rules do not allow is not done. */
  const asAllowed = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });

  const act = async (mishap: Mishap): Promise<unknown> => {
    switch (mishap.do) {
      case 'book': return asAllowed(world.book(door(mishap.door).id, periodAt(mishap.at, mishap.hours)).then((id) => bookings.push(id)));
      case 'cancel': case 'renew': case 'move': {
        const id = someBooking(mishap.booking);
        if (!id) return undefined;
        if (mishap.do === 'move') return asAllowed(world.moveTo(id, door(mishap.door).id, periodAt(mishap.at, 1)));
        return asAllowed(mishap.do === 'cancel' ? world.cancel(id) : world.renew(id));
      }
      case 'restart gateway':
        if (!world.isGatewayRunning()) return undefined;
        await world.killGateway();
        return trouble(mishap.minutes, world.doors, () => world.startGateway(mishap.memory));
      case 'restart worker':
        if (world.workers() === 0) return undefined;
        await world.stopWorkers();
        return trouble(mishap.minutes, world.doors, () => world.startWorker());
      case 'start another worker':
        if (world.workers() === 1) await world.startWorker();
        return undefined;
      case 'cut the city line':
        world.city.cut(`lock-gateway-${world.gateway}`);
        return trouble(mishap.minutes, world.doors, () => world.city.mend(`lock-gateway-${world.gateway}`));
      case 'lose the city broker': case 'lose the building broker': {
        const broker = mishap.do === 'lose the city broker' ? world.city : world.building;
        if (!broker.isReachable('')) return undefined;
        broker.down();
        return trouble(mishap.minutes, world.doors, () => broker.up(mishap.memory));
      }
      case 'garble messages': {
        const random = seeded(mishap.seed);
        const fate = (): number[] => {
          if (random() * 100 < mishap.lose) return [];
          const delay = (): number => (random() < 0.3 ? Math.round(random() * mishap.delay * 1_000) : 1);
          return random() * 100 < mishap.repeat ? [delay(), delay(), delay()] : [delay()];
        };
        world.city.setFate(fate);
        return trouble(mishap.minutes, world.doors, () => world.city.setFate(undefined));
      }
      case 'lose acknowledgements':
        world.city.setAcks('lost');
        return trouble(mishap.minutes, world.doors, () => world.city.setAcks('given'));
      case 'lock offline': {
        const { twin } = door(mishap.door);
        await twin.setOffline('offline');
        return trouble(mishap.minutes, [door(mishap.door)], () => twin.setOffline('online'));
      }
      case 'lock asleep': {
        const { radio } = door(mishap.door).twin;
        radio.sleep();
        return trouble(mishap.minutes, [door(mishap.door)], () => radio.wake());
      }
      case 'lock clock wrong': {
        const native = world.door('native');
        await native.twin.setSkew(mishap.seconds);
        return trouble(mishap.minutes, [native], () => native.twin.setSkew(0));
      }
      case 'hand clears': {
        const { twin } = door(mishap.door);
        const code = twin.memory.codes[mishap.slot % Math.max(1, twin.memory.codes.length)];
        judge.tamper(door(mishap.door));
        if (code) await twin.clearByHand(code.slot);
        return undefined;
      }
      case 'hand sets': {
        const { twin } = door(mishap.door);
        const slot = (twin.options.numbers === 'own' ? 9_000 : 1) + mishap.slot;
        if (twin.memory.codes.some((code) => code.slot === slot)) return undefined;
        hands += 1;
        await twin.setByHand(slot, `${1_110_000 + hands}`);
        return undefined;
      }
      case 'lock misbehaves': {
        const { twin } = door(mishap.door);
        twin.setTricks(mishap.tricks);
        return trouble(mishap.minutes, [door(mishap.door)], () => twin.setTricks([]));
      }
    }
  };

  const heal = async (until: number): Promise<void> => {
    const over = troubles.filter(({ endsAt }) => endsAt <= until);
    troubles = troubles.filter((one) => !over.includes(one));
    for (const { doors, end } of over) {
      await end();
      doors.forEach(judge.disturb);
    }
  };
  const pass = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      await world.time.pass(MINUTE);
      await heal(world.time.now());
      for (const { doors } of troubles) doors.forEach(judge.disturb);
      await judge.look();
      if (judge.findings.length > 0) return;
    }
  };
  return {
    pass,
    mend: () => heal(Infinity),
    live: async (steps) => {
      for (const { mishap, waitMinutes } of steps) {
        if (judge.findings.length > 0) return;
        await act(mishap);
        await judge.look();
        await pass(waitMinutes);
      }
    },
  };
}

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
