import type { Actor } from '../kernel/actor.ts';
import { newId, type HallId } from '../kernel/ids.ts';
import { widen, type Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { inLanguage, type Language, type Translated } from '../kernel/text.ts';
import { localDate } from '../kernel/time.ts';
import { claimSpaces, lockSpaces } from '../availability/claim-spaces.ts';
import type { Hall, LayoutKind } from '../catalogue/hall.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import { earlierBookings } from '../pricing/earlier-bookings.ts';
import { quoteStay, type Quote } from '../pricing/quote.ts';
import { lapsesAt, type Held } from './booking.ts';
import { insertCallHold, openCallHolds } from './call-hold-store.ts';
import { callerAsBooker, type Booker, type Caller } from './caller.ts';
import { mustBePossible } from './place-booking.ts';
import { signedIn } from './policy.ts';
import { changeBy, freeCode, insertBooking } from './store.ts';

export interface CallHoldAsk {
  hallId: HallId;
  period: Period;
  layout: LayoutKind;
  attendance: number;
  /** That of the call, and so of the mails about it. */
  language: Language;
  caller: Caller;
}

/** What the hold is called until the caller has said what it is for. */
const NOT_YET_NAMED: Translated = { nl: 'Telefonische optie', en: 'Option by phone', fr: 'Option par téléphone' };

/** More holds than this at once are not one caller who hesitates. */
const MOST_AT_ONCE = 5;

/**
 * Holds a hall while somebody is on the line, for as long as the hall lets anybody hold it. Nobody is mailed and it cannot be paid until
 * it is agreed: `complete-hold.ts`. Who says no is released with `cancelBooking`.
 * Refuses `not-signed-in`, what `callerAsBooker` refuses, `not-found` (no such hall), `too-many-requests` with five holds open, and
 * `stay-refused` with every rule that the stay breaks.
 */
export async function holdForCaller(tx: Transaction, ask: CallHoldAsk, actor: Actor, now: Date): Promise<Held> {
  const agent = signedIn(actor);
  const booker = await callerAsBooker(tx, agent, ask.caller);
  const hall = await loadHall(tx, ask.hallId, now);
  if (!hall) throw new Refusal('not-found', { facts: { hall: ask.hallId } });
  await lockSpaces(tx, hall.spaceIds);
  if ((await openCallHolds(tx, agent.personId)) >= MOST_AT_ONCE) throw new Refusal('too-many-requests');
  await mustBePossible(tx, hall, { ...ask, extras: [] }, booker, now);
  const stay = { ...ask, bookerKind: booker.bookerKind, extras: [], bookedOn: localDate(now) };
  const quote = quoteStay(hall, { ...stay, earlier: await earlierBookings(tx, hall, stay, booker.organisationId ?? booker.personId) });
  const held = newHold(await freeCode(tx), hall, ask, { booker, quote, placedBy: agent.personId }, now);
  await insertBooking(tx, held, quote, [], changeBy({ ...agent, channel: 'phone' }, now, ask.caller.reason));
  await insertCallHold(tx, held.id, agent.personId);
  await claimSpaces(tx, {
    holder: { kind: 'booking', id: held.id }, spaceIds: hall.spaceIds, heldUntil: held.heldUntil,
    period: widen(ask.period, hall.setupMinutes, hall.teardownMinutes),
  });
  await audit(tx, {
    actor: agent, channel: 'phone', action: 'hold-for-caller', subjectKind: 'booking', subjectId: held.id, reason: ask.caller.reason,
    persons: [booker.personId],
  });
  return held;
}

function newHold(code: string, hall: Hall, ask: CallHoldAsk, by: { booker: Booker; quote: Quote; placedBy: Held['placedBy'] }, now: Date): Held {
  const { period, layout, attendance, language } = ask;
  return {
    ...by.booker, id: newId<'booking'>(now), code, hallId: hall.id, period, layout, attendance, language, placedBy: by.placedBy, channel: 'phone',
    activity: inLanguage(NOT_YET_NAMED, language), totalCents: by.quote.totalCents, depositCents: by.quote.depositCents, tariff: by.quote.tariff,
    houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id, version: 1, createdAt: now,
    status: 'held', heldUntil: lapsesAt('held', hall, period.start, now),
  };
}
