import type { Period } from '../../../kernel/period.ts';
import { localDate, localTime } from '../../../kernel/time.ts';
import type { Entry, HallOccupancy } from '../../../occupancy/occupancy.ts';
import { readOccupancy } from '../../../occupancy/read-occupancy.ts';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { mustOpen } from '../manager-page.tsx';
import { doorFact, paymentFact, statusFact } from './marks.tsx';
import { readAsked, viewAsk } from './occupancy-ask.ts';

/** `GET /beheer/bezetting.csv`: the same halls and days as a file for a spreadsheet. Taking names along is logged as such. */
export const downloadOccupancy =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'occupancy');
    const asked = readAsked(ctx.URL.searchParams, view.now);
    const occupancy = await readOccupancy(db, view.actor, viewAsk(asked), view.now, 'export-occupancy');
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Disposition', `attachment; filename="bezetting-${occupancy.from}-${occupancy.until}.csv"`);
    ctx.body = csv([view.t.occupancy.csvColumns, ...occupancy.halls.flatMap((hall) => linesOf(view, hall))]);
  };

function linesOf(view: View, { hall, entries }: HallOccupancy): string[][] {
  return entries.flatMap((entry) => entry.periods.map((period) => [say(view, hall.venue.name), say(view, hall.name), view.t.occupancy.csvKinds[entry.kind], ...factsOf(view, entry, period)]));
}

function factsOf(view: View, entry: Entry, claimed: Period): string[] {
  if (!('booking' in entry)) return ['', instant(claimed.start), instant(claimed.end), '', '', entry.kind === 'closure' ? say(view, entry.reason) : '', '', '', '', '', '', ''];
  const { booking } = entry;
  const { start, end } = booking.period;
  return [
    statusFact(view, booking).word, instant(start), instant(end), claimed.start < start ? instant(claimed.start) : '', claimed.end > end ? instant(claimed.end) : '',
    booking.activity, booking.bookerName, String(booking.attendance), paymentFact(view, booking).word, doorFact(view, booking).word,
    entry.kind === 'via' ? say(view, booking.hall.name) : '', booking.code,
  ];
}

/** As every spreadsheet reads it, whatever its language. */
const instant = (at: Date): string => `${localDate(at)} ${localTime(at)}`;

/** Semicolons, because that is what a Belgian spreadsheet expects, and a mark in front that says UTF-8. */
export const csv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map((line) => line.map(field).join(';')).join('\r\n')}\r\n`;

/** A spreadsheet would run as a formula what somebody wrote behind `=`, `+`, `-` or `@`: with an apostrophe it is text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
