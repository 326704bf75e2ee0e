import type { FeedbackCategory } from '../../src/feedback/feedback.ts';
import type { Transaction } from '../../src/platform/db.ts';
import { insertRows } from '../../src/platform/insert-rows.ts';
import type { Chance } from './chance.ts';

const SAID: readonly (readonly [stars: number, category: FeedbackCategory, text: string])[] = [
  [5, 'other', 'Alles was in orde, de volgende keer komen wij terug.'],
  [5, 'access', 'De code werkte meteen. Heel handig.'],
  [5, 'staff', 'Vriendelijk geholpen met de stoelen.'],
  [4, 'equipment', 'Mooie zaal. Het zoeken naar de juiste kabel duurde even.'],
  [4, 'other', ''],
  [4, 'cleanliness', 'Proper, alleen de vuilnisbak was vol.'],
  [3, 'heating', 'Het eerste uur was het fris.'],
  [3, 'noise', 'Uit de zaal ernaast kwam nogal wat muziek.'],
  [2, 'cleanliness', 'De tafels plakten nog van de vorige groep.'],
  [1, 'heating', 'De verwarming stond niet aan en wij vonden niemand die kon helpen.'],
];
const NOTES: readonly string[] = ['Bedankt om het te melden, wij hebben het nagekeken.', 'Dit is intussen hersteld.', 'Wij spraken met de vorige groep.'];

const DAYS_BACK = 90;
const DAY = 86_400_000;

interface Used {
  id: string;
  hallId: string;
  personId: string;
  end: Date;
}

/** What some bookers of the last three months said, most of it answered; everybody who used a hall was asked already. */
export async function writeFeedback(tx: Transaction, managerOf: (hallId: string) => string | undefined, now: Date, chance: Chance): Promise<void> {
  const { rows } = await tx.raw<{ rows: Used[] }>(`
    SELECT id, hall_id AS "hallId", person_id AS "personId", upper(period) AS "end" FROM bookings
     WHERE status = 'confirmed' AND upper(period) > ? AND upper(period) < ? ORDER BY upper(period), id`, [new Date(now.getTime() - DAYS_BACK * DAY), now]);
  await insertRows(tx, 'feedback_asked', rows.map(({ id }) => ({ bookingId: id, askedAt: now })));
  await insertRows(tx, 'feedback', rows.filter(({ end }) => now.getTime() - end.getTime() > DAY / 2 && chance.percent(12)).map((used) => {
    const [stars, category, text] = chance.pick(SAID);
    const givenAt = new Date(Math.min(used.end.getTime() + chance.between(10, 60) * 3_600_000, now.getTime()));
    const manager = managerOf(used.hallId);
    const handledAt = new Date(givenAt.getTime() + chance.between(1, 5) * DAY);
    const handled = manager !== undefined && handledAt < now && chance.percent(80);
    const note = handled && stars < 4 ? { note: chance.pick(NOTES) } : {};
    return {
      bookingId: used.id, hallId: used.hallId, stars, category, text, givenBy: used.personId, givenAt, changedAt: givenAt, version: handled ? 2 : 1,
      ...(handled ? { handledAt, handledBy: manager, ...note } : {}),
    };
  }));
}
