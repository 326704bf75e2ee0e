import type { Pool } from 'pg';
import type { HttpAnswer } from './asker.ts';
import type { ContestedScript } from './booking-script.ts';
import { Sender, type Statement } from './statements.ts';
import { percentile, ratio, round, spreadOf, takeTurns, timed, type Spread } from './statistics.ts';

type Outcome = 'winner' | 'loser' | 'error';

export interface Race {
  winners: number;
  losers: number;
  errors: number;
  /** From when all ask until each has the answer. */
  milliseconds: Spread;
  /** Medians over the slots: a machine that others use too now and then stands still for one of them. */
  typicalSlot: { p50: number; p99: number };
}

export interface Contended {
  slots: number;
  askers: number;
  http: Race;
  bare: Race;
  /** Milliseconds over HTTP for each through bare pg. */
  ratios: { typicalSlot: { p50: number; p99: number }; allAnswers: { p50: number; p99: number } };
  /** Slots that did not go to exactly one. */
  wrongSlots: { http: number; bare: number };
}

export interface Contest {
  overHttp: () => (() => Promise<HttpAnswer>)[];
  bare: () => ContestedScript[];
}

/** Lets many ask for one slot at the same moment, slot after slot, over HTTP and by the same statements through bare pg in turns. */
export async function contended(pool: Pool, contest: Contest, { slots, askers }: { slots: number; askers: number }): Promise<Contended> {
  const { ours, bare } = await takeTurns(slots,
    () => timed(contest.overHttp().map((ask) => async () => outcomeOf(await ask())), askers),
    () => raceBare(pool, contest.bare(), askers));
  const [http, direct] = [raceOf(ours), raceOf(bare)];
  const wrong = (parts: typeof ours): number => parts.filter(({ results }) => count(results, 'winner') !== 1).length;
  return {
    slots, askers, http, bare: direct, wrongSlots: { http: wrong(ours), bare: wrong(bare) },
    ratios: { typicalSlot: ratiosOf(http.typicalSlot, direct.typicalSlot), allAnswers: ratiosOf(http.milliseconds, direct.milliseconds) },
  };
}

type Percentiles = Pick<Spread, 'p50' | 'p99'>;

const ratiosOf = (ours: Percentiles, bare: Percentiles): Percentiles => ({ p50: ratio(ours.p50, bare.p50), p99: ratio(ours.p99, bare.p99) });

const outcomeOf = ({ status, body }: HttpAnswer): Outcome => {
  if (status === 201) return 'winner';
  return status === 409 && body.includes('stay-refused') ? 'loser' : 'error';
};

/** As on our server, those who are refused while somebody looks around for alternatives share what is found. */
function raceBare(pool: Pool, scripts: readonly ContestedScript[], askers: number) {
  let looking: Promise<void> | undefined;
  const lookAround = (statements: readonly Statement[]): Promise<void> =>
    (looking ??= new Sender(pool).sendAll(statements).finally(() => (looking = undefined)));
  return timed(scripts.map((script) => () => askBare(new Sender(pool), script, lookAround)), askers);
}

async function askBare(sender: Sender, script: ContestedScript, lookAround: (statements: readonly Statement[]) => Promise<void>): Promise<Outcome> {
  try {
    await sender.sendAll(script.until.slice(0, -1));
    if (await sender.send(script.until.at(-1)!) === script.rowsWhenFree) {
      await sender.sendAll(script.had);
      return 'winner';
    }
    await sender.sendAll(script.refused);
    await lookAround(script.alternatives);
    await sender.sendAll(script.afterwards);
    return 'loser';
  } catch {
    sender.breakOff();
    return 'error';
  }
}

const count = (outcomes: readonly Outcome[], which: Outcome): number => outcomes.filter((outcome) => outcome === which).length;

function raceOf(parts: readonly { results: Outcome[]; milliseconds: number[] }[]): Race {
  const outcomes = parts.flatMap(({ results }) => results);
  const typical = (part: number): number => round(percentile(parts.map(({ milliseconds }) => percentile(milliseconds, part)), 0.5));
  return {
    winners: count(outcomes, 'winner'), losers: count(outcomes, 'loser'), errors: count(outcomes, 'error'),
    milliseconds: spreadOf(parts.flatMap(({ milliseconds }) => milliseconds)), typicalSlot: { p50: typical(0.5), p99: typical(0.99) },
  };
}
