import type { Pool } from 'pg';
import type { HttpAnswer } from './asker.ts';
import { Sender, type Statement } from './statements.ts';
import { perSecond, ratio, spreadOf, takeTurns, timed, type Spread, type Timed } from './statistics.ts';

export interface Throughput {
  perSecond: number;
  milliseconds: Spread;
}

export interface Uncontended {
  atOnce: number;
  http: Throughput;
  bare: Throughput;
  /** Bookings a second over HTTP for each one through bare pg. */
  ratio: number;
  failed: number;
}

export interface Bookings {
  overHttp: () => () => Promise<HttpAnswer>;
  bare: () => Statement[];
}

/** Books slots that nobody else wants, so many at a time, over HTTP and by the same statements through bare pg in turns. */
export async function uncontended(pool: Pool, bookings: Bookings, { atOnce, rounds, each }: { atOnce: number; rounds: number; each: number }): Promise<Uncontended> {
  const many = <Item>(make: () => Item): Item[] => Array.from({ length: each }, make);
  const { ours, bare } = await takeTurns(rounds,
    () => timed(many(() => booked(bookings.overHttp())), atOnce),
    () => timed(many(() => sent(pool, bookings.bare())), atOnce));
  const [http, direct] = [throughputOf(ours), throughputOf(bare)];
  const failed = [...ours, ...bare].flatMap(({ results }) => results).filter((had) => !had).length;
  return { atOnce, http, bare: direct, ratio: ratio(http.perSecond, direct.perSecond), failed };
}

const booked = (ask: () => Promise<HttpAnswer>) => async (): Promise<boolean> => (await ask()).status === 201;

const sent = (pool: Pool, statements: readonly Statement[]) => async (): Promise<boolean> => {
  const sender = new Sender(pool);
  try {
    await sender.sendAll(statements);
    return true;
  } catch {
    sender.breakOff();
    return false;
  }
};

const throughputOf = (parts: readonly Timed<boolean>[]): Throughput =>
  ({ perSecond: perSecond(parts), milliseconds: spreadOf(parts.flatMap(({ milliseconds }) => milliseconds)) });
