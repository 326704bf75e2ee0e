import type { Catalogue, HallEntry, RegulationEntry, ScheduleEntry, VenueEntry } from '../../src/catalogue/catalogue-entries.ts';
import { HALL_TYPES } from '../../src/catalogue/hall.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import { newId, type SpaceId } from '../../src/kernel/ids.ts';
import { addDays, localDate, type Weekday } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import type { Size } from './benchmark.ts';
import { bigRegulations, HALLS_EACH } from './regulations.ts';

interface Dimensions {
  venues: number;
  spacesPerVenue: number;
  /** Stays on one space in a day, on average. */
  staysPerDay: number;
}

/** A city has 600 halls and a quarter of a million claims in a year, a country 10,000 spaces and eight million. */
const DIMENSIONS: Record<Size, Dimensions> = {
  city: { venues: 60, spacesPerVenue: 9, staysPerDay: 1.27 },
  country: { venues: 1_250, spacesPerVenue: 8, staysPerDay: 2.2 },
};

export interface BigCity {
  halls: number;
  spaces: number;
  claims: number;
}

/** Fills an empty database, after which it wants a VACUUM ANALYZE: in each venue a hall for each space, and one more that takes two of them; a year of stays, mostly in the evening. */
export async function fillBigCity(db: Database, size: Size, now: Date): Promise<BigCity> {
  const catalogue = catalogueOf(DIMENSIONS[size]);
  await transact(db, (tx) => writeCatalogue(tx, catalogue));
  await writeStays(db, DIMENSIONS[size], now);
  const { rows: [counted] } = await db.raw<{ rows: [BigCity] }>('SELECT (SELECT count(*) FROM halls) AS halls, (SELECT count(*) FROM spaces) AS spaces, (SELECT count(*) FROM claims) AS claims');
  return counted;
}

/** Parts of a day in which a stay may lie, in local time, and how much more often than average one does. */
const PARTS = [['08:30', '11:30', 0.7], ['12:00', '14:00', 0.6], ['14:30', '17:00', 0.9], ['17:30', '19:30', 1.4], ['20:00', '22:00', 1.4]] as const;

/** Without its constraint and indexes the table takes eight million rows in minutes; afterwards they are as they were. */
async function writeStays(db: Database, { staysPerDay }: Dimensions, now: Date): Promise<void> {
  const today = localDate(now);
  const parts = PARTS.map(([from, until, weight]) => `('${from}'::time, '${until}'::time, ${(weight * staysPerDay) / PARTS.length})`).join(', ');
  await db.transaction(async (tx) => {
    await tx.raw('SET LOCAL statement_timeout = 0');
    await tx.raw("SET LOCAL maintenance_work_mem = '512MB'");
    const { rows: kept } = await tx.raw<{ rows: { drop: string; add: string }[] }>(
      `SELECT format('ALTER TABLE claims DROP CONSTRAINT %I', conname) AS drop, format('ALTER TABLE claims ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) AS add
       FROM pg_constraint WHERE conrelid = 'claims'::regclass AND contype IN ('p', 'x')
       UNION ALL SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
       FROM pg_index WHERE indrelid = 'claims'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`);
    for (const { drop } of kept) await tx.raw(drop);
    await tx.raw(
      `INSERT INTO claims (space_id, day, period, holder_kind, holder_id)
       SELECT spaces.id, days.day, tstzrange((days.day + part.starts) AT TIME ZONE 'Europe/Brussels', (days.day + part.ends) AT TIME ZONE 'Europe/Brussels'), 'booking', gen_random_uuid()
       FROM spaces CROSS JOIN (SELECT day::date FROM generate_series(?::date, ?::date, interval '1 day') AS day) AS days
       CROSS JOIN (VALUES ${parts}) AS part (starts, ends, chance)
       WHERE mod(abs(hashtextextended(spaces.id::text || days.day || part.starts, 0)), 1000) < part.chance * 1000`, [today, addDays(today, 364)]);
    for (const { add } of kept) await tx.raw(add);
  });
}

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const HOURS = [['08:00', '22:00'], ['09:00', '23:00'], ['08:00', '18:00'], ['10:00', '24:00']] as const;
const FEATURES = ['wifi', 'projector', 'stage', 'kitchen', 'bar', 'piano', 'daylight'] as const;
const NEIGHBOURHOODS = ['Leuven-centrum', 'Heverlee', 'Kessel-Lo', 'Wilsele', 'Wijgmaal'] as const;
const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

function catalogueOf({ venues, spacesPerVenue }: Dimensions): Partial<Catalogue> {
  const organisations = Array.from({ length: Math.ceil(venues / 5) }, (_, index) => ({ id: newId<'organisation'>(), kind: 'directorate' as const, name: `Directie ${index + 1}` }));
  const places = Array.from({ length: venues }, (_, index) => venueOf(index, pick(organisations, index).id));
  const spaces = places.flatMap((venue) => Array.from({ length: spacesPerVenue }, (_, index) => ({ id: newId<'space'>(), venueId: venue.id, name: `Deel ${index + 1}` })));
  const schedules = places.map(scheduleOf);
  const documents = organisations.flatMap(({ id: organisationId }) => (['house-rules', 'cancellation-terms'] as const).map((kind) => ({
    id: newId(), organisationId, kind, name: kind, number: 1, body: { nl: 'Zorg goed voor de zaal.' }, refundSteps: [{ hoursBefore: 48, percent: 100 }], validFrom: '2020-01-01',
  })));
  const halls = places.flatMap((venue, index) => {
    const own = spaces.slice(index * spacesPerVenue, (index + 1) * spacesPerVenue).map(({ id }) => id);
    const sets = [...own.map((id) => [id]), own.slice(0, 2)];
    return sets.map((spaceIds, number) => hallOf(venue, schedules[index]!.id, spaceIds, index * sets.length + number));
  });
  const regulations = bigRegulations(Math.ceil(halls.length / HALLS_EACH)).map((rules): RegulationEntry => ({
    id: newId(), organisationId: organisations[0]!.id, name: { nl: 'Tarieven' }, versions: [{ id: newId(), number: 1, validFrom: '2020-01-01', countsBy: 'activity', rules }],
  }));
  const priced = halls.map((hall, index) => ({ ...hall, regulationId: regulations[Math.floor(index / HALLS_EACH)]!.id }));
  return { organisations, venues: places, spaces, schedules, documents, regulations, halls: priced };
}

const venueOf = (index: number, organisationId: VenueEntry['organisationId']): VenueEntry => ({
  id: newId(), organisationId, slug: `gebouw-${index + 1}`, name: { nl: `Gebouw ${index + 1}` }, street: `Straat ${index + 1}`, postalCode: '3000', municipality: 'Leuven',
  neighbourhood: pick(NEIGHBOURHOODS, index), latitude: 50.84 + (index % 37) / 400, longitude: 4.65 + (index % 41) / 400, email: 'zalen@leuven.example', phone: '+32 16 00 00 00',
  directions: { nl: 'Langs de hoofdingang.' }, accessibility: index % 3 === 0 ? ['step-free', 'lift'] : ['step-free'],
  doorBeforeMinutes: 15, doorAfterMinutes: 15, codeShownHours: 24, illustrative: true,
});

const scheduleOf = (venue: VenueEntry, index: number): ScheduleEntry => {
  const [opens, closes] = pick(HOURS, index);
  return { id: newId(), venueId: venue.id, name: 'Gewone uren', openOnHolidays: index % 2 === 0, weekly: WEEK.map((weekday) => ({ weekday, opens, closes })), exceptions: [] };
};

const hallOf = (venue: VenueEntry, scheduleId: string, spaceIds: readonly SpaceId[], index: number): HallEntry => ({
  id: newId(), venueId: venue.id, scheduleId, slug: `zaal-${index + 1}`, name: { nl: `Zaal ${index + 1}` }, description: { nl: 'Een lichte zaal.' },
  type: pick(HALL_TYPES, index), areaM2: 40 + (index % 300), features: FEATURES.filter((_, at) => (index >> at) % 2 === 0), spaceIds,
  layouts: [{ kind: 'theatre', seated: 20 + (index % 200), standing: 0 }, { kind: 'standing', seated: 0, standing: 30 + (index % 250) }],
  setupMinutes: pick([0, 15, 30], index), teardownMinutes: pick([0, 15, 30, 60], index), startStepMinutes: pick([15, 30, 60], index),
  shortestMinutes: 60, longestMinutes: 720, noticeMinutes: pick([0, 120, 1_440], index), windowDays: 365,
  approval: index % 5 === 0, holdMinutes: 15, approvalHours: 72, houseRules: 'house-rules', cancellationTerms: 'cancellation-terms',
  floorPlan: NO_PLAN, illustrative: [], access: [{ fromOn: '2020-01-01', kind: 'door-code' }], extraIds: [], lockIds: [],
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody draws these halls
const NO_PLAN = {} as HallEntry['floorPlan'];
