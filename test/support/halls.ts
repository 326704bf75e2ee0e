import type { Catalogue, DocumentEntry, HallEntry } from '../../src/catalogue/catalogue-entries.ts';
import type { Hall, Schedule, TermsDocument, VenueSummary } from '../../src/catalogue/hall.ts';
import { ACCESSIBILITY_NAMES, FEATURE_NAMES, type Accessibility, type Feature } from '../../src/catalogue/vocabulary.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Weekday } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { hourlyForAll, insertTestVat, TEST_VAT, versionsOf } from './tariffs.ts';

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
let made = 0;

/** Open every day from 08:00 to 22:00, holidays included. */
export const aSchedule = (own: Partial<Schedule> = {}): Schedule => ({
  id: newId(),
  openOnHolidays: true,
  weekly: WEEK.map((weekday) => ({ weekday, opens: '08:00', closes: '22:00' })),
  exceptions: [],
  ...own,
});

/** Never closed, so that a test about something else need not think of hours. */
export const alwaysOpen = (): Schedule => aSchedule({ weekly: WEEK.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })) });

export const aVenue = (own: Partial<VenueSummary> = {}): VenueSummary => {
  made += 1;
  return {
    id: newId(), organisationId: newId(), organisationName: `Directie ${made}`, slug: `gebouw-${made}`, name: { nl: `Gebouw ${made}` },
    street: 'Rijschoolstraat 4', postalCode: '3000', municipality: 'Leuven', neighbourhood: 'Leuven-centrum',
    latitude: 50.8769, longitude: 4.7042, accessibility: ['step-free'],
    ...own,
  };
};

const terms = (own: Partial<TermsDocument>): TermsDocument => ({ id: newId(), number: 1, body: { nl: 'Wees lief.' }, refundSteps: [], ...own });

/** What a test says of a hall; its prices as so much an hour. */
export type HallWishes = Partial<Omit<Hall, 'tariffs'>> & { tariffs?: readonly HourlyTariff[] };

/**
 * A hall in a venue and with spaces of its own: a stay of 1 to 12 hours from the next half hour on, € 20 an hour for
 * everybody, no setup, notice or approval. A test names only what it is about. Halls share spaces, a venue or a schedule by naming the same.
 */
export function aHall({ tariffs = hourlyForAll(2_000, { vatRate: 2_100 }), ...own }: HallWishes = {}): Hall {
  made += 1;
  const slug = own.slug ?? `zaal-${made}`;
  return {
    id: newId(), slug, name: { nl: `Zaal ${made}` }, type: 'meeting', areaM2: 80, features: ['wifi'],
    venue: own.venue ?? aVenue(), spaceIds: own.spaceIds ?? [newId()], schedule: own.schedule ?? aSchedule(),
    layouts: [{ kind: 'theatre', seated: 60, standing: 0 }],
    setupMinutes: 0, teardownMinutes: 0, startStepMinutes: 30, shortestMinutes: 60, longestMinutes: 720, noticeMinutes: 0, windowDays: 1_095,
    tariffs: versionsOf(slug, tariffs), vat: TEST_VAT,
    extras: [], approval: false, holdMinutes: 15, approvalHours: 72, payLinkHours: 48, access: 'staff', lockIds: [], bookable: true, version: 1,
    houseRules: terms({}), cancellationTerms: terms({ refundSteps: [{ hoursBefore: 48, percent: 100 }] }),
    ...own,
  };
}

/** Writes halls with their venues, organisations, spaces, schedules, terms and extras; afterwards `loadHall` answers the same. Locks are not written. */
export const insertHalls = (db: Database, halls: readonly Hall[]): Promise<void> => transact(db, async (tx) => {
  await insertTestVat(tx);
  await writeCatalogue(tx, catalogueOf(halls));
  await tx('halls').whereIn('id', halls.filter((hall) => !hall.bookable).map(byId)).update({ bookable: false });
});

const once = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] => [...new Map(items.map((item) => [key(item), item])).values()];

const byId = ({ id }: { id: string }): string => id;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody looks at it
const NO_PLAN = {} as HallEntry['floorPlan'];
const isFeature = (word: string): word is Feature => word in FEATURE_NAMES;
const isAccessibility = (word: string): word is Accessibility => word in ACCESSIBILITY_NAMES;

function catalogueOf(halls: readonly Hall[]): Partial<Catalogue> {
  const venues = once(halls.map((hall) => hall.venue), byId);
  return {
    organisations: once(venues.map((venue) => ({ id: venue.organisationId, kind: 'directorate' as const, name: venue.organisationName })), byId),
    venues: venues.map(({ organisationName: _name, ...venue }) => ({
      ...venue, accessibility: venue.accessibility.filter(isAccessibility), email: 'zalen@leuven.example', phone: '+32 16 00 00 00',
      directions: { nl: 'Langs de hoofdingang.' }, doorBeforeMinutes: 15, doorAfterMinutes: 15, codeShownHours: 24, illustrative: true,
    })),
    spaces: once(halls.flatMap((hall) => hall.spaceIds.map((id, index) => ({ id, venueId: hall.venue.id, name: `Deel ${index + 1}` }))), byId),
    schedules: once(halls.map((hall) => ({ ...hall.schedule, venueId: hall.venue.id, name: hall.schedule.id })), byId),
    documents: once(halls.flatMap((hall) => [documentOf(hall, 'house-rules'), documentOf(hall, 'cancellation-terms')]), byId),
    extras: once(halls.flatMap((hall) => hall.extras.map((extra) => ({ ...extra, venueId: hall.venue.id }))), byId),
    regulations: halls.filter(({ tariffs }) => tariffs.length > 0).map(({ tariffs, slug, venue }) => ({
      id: tariffs[0]!.regulationId, organisationId: venue.organisationId, name: { nl: `Tarief ${slug}` }, versions: tariffs.map(({ regulationId: _own, ...version }) => version),
    })),
    halls: halls.map(entryOf),
  };
}

function documentOf(hall: Hall, kind: DocumentEntry['kind']): DocumentEntry {
  const document = kind === 'house-rules' ? hall.houseRules : hall.cancellationTerms;
  return { ...document, organisationId: hall.venue.organisationId, kind, name: document.id, validFrom: '2000-01-01' };
}

function entryOf({ venue, schedule, extras, access, bookable: _b, version: _v, houseRules, cancellationTerms, tariffs: [version], vat: _vat, ...hall }: Hall): HallEntry {
  return {
    ...hall, ...(version ? { regulationId: version.regulationId } : {}), features: hall.features.filter(isFeature), venueId: venue.id, scheduleId: schedule.id, description: { nl: 'Een zaal.' },
    houseRules: houseRules.id, cancellationTerms: cancellationTerms.id, illustrative: [], lockIds: [],
    floorPlan: NO_PLAN,
    access: [{ fromOn: '2000-01-01', kind: access }], extraIds: extras.map(({ id }) => id),
  };
}
