import type { Catalogue, ExtraEntry, HallEntry, LockEntry, RegulationEntry, ScheduleEntry, SpaceEntry, VenueEntry } from '../../src/catalogue/catalogue-entries.ts';
import type { ExtraId, LockId, OrganisationId, VenueId } from '../../src/kernel/ids.ts';
import { localDate, type LocalDate } from '../../src/kernel/time.ts';
import { city } from '../personas.ts';
import { idOf } from './chance.ts';
import type { Fact, HallDraft, VenueDraft } from './drafts.ts';
import { EXTRAS, type ExtraName } from './extras.ts';
import { scheduleNamed } from './hours.ts';
import { layoutsOf } from './layouts.ts';
import { USUAL_LIMITS } from './limits.ts';
import { OWNER_KEYS, OWNERS, type OwnerKey } from './owners.ts';
import { planOf } from './plans/plan-of.ts';
import { hourlyVersions } from './hourly.ts';
import { productOf, tariffsOf } from './tariffs.ts';
import { CANCELLATION_TERMS, documentsOf, HOUSE_RULES } from './terms.ts';
import { VENUES } from './venues.ts';

/** The one gateway of a small city. */
const GATEWAY = 'stad';

/** Where in time the city lies: dated things are laid around this day. */
interface Dates {
  firstYear: number;
  tariffsFrom: LocalDate;
  tariffsRaisedFrom: LocalDate;
  doorCodesFrom: LocalDate;
}

/** All that there is to let in the demo city, as one catalogue around `now`. The same day gives the same catalogue. */
export function assembleCatalogue(now: Date): Catalogue {
  const year = Number(localDate(now).slice(0, 4));
  const dates: Dates = { firstYear: year - 3, tariffsFrom: `${year - 1}-01-01`, tariffsRaisedFrom: `${year + 1}-01-01`, doorCodesFrom: `${year + 1}-03-01` };
  return {
    organisations: [
      { id: organisationIdOf(city.orgCode), kind: 'directorate', name: city.name, orgCode: city.orgCode },
      ...OWNER_KEYS.map((key) => ({
        id: ownerId(key), kind: OWNERS[key].kind, name: OWNERS[key].name, orgCode: OWNERS[key].orgCode,
        ...(OWNERS[key].kind === 'directorate' ? { partOf: organisationIdOf(city.orgCode) } : {}),
      })),
    ],
    documents: OWNER_KEYS.flatMap((key) => documentsOf(key, ownerId(key), dates.firstYear)),
    venues: VENUES.map(venueEntry),
    schedules: VENUES.map((venue) => scheduleEntry(venue, [year - 1, year, year + 1, year + 2])),
    spaces: VENUES.flatMap(spaceEntries),
    extras: VENUES.flatMap(extraEntries),
    locks: VENUES.flatMap(lockEntries),
    regulations: OWNER_KEYS.map((key) => regulationEntry(key, dates)),
    vatRules: [],
    halls: VENUES.flatMap((venue) => venue.halls.map((hall) => hallEntry(venue, hall, dates))),
  };
}

export const organisationIdOf = (code: string): OrganisationId => idOf('organisation', code);
const ownerId = (key: OwnerKey): OrganisationId => organisationIdOf(OWNERS[key].orgCode);
const venueId = ({ slug }: VenueDraft): VenueId => idOf('venue', slug);
const scheduleId = ({ slug }: VenueDraft): string => idOf('schedule', slug);
const extraId = (venue: VenueDraft, name: ExtraName): ExtraId => idOf('extra', `${venue.slug} ${name}`);

function venueEntry(venue: VenueDraft, index: number): VenueEntry {
  const { slug, owner, name, description, street, postalCode, neighbourhood, at: [latitude, longitude], directions, accessibility } = venue;
  return {
    id: venueId(venue), organisationId: ownerId(owner), slug, name, description, street, postalCode, municipality: 'Leuven', neighbourhood,
    latitude, longitude, email: `${slug}@leuven.example`, phone: `+32 16 00 01 ${String(index + 1).padStart(2, '0')}`, directions, accessibility,
    doorBeforeMinutes: 15, doorAfterMinutes: 15, codeShownHours: 24, illustrative: venue.illustrative ?? false,
  };
}

const scheduleEntry = (venue: VenueDraft, years: readonly number[]): ScheduleEntry =>
  ({ id: scheduleId(venue), venueId: venueId(venue), ...scheduleNamed(venue.hours, years) });

const spacesOf = (hall: HallDraft): readonly string[] => hall.spaces ?? [hall.name.nl];

const spaceEntries = (venue: VenueDraft): SpaceEntry[] =>
  [...new Set(venue.halls.flatMap(spacesOf))].map((name) => ({ id: idOf('space', `${venue.slug} ${name}`), venueId: venueId(venue), name }));

const extraEntries = (venue: VenueDraft): ExtraEntry[] =>
  [...new Set([...venue.extras, ...venue.halls.flatMap(({ extras = [] }) => extras)])].map((name) =>
    ({ id: extraId(venue, name), venueId: venueId(venue), ...EXTRAS[name] }));

const opensByCode = ({ access }: HallDraft): boolean => access === 'door-code' || access === 'key-until-march';

/** A door code opens the front door of its venue, and the hall's own door where it has one. */
function lockEntries(venue: VenueDraft): LockEntry[] {
  const halls = venue.halls.filter(opensByCode);
  if (halls.length === 0) return [];
  const front: LockEntry = {
    id: lockId(venue.slug), venueId: venueId(venue), name: { nl: 'Voordeur', en: 'Front door', fr: "Porte d'entrée" }, gateway: GATEWAY, lockName: venue.slug,
  };
  return [front, ...halls.filter(({ ownLock }) => ownLock).map(({ slug, name }) => ({ id: lockId(slug), venueId: venueId(venue), name, gateway: GATEWAY, lockName: slug }))];
}

const lockId = (name: string): LockId => idOf('lock', name);

const FACTS: readonly Fact[] = ['areaM2', 'layouts', 'features', 'limits', 'tariffs', 'extras', 'openingHours'];

function hallEntry(venue: VenueDraft, hall: HallDraft, dates: Dates): HallEntry {
  const { slug, name, description, type, areaM2, features, approval = false } = hall;
  return {
    id: idOf('hall', slug), venueId: venueId(venue), scheduleId: scheduleId(venue), slug, name, description, type, areaM2, features,
    ...USUAL_LIMITS[type], ...hall.limits,
    approval, holdMinutes: 15, approvalHours: 72, ...(hall.quotaBookings === undefined ? {} : { quotaBookings: hall.quotaBookings }),
    houseRules: HOUSE_RULES, cancellationTerms: CANCELLATION_TERMS,
    floorPlan: planOf(hall, venue.accessibility), illustrative: FACTS.filter((fact) => !hall.known?.includes(fact)),
    spaceIds: spacesOf(hall).map((space) => idOf('space', `${venue.slug} ${space}`)),
    layouts: layoutsOf(hall),
    access: accessOf(hall, dates),
    regulationId: regulationId(venue.owner),
    extraIds: [...venue.extras, ...hall.extras ?? []].map((extra) => extraId(venue, extra)),
    lockIds: opensByCode(hall) ? [lockId(venue.slug), ...(hall.ownLock ? [lockId(slug)] : [])] : [],
  };
}

const regulationId = (key: OwnerKey): string => idOf('regulation', key);

/** An owner has one regulation for all its halls: so much an hour for each kind of booker, raised at New Year. */
function regulationEntry(key: OwnerKey, dates: Dates): RegulationEntry {
  const { name } = OWNERS[key];
  const halls = VENUES.filter(({ owner }) => owner === key).flatMap((venue) => venue.halls.map((hall) =>
    ({ slug: hall.slug, tariffs: tariffsOf(hall, dates.tariffsFrom, dates.tariffsRaisedFrom), product: () => productOf(hall.type) })));
  return {
    id: regulationId(key), organisationId: ownerId(key), name: { nl: `Tarieven ${name}`, en: `Tariffs of ${name}`, fr: `Tarifs de ${name}` },
    versions: hourlyVersions(regulationId(key), halls, (day) => idOf('tariff-version', `${key} ${day}`)).map(({ regulationId: _own, ...version }) => version),
  };
}

function accessOf({ access }: HallDraft, dates: Dates): HallEntry['access'] {
  const first = { fromOn: dates.tariffsFrom, kind: access === 'key-until-march' ? 'key' as const : access };
  return access === 'key-until-march' ? [first, { fromOn: dates.doorCodesFrom, kind: 'door-code' }] : [first];
}
