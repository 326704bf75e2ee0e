import type { Catalogue, HallEntry } from '../../src/catalogue/catalogue-entries.ts';
import { hourlyVersions } from '../../sandbox/city/hourly.ts';
import { newId, type ExtraId, type HallId, type LockId, type OrganisationId, type SpaceId, type VenueId } from '../../src/kernel/ids.ts';

const organisationId: OrganisationId = newId();
const venueId: VenueId = newId();
const spaceIds: SpaceId[] = [newId(), newId()];
const extraId: ExtraId = newId();
const lockId: LockId = newId();
const scheduleId: string = newId();
const regulationId: string = newId();

/** A hall in full; tests replace what they are about. */
export const hallEntry = (own: Partial<HallEntry> & Pick<HallEntry, 'slug' | 'name'>): HallEntry => ({
  id: newId() satisfies HallId,
  venueId,
  scheduleId,
  description: { nl: 'Een lichte zaal.' },
  type: 'meeting',
  areaM2: 80,
  features: ['projector', 'wifi'],
  setupMinutes: 15,
  teardownMinutes: 30,
  startStepMinutes: 30,
  shortestMinutes: 60,
  longestMinutes: 480,
  noticeMinutes: 120,
  windowDays: 365,
  approval: false,
  holdMinutes: 15,
  approvalHours: 72,
  houseRules: 'huisreglement',
  cancellationTerms: 'annulatie',
  floorPlan: {
    ground: 'indoor', outline: [[0, 0], [10, 0], [10, 8], [0, 8]], openings: [], adjoining: [], fixtures: [], parts: [],
    seating: { x: 1, y: 1, width: 8, depth: 6 }, usual: { kind: 'theatre', seated: 60, standing: 0 },
  },
  illustrative: ['areaM2'],
  spaceIds,
  layouts: [{ kind: 'theatre', seated: 60, standing: 0 }, { kind: 'reception', seated: 0, standing: 90 }],
  access: [{ fromOn: '2020-01-01', kind: 'key' }, { fromOn: '2026-12-01', kind: 'door-code' }],
  regulationId,
  extraIds: [extraId],
  lockIds: [lockId],
  ...own,
});

/** One directorate with one venue of two spaces, and three halls: the whole and its halves. */
export const smallCatalogue = (): Catalogue => ({
  organisations: [{ id: organisationId, kind: 'directorate', name: 'Directie Cultuur', orgCode: 'OVO900001' }],
  venues: [{
    id: venueId, organisationId, slug: 'tweebronnen', name: { nl: 'Bibliotheek Tweebronnen', en: 'Tweebronnen Library' },
    street: 'Rijschoolstraat 4', postalCode: '3000', municipality: 'Leuven', neighbourhood: 'Leuven-centrum', latitude: 50.8769, longitude: 4.7042,
    email: 'tweebronnen@leuven.example', phone: '+32 16 00 00 01', directions: { nl: 'Langs de hoofdingang.' }, accessibility: ['lift', 'step-free'],
    doorBeforeMinutes: 15, doorAfterMinutes: 15, codeShownHours: 24, illustrative: false,
  }],
  spaces: spaceIds.map((id, index) => ({ id, venueId, name: `Deel ${index + 1}` })),
  schedules: [{
    id: scheduleId, venueId, name: 'Gewone uren', openOnHolidays: false,
    weekly: [{ weekday: 1, opens: '09:00', closes: '22:00' }, { weekday: 6, opens: '10:00', closes: '24:00' }],
    exceptions: [{ day: '2026-12-24', opens: '09:00', closes: '16:00' }, { day: '2026-12-31', reason: { nl: 'Oudejaar' } }],
  }],
  documents: [
    { id: newId(), organisationId, kind: 'house-rules', name: 'huisreglement', number: 1, body: { nl: 'Wees lief.' }, refundSteps: [], validFrom: '2020-01-01' },
    { id: newId(), organisationId, kind: 'house-rules', name: 'huisreglement', number: 2, body: { nl: 'Wees liever.' }, refundSteps: [], validFrom: '2026-12-01' },
    {
      id: newId(), organisationId, kind: 'cancellation-terms', name: 'annulatie', number: 1, body: { nl: 'Tot vijf dagen vooraf gratis.' },
      refundSteps: [{ hoursBefore: 120, percent: 100 }, { hoursBefore: 48, percent: 50 }], validFrom: '2020-01-01',
    },
  ],
  extras: [{ id: extraId, venueId, name: { nl: 'Draadloze microfoon' }, unit: 'piece', unitCents: 1_000, vatRate: 2_100, stock: 4, perBookingMax: 2 }],
  regulations: [{
    id: regulationId, organisationId, name: { nl: 'Tarieven Cultuur' },
    versions: hourlyVersions(regulationId, ['gele-zaal', 'gele-zaal-noord', 'gele-zaal-zuid'].map((slug) => ({
      slug, product: () => 'hire', tariffs: [{ bookerKind: 'resident', validFrom: '2020-01-01', hourCents: 2_500, minimumMinutes: 60, depositCents: 5_000, vatRate: 0 }],
    })), () => newId()),
  }],
  vatRules: [],
  locks: [{ id: lockId, venueId, name: { nl: 'Voordeur' }, gateway: 'stad', lockName: 'tweebronnen-voordeur' }],
  halls: [
    hallEntry({ slug: 'gele-zaal', name: { nl: 'Gele zaal', en: 'Yellow hall' }, type: 'auditorium' }),
    hallEntry({ slug: 'gele-zaal-noord', name: { nl: 'Gele zaal noord' }, spaceIds: spaceIds.slice(0, 1), quotaBookings: 3 }),
    hallEntry({ slug: 'gele-zaal-zuid', name: { nl: 'Gele zaal zuid' }, spaceIds: spaceIds.slice(1) }),
  ],
});
