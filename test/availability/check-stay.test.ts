import { expect } from 'chai';
import { checkStay } from '../../src/availability/check-stay.ts';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { hallAvailability } from '../../src/availability/views.ts';
import { newId, newShortCode, type OrganisationId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes, period, type Period } from '../../src/kernel/period.ts';
import { atLocal, localDate, localTime } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, insertHalls } from '../support/halls.ts';

const NOW = atLocal('2026-11-20', '12:00');
const at = (day: string, time: string): Date => atLocal(`2026-11-${day}`, time);
const evening = (day: string): Period => period(at(day, '19:00'), at(day, '22:00'));

describe('checking a stay', () => {
  const database = useDatabase();
  const hall = aHall({ schedule: alwaysOpen(), quotaBookings: 2, setupMinutes: 30, teardownMinutes: 30 });
  const [personId, organisationId]: [PersonId, OrganisationId] = [newId(), newId()];
  let db: Database;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, [hall]);
    await database.query("INSERT INTO persons (id, given_name, family_name) VALUES ($1, 'An', 'Peeters')", [personId]);
    await database.query("INSERT INTO organisations (id, kind, name) VALUES ($1, 'association', 'Fanfare')", [organisationId]);
  });
  beforeEach(() => database.query('TRUNCATE claims, closures, closure_spaces, bookings CASCADE'));
  after(() => db.destroy());

  const codes = async (when: Period, booker: { bookerId?: PersonId | OrganisationId } = {}): Promise<string[]> =>
    (await checkStay(db, hall, { period: when, layout: 'theatre', attendance: 10 }, booker, NOW)).map(({ code }) => code);
  const claim = (when: Period, heldUntil?: Date): Promise<void> => transact(db, (tx) => claimSpaces(tx, {
    holder: { kind: 'booking', id: newId() }, spaceIds: hall.spaceIds, period: when, ...(heldUntil ? { heldUntil } : {}),
  }));
  const booked = (when: Period, { status = 'confirmed', heldUntil, organisation }: { status?: string; heldUntil?: Date; organisation?: OrganisationId } = {}) => database.query(
    `INSERT INTO bookings (id, code, hall_id, layout, status, period, person_id, organisation_id, placed_by, channel, booker_kind, activity, attendance, held_until, total_cents, deposit_cents, house_rules_id, cancellation_terms_id)
     VALUES ($1, $2, $3, 'theatre', $4, tstzrange($5, $6), $7, $8, $7, 'web', 'resident', 'Les', 10, $9, 0, 0, $10, $11)`,
    [newId(), newShortCode(), hall.id, status, when.start, when.end, personId, organisation ?? null, heldUntil ?? null, hall.houseRules.id, hall.cancellationTerms.id]);

  it('sees what others hold, with setup and teardown, across midnight, but not what has lapsed', async () => {
    await claim(period(at('24', '22:00'), at('25', '02:00')));
    expect(await codes(period(at('25', '02:00'), at('25', '04:00')))).to.deep.equal(['taken']);
    expect(await codes(period(at('25', '02:30'), at('25', '04:00')))).to.deep.equal([]);
    expect(await codes(period(at('24', '20:00'), at('24', '21:30')))).to.deep.equal([]);
    await claim(evening('26'), addMinutes(new Date(), 10));
    expect(await codes(evening('26'))).to.deep.equal(['taken']);
    await claim(evening('27'), addMinutes(new Date(), -1));
    expect(await codes(evening('27'))).to.deep.equal([]);
  });

  it('counts the bookings that somebody has here against the quota: to come, standing, and theirs', async () => {
    await booked(evening('25'));
    await booked(evening('26'), { status: 'held', heldUntil: addMinutes(new Date(), 10) });
    expect(await codes(evening('30'), { bookerId: personId })).to.deep.equal(['over-quota']);
    expect(await codes(evening('30'), { bookerId: organisationId })).to.deep.equal([]);
    expect(await codes(evening('30'))).to.deep.equal([]);
  });

  it('does not count against the quota what is over, cancelled, lapsed or of an organisation', async () => {
    await booked(evening('25'));
    await booked(evening('19'));
    await booked(evening('26'), { status: 'cancelled' });
    await booked(evening('27'), { status: 'held', heldUntil: addMinutes(new Date(), -1) });
    await booked(evening('28'), { organisation: organisationId });
    expect(await codes(evening('30'), { bookerId: personId })).to.deep.equal([]);
  });

  it('refuses a stay of years without looking at all of them', async () => {
    expect(await codes(period(at('24', '08:00'), atLocal('2031-11-24', '08:00')))).to.deep.equal(['too-long', 'outside-opening-hours']);
  });

  it('agrees with what is shown as free', async () => {
    await claim(evening('24'));
    await transact(db, (tx) => closeSpaces(tx, { spaceIds: hall.spaceIds, period: period(at('24', '06:00'), at('24', '10:00')), reason: { nl: 'Poetsen' } }, NOW));
    const { free, unavailable } = await hallAvailability(db, hall, { from: '2026-11-24', until: '2026-11-25' }, NOW);
    const said = ({ start, end }: Period): string => `${localTime(start)}–${localDate(end) === localDate(start) ? localTime(end) : '24:00'}`;
    expect(free.map(said)).to.deep.equal(['00:00–05:30', '10:30–18:30', '22:30–24:00']);
    expect(unavailable.map(({ period: when, reason }) => `${said(when)} ${reason}`)).to.deep.equal(['05:30–10:30 closed', '18:30–22:30 booked']);
    for (const one of free) expect(await codes({ start: one.start, end: addMinutes(one.start, 60) })).to.deep.equal([]);
  });
});
