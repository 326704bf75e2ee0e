import type { Catalogue, HallEntry, RegulationEntry } from '../../src/catalogue/catalogue-entries.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import { newId, type HallId, type OrganisationId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, widen, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, localDate, type Weekday } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import { hourlyVersions } from '../../sandbox/city/hourly.ts';

const HALLS = 600;
const HALLS_IN_A_VENUE = 15;
const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const STARTS = ['06:00', '08:00', '10:00', '12:00', '14:00', '16:00', '18:00', '20:00'];
const STAY_MINUTES = 90;
const AROUND_MINUTES = 15;
const DAYS_AHEAD = 30;
const LONELY = 60;
const BOOKER_KINDS = ['resident', 'association', 'company', 'school', 'directorate', 'partner'] as const;
const TEXT = { nl: 'Laat de zaal achter zoals u ze vond. '.repeat(20) };

/** A stay that nobody has yet and that no other overlaps, also with setup and teardown. */
export interface Slot {
  hallId: HallId;
  spaceId: SpaceId;
  period: Period;
  /** With setup and teardown. */
  claimed: Period;
}

export interface Halls {
  houseRulesId: string;
  cancellationTermsId: string;
  /** All of one day, so that they differ in hall and hour only. */
  slots: Slot[];
  /** Each in a hall of which nothing else is booked. */
  lonely: Slot[];
}

/** Writes 600 ordinary halls: a quarter of an hour of setup and teardown, € 20 an hour, five extras and a year of exceptions to the opening hours. */
export async function writeHalls(db: Database, price: 'paid' | 'free' = 'paid'): Promise<Halls> {
  const [organisationId, houseRulesId, cancellationTermsId] = [newId<'organisation'>(), newId(), newId()];
  const halls = Array.from({ length: HALLS / HALLS_IN_A_VENUE }, (_, index) => aVenue(index, organisationId, price));
  await transact(db, async (tx) => {
    await writeCatalogue(tx, { organisations: [{ id: organisationId, kind: 'directorate', name: 'Directie Cultuur' }] });
    await writeCatalogue(tx, { documents: [
      { id: houseRulesId, organisationId, kind: 'house-rules', name: 'gewoon', number: 1, body: TEXT, refundSteps: [], validFrom: '2020-01-01' },
      { id: cancellationTermsId, organisationId, kind: 'cancellation-terms', name: 'gewoon', number: 1, body: TEXT, refundSteps: [{ hoursBefore: 48, percent: 100 }], validFrom: '2020-01-01' },
    ] });
    for (const venue of halls) await writeCatalogue(tx, venue);
  });
  await db.raw('ANALYZE');
  const slots = halls.flatMap((venue) => venue.halls).map(slotsOf);
  return { houseRulesId, cancellationTermsId, slots: slots.slice(LONELY).flat(), lonely: slots.slice(0, LONELY).map(([first]) => first!) };
}

function slotsOf({ id, spaceIds }: Pick<HallEntry, 'id' | 'spaceIds'>): Slot[] {
  const day = addDays(localDate(new Date()), DAYS_AHEAD);
  return STARTS.map((time) => {
    const start = atLocal(day, time);
    const period = { start, end: addMinutes(start, STAY_MINUTES) };
    return { hallId: id, spaceId: spaceIds[0]!, period, claimed: widen(period, AROUND_MINUTES, AROUND_MINUTES) };
  });
}

type Venue = Pick<Catalogue, 'venues' | 'regulations' | 'spaces' | 'schedules' | 'extras' | 'halls'>;

function aVenue(index: number, organisationId: OrganisationId, price: 'paid' | 'free'): Venue {
  const regulationId = newId();
  const [venueId, scheduleId] = [newId<'venue'>(), newId()];
  const spaces = Array.from({ length: HALLS_IN_A_VENUE }, (_, number) => ({ id: newId<'space'>(), venueId, name: `Deel ${number + 1}` }));
  const extras = Array.from({ length: 5 }, (_, number) => ({
    id: newId<'extra'>(), venueId, name: { nl: `Materiaal ${number + 1}` }, unit: 'booking' as const, unitCents: 500, vatRate: 2_100, stock: 10, perBookingMax: 2,
  }));
  return {
    venues: [{
      id: venueId, organisationId, slug: `gebouw-${index}`, name: { nl: `Gebouw ${index}` }, street: `Brusselsestraat ${index + 1}`, postalCode: '3000',
      municipality: 'Leuven', neighbourhood: 'Centrum', latitude: 50.86 + index / 1_000, longitude: 4.68 + index / 1_000, email: 'zalen@leuven.example',
      phone: '+32 16 00 00 00', directions: { nl: 'Langs de hoofdingang.' }, accessibility: ['step-free'], doorBeforeMinutes: 15, doorAfterMinutes: 15,
      codeShownHours: 24, illustrative: true,
    }],
    spaces,
    schedules: [{
      id: scheduleId, venueId, name: 'gewoon', openOnHolidays: true, weekly: WEEK.map((weekday) => ({ weekday, opens: '05:00', closes: '24:00' })),
      exceptions: Array.from({ length: 20 }, (_, number) => ({ day: addDays(localDate(new Date()), 60 + 14 * number), reason: { nl: 'Onderhoud' } })),
    }],
    extras,
    regulations: [{ id: regulationId, organisationId, name: { nl: `Tarieven ${index}` }, versions: versionsOf(regulationId, index, price) }],
    halls: spaces.map((space, number) => aHall(`zaal-${index}-${number}`, { venueId, regulationId, scheduleId, spaceIds: [space.id], extraIds: extras.map(({ id }) => id) })),
  };
}

/** € 20 an hour for everybody with a deposit, or nothing. */
function versionsOf(regulationId: string, index: number, price: 'paid' | 'free'): RegulationEntry['versions'] {
  const cents = price === 'paid' ? { hourCents: 2_000, depositCents: 10_000 } : { hourCents: 0, depositCents: 0 };
  const tariffs = BOOKER_KINDS.map((bookerKind) => ({ bookerKind, validFrom: '2020-01-01', minimumMinutes: 60, vatRate: 0, ...cents }));
  const halls = Array.from({ length: HALLS_IN_A_VENUE }, (_, number) => ({ slug: `zaal-${index}-${number}`, tariffs, product: () => 'hire' }));
  return hourlyVersions(regulationId, halls, () => newId());
}

const aHall = (slug: string, own: Pick<HallEntry, 'venueId' | 'scheduleId' | 'spaceIds' | 'extraIds' | 'regulationId'>): HallEntry => ({
  ...own, id: newId(), slug, name: { nl: `Zaal ${slug}` }, description: { nl: 'Een zaal.' }, type: 'meeting', areaM2: 80, features: ['wifi', 'projector'],
  layouts: [{ kind: 'theatre', seated: 80, standing: 0 }, { kind: 'banquet', seated: 48, standing: 0 }, { kind: 'reception', seated: 0, standing: 100 }],
  setupMinutes: AROUND_MINUTES, teardownMinutes: AROUND_MINUTES, startStepMinutes: 30, shortestMinutes: 60, longestMinutes: 720, noticeMinutes: 120, windowDays: 365,
  approval: false, holdMinutes: 30, approvalHours: 72, houseRules: 'gewoon', cancellationTerms: 'gewoon',
  floorPlan: {
    ground: 'indoor', outline: [[0, 0], [10, 0], [10, 8], [0, 8]], openings: [], fixtures: [], adjoining: [], parts: [],
    seating: { x: 1, y: 1, width: 8, depth: 6 }, usual: { kind: 'theatre', seated: 80, standing: 0 },
  },
  illustrative: [],
  access: [{ fromOn: '2020-01-01', kind: 'door-code' }], lockIds: [],
});
