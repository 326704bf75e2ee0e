import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { HallWishes } from '../support/halls.ts';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import { faultsOf } from '../../src/pricing/read-rules.ts';
import { openDatabase, type Database } from '../../src/platform/db.ts';
import { quoteStay } from '../../src/pricing/quote.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { between } from './regulations.ts';

const migration = (name: string): string => readFileSync(new URL(`../../migrations/${name}`, import.meta.url), 'utf8');

/** Takes the database back to what it was before there were regulations. */
const BACK = `
ALTER TABLE halls DROP COLUMN regulation_id;
ALTER TABLE bookings DROP COLUMN tariff_version_id, DROP COLUMN tariff_booker, DROP COLUMN purpose;
ALTER TABLE booking_lines DROP COLUMN rule, DROP COLUMN vat_category, DROP COLUMN vat_ground;
DROP TABLE tariff_versions, vat_rules, regulations;
DROP FUNCTION keep_published, tell_of_tariffs;`;

describe('the hourly prices of before', () => {
  const database = useDatabase();
  let db: Database;
  before(() => {
    db = openDatabase({ url: database.url });
  });
  after(() => db.destroy());

  it('become a regulation for each organisation that asks the same', async () => {
    const venue = aVenue();
    const bare = (own: HallWishes) => aHall({ tariffs: [], venue, ...own });
    const [sport, room, elsewhere] = [bare({ slug: 'sport', type: 'sports' }), bare({ slug: 'lokaal' }), aHall({ slug: 'elders', tariffs: [] })];
    await insertHalls(db, [sport, room, elsewhere]);
    await database.query(BACK);
    await database.query(/CREATE TABLE tariffs[^;]+;/.exec(migration('0003_catalogue.sql'))![0]);
    const row = (hallId: string, kind: string, from: string, cents: number, rest: string): string => `('${hallId}', '${kind}', '${from}', ${cents}, ${rest})`;
    await database.query(`INSERT INTO tariffs (hall_id, booker_kind, valid_from, hour_cents, minimum_minutes, deposit_cents, vat_rate) VALUES ${[
      row(sport.id, 'resident', '2025-01-01', 2_650, '0, 0, 600'), row(sport.id, 'company', '2025-01-01', 5_000, '90, 7500, 600'),
      row(room.id, 'resident', '2025-01-01', 1_005, '0, 0, 0'), row(room.id, 'resident', '2027-01-01', 1_100, '0, 0, 0'), row(room.id, 'company', '2025-01-01', 3_000, '0, 0, 1200'),
    ].join(', ')}`);
    await database.query(migration('0029_regulations.sql'));

    const quote = async (slug: string, bookerKind: 'resident' | 'company', day: string) => {
      const hall = await loadHall(db, slug, new Date());
      const { lines: [line], depositCents } = quoteStay(hall!, { period: between(`${day} 10:00`, `${day} 11:00`), bookerKind, attendance: 1, extras: [], bookedOn: '2026-01-01' });
      return [line!.quantity, line!.grossCents, depositCents, line!.vatRate];
    };
    expect(await quote('sport', 'resident', '2026-05-05')).to.deep.equal([1, 2_650, 0, 600]);
    expect(await quote('sport', 'company', '2026-05-05')).to.deep.equal([1.5, 7_500, 7_500, 600]);
    expect(await quote('lokaal', 'resident', '2026-05-05')).to.deep.equal([1, 1_005, 0, 0]);
    expect(await quote('lokaal', 'resident', '2027-05-05')).to.deep.equal([1, 1_100, 0, 0]);
    expect(await quote('lokaal', 'company', '2027-05-05')).to.deep.equal([1, 3_000, 0, 1_200]);
    const versions = await database.query<{ rules: unknown; name: { nl: string } }>('SELECT rules, name FROM tariff_versions t JOIN regulations r ON r.id = t.regulation_id');
    expect(versions.map(({ name }) => name.nl)).to.deep.equal([`Tarieven ${venue.organisationName}`, `Tarieven ${venue.organisationName}`]);
    for (const { rules } of versions) expect(faultsOf(rules)).to.deep.equal([]);
  });
});
