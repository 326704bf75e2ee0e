import type { Database } from '../../src/platform/db.ts';
import type { Asker } from './asker.ts';
import { askFor, changesBetween, overHttp, type Ask } from './booking-ask.ts';
import type { Halls, Slot } from './halls.ts';
import type { Visitor } from './sessions.ts';
import { capture, renew, type Statement } from './statements.ts';

/** What our server sends to PostgreSQL for one request to book. */
export interface BookingScripts {
  /** Everything, when the slot is had. */
  had(ask: Ask): Statement[];
  /** The same for somebody who may find the slot taken. */
  contested(ask: Ask): ContestedScript;
  statements: { had: number; refused: number };
}

/** Up to where one learns whether the slot is taken everybody sends the same. */
export interface ContestedScript {
  until: Statement[];
  /** How many rows the last of these answers when the slot is free. */
  rowsWhenFree: number;
  had: Statement[];
  refused: Statement[];
  /** Of those refused: the look around for what can be had instead, which reads only, outside the transaction. */
  alternatives: Statement[];
  afterwards: Statement[];
}

/** Books a slot twice over HTTP, and keeps what is then sent: for the one who has it and for the one who comes too late. */
export async function captureBooking(db: Database, asker: Asker, halls: Halls, slot: Slot, [first, second]: readonly [Visitor, Visitor]): Promise<BookingScripts> {
  const since = new Date();
  const [one, other] = [askFor(slot, first), askFor(slot, second)];
  const had = await capture(db, overHttp(asker, halls, one));
  const refused = await capture(db, overHttp(asker, halls, other));
  if (had.result.status !== 201 || refused.result.status !== 409) throw new Error(`the first two bookings were answered ${had.result.body} and ${refused.result.body}`);
  const { code }: { code: string } = JSON.parse(had.result.body);
  const parting = partingOf(had.statements, refused.statements);
  return {
    statements: { had: had.statements.length, refused: refused.statements.length },
    had: (ask) => renew(had.statements, changesBetween(one, ask, code), since),
    contested(ask) {
      const mine = renew(had.statements, changesBetween(one, ask, code), since);
      const theirs = renew(refused.statements, changesBetween(other, ask), since).slice(parting);
      const rolledBack = theirs.findIndex(({ sql }) => sql === 'ROLLBACK') + 1;
      const written = rolledBack + theirs.slice(rolledBack).findIndex(({ sql }) => !/^\s*(?:SELECT|WITH)\b/.test(sql));
      return {
        until: mine.slice(0, parting), rowsWhenFree: mine[parting - 1]!.rowCount, had: mine.slice(parting),
        refused: theirs.slice(0, rolledBack), alternatives: theirs.slice(rolledBack, written), afterwards: theirs.slice(written),
      };
    },
  };
}

/** How many statements both share, up to and including the one that answers them differently. */
function partingOf(had: readonly Statement[], refused: readonly Statement[]): number {
  const differs = had.findIndex(({ sql, rowCount }, index) => sql !== refused[index]?.sql || rowCount !== refused[index].rowCount);
  if (differs < 0 || had[differs]!.sql !== refused[differs]?.sql) throw new Error('the statements do not say where a slot turns out to be taken');
  return differs + 1;
}
