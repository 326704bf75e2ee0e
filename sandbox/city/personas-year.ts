import type { Hall, LayoutKind } from '../../src/catalogue/hall.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { occurrences } from '../../src/kernel/recurrence.ts';
import { addDays, atLocal, localDate, mondayOf, type LocalTime } from '../../src/kernel/time.ts';
import { dijleConsult, harmonie, school } from '../personas.ts';
import { organisationIdOf } from './assemble-catalogue.ts';
import type { Chance } from './chance.ts';
import { personIdOf, type Booker } from './people.ts';
import type { PlannedStay } from './year/stay.ts';

const MINUTES_A_DAY = 1_440;

/** What the personas have booked already, so that nobody logs in to an empty page. What is still to come is free: nobody has paid for it. */
export function personaStays(hallOf: (slug: string) => Hall | undefined, now: Date, chance: Chance): PlannedStay[] {
  const band: Booker = { personId: personIdOf('jan'), organisationId: organisationIdOf(harmonie.orgCode), kind: 'association' };
  const consultancy: Booker = { personId: personIdOf('sofie'), organisationId: organisationIdOf(dijleConsult.orgCode), kind: 'company' };
  const head: Booker = { personId: personIdOf('tom'), organisationId: organisationIdOf(school.orgCode), kind: 'school' };
  const els: Booker = { personId: personIdOf('els'), kind: 'resident' };
  const monday = mondayOf(localDate(now));
  const on = (weeks: number, weekday: number, time: LocalTime, minutes: number): Period => {
    const start = atLocal(addDays(monday, weeks * 7 + weekday - 1), time);
    return { start, end: addMinutes(start, minutes) };
  };
  const series = chance.id<'series'>(now);
  const evenings = occurrences('FREQ=WEEKLY;BYDAY=TH', { day: addDays(monday, -12 * 7), time: '19:30', minutes: 150 }, addDays(monday, 14 * 7));
  const boards = occurrences('FREQ=MONTHLY;BYDAY=1MO', { day: addDays(monday, -14 * 7), time: '20:00', minutes: 120 }, addDays(monday, 16 * 7));
  return [
    ...evenings.map((period) => ({ ...stay('de-bosstraat-lokaal-1', band, period, 'Sectierepetitie koper', 'theatre', 22), seriesId: series })),
    ...boards.map((period) => stay('wilsele-kastanjelokaal', band, period, 'Bestuursvergadering harmonie', 'block', 9)),
    stay('30cc-minnepoort-zaal', band, on(-5, 6, '14:00', 540), 'Herfstconcert', 'theatre', 210),
    { ...stay('30cc-schouwburg-zaal', band, on(14, 6, '14:00', 540), 'Jubileumconcert 125 jaar', 'theatre', 640), status: 'requested' as const, createdAt: addMinutes(now, -26 * 60) },
    stay('kessel-lo-trouwzaal', els, on(-9, 7, '11:00', 360), 'Communiefeest', 'banquet', 52),
    stay('stadskantoor-dijlezaal', consultancy, on(-3, 2, '09:00', 480), 'Opleiding medewerkers', 'seminar', 30),
    stay('30cc-wagehuys-theaterzaal', head, on(-7, 4, '09:00', 420), 'Schooltoneel zesde leerjaar', 'theatre', 160),
  ];

  function stay(slug: string, booker: Booker, period: Period, activity: string, layout: LayoutKind, attendance: number): PlannedStay {
    const hall = hallOf(slug);
    if (!hall) throw new Error(`the demo city has no hall ${slug}`);
    const kept = hall.layouts.find(({ kind }) => kind === layout) ?? hall.layouts[0]!;
    const createdAt = new Date(Math.min(period.start.getTime(), now.getTime()) - 40 * MINUTES_A_DAY * 60_000);
    return { hall, booker, period, activity, layout: kept, attendance, extras: [], status: 'confirmed', createdAt, byPhone: 'online' };
  }
}
