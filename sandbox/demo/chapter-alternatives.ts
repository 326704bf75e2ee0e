import { book, bookingRequest, cancel } from './bookings.ts';
import type { Booked } from './chapter-book.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { logIn, newKey, Refused, type Schemas } from './visitor.ts';

const PERSONS = 10;

/** Somebody else wants the same hall at the same time, hears why not, and gets one of the alternatives. Answers how many there were. */
export async function getAlternatives({ urls }: Setting, { hall, booking }: Booked, tell: Tell): Promise<number> {
  const noor = await tell('Noor logs in', () => logIn(urls.site, 'noor'));
  const { start, end } = booking.period;
  const wish = { hallId: hall.id, period: booking.period, persons: PERSONS, activity: 'Verjaardag' };

  const { alternatives } = await tell('she asks for the same hall and time: taken, and these can be had instead', async () => {
    const query = new URLSearchParams({ from: start, to: end, persons: String(PERSONS) });
    const stay = await noor.get<Schemas['StayExplanation']>(`/v1/halls/${hall.slug}/stay?${query}`);
    expect(!stay.possible && stay.violations.some(({ code }) => code === 'taken'), `she should hear that it is taken, not ${JSON.stringify(stay.violations)}`);
    expect(stay.alternatives.length > 0, 'she gets no alternatives');
    return stay;
  });
  await tell('she tries all the same: refused, with every reason and the alternatives', async () => {
    const refused = await noor.post('/v1/bookings', await bookingRequest(noor, wish), newKey()).then(() => undefined, (thrown: unknown) => thrown);
    expect(refused instanceof Refused && refused.status === 409, `she should be refused, not ${String(refused)}`);
    expect((refused.problem.alternatives ?? []).length > 0, 'the refusal names no alternatives');
  });
  const taken = await tell('she books the first alternative, and gets it', async () => {
    const [best] = alternatives;
    expect(best !== undefined, 'there is none');
    return book(noor, { ...wish, hallId: best.hall.id, period: best.period });
  });
  await tell('she changes her mind and lets it go', async () => {
    const { status } = await cancel(noor, taken, 'Toch niet nodig');
    expect(status === 'cancelled', `the booking is ${status}`);
  });
  return alternatives.length;
}
