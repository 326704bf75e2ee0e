import { expect } from 'chai';
import { catalogueFacets } from '../../src/catalogue/facets.ts';
import { loadHall, loadHalls } from '../../src/catalogue/load-hall.ts';
import { hallPage, listVenues, venuePage } from '../../src/catalogue/views.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import { newId } from '../../src/kernel/ids.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { smallCatalogue } from './small-catalogue.ts';

describe('the catalogue', () => {
  const database = useDatabase();
  const entries = smallCatalogue();
  const [whole, north, south] = entries.halls;
  const autumn = new Date('2026-11-23T12:00:00Z');
  const found = async (words: string): Promise<string[]> =>
    (await database.query<{ slug: string }>('SELECT slug FROM halls WHERE word_similarity(fold($1), search_text) > 0.6 ORDER BY slug', [words])).map(({ slug }) => slug);
  let db: Database;

  before('write it', async () => {
    db = openDatabase({ url: database.url });
    await transact(db, (tx) => writeCatalogue(tx, entries));
  });
  after(() => db.destroy());

  it('answers a hall by its slug and by its id, with all that belongs to it', async () => {
    const hall = await loadHall(db, 'gele-zaal', autumn);
    expect(hall).to.deep.equal(await loadHall(db, whole!.id, autumn));
    expect(hall).to.deep.include({
      id: whole!.id, name: { nl: 'Gele zaal', en: 'Yellow hall' }, type: 'auditorium', areaM2: 80, features: ['projector', 'wifi'],
      setupMinutes: 15, teardownMinutes: 30, longestMinutes: 480, windowDays: 365, approval: false, bookable: true, version: 1,
      layouts: [{ kind: 'reception', seated: 0, standing: 90 }, { kind: 'theatre', seated: 60, standing: 0 }],
      tariffs: entries.regulations.flatMap(({ id, versions }) => versions.map((version) => ({ ...version, regulationId: id }))),
      lockIds: whole!.lockIds,
    });
    expect(hall?.spaceIds).to.have.members([...whole!.spaceIds]);
    expect(hall?.venue).to.include({ slug: 'tweebronnen', organisationName: 'Directie Cultuur', neighbourhood: 'Leuven-centrum', latitude: 50.8769 });
    expect(hall?.schedule.weekly).to.deep.equal(entries.schedules[0]!.weekly);
    expect(hall?.schedule.exceptions).to.deep.equal(entries.schedules[0]!.exceptions);
    expect(hall?.extras).to.deep.equal([{ id: entries.extras[0]!.id, name: { nl: 'Draadloze microfoon' }, unit: 'piece', unitCents: 1_000, vatRate: 2_100, stock: 4, perBookingMax: 2 }]);
    expect(hall?.cancellationTerms.refundSteps).to.deep.equal([{ hoursBefore: 120, percent: 100 }, { hoursBefore: 48, percent: 50 }]);
  });

  it('has a quota only where the hall has one', async () => {
    expect(await loadHall(db, 'gele-zaal', autumn)).to.not.have.property('quotaBookings');
    expect(await loadHall(db, 'gele-zaal-noord', autumn)).to.have.property('quotaBookings', 3);
  });

  it('answers the terms and the access in force on the local day, from its midnight on', async () => {
    const before = await loadHall(db, 'gele-zaal', new Date('2026-11-30T22:59:00Z'));
    const after = await loadHall(db, 'gele-zaal', new Date('2026-11-30T23:00:00Z'));
    expect([before?.houseRules.number, before?.access]).to.deep.equal([1, 'key']);
    expect([after?.houseRules.number, after?.access]).to.deep.equal([2, 'door-code']);
  });

  it('does not know a hall whose terms are not in force yet, nor one that is not there', async () => {
    expect(await loadHall(db, 'gele-zaal', new Date('2019-12-31T12:00:00Z'))).to.equal(undefined);
    expect(await loadHall(db, 'blauwe-zaal', autumn)).to.equal(undefined);
    expect(await loadHall(db, newId(), autumn)).to.equal(undefined);
  });

  it('answers many halls in the order asked and leaves out the unknown', async () => {
    const halls = await loadHalls(db, [south!.id, newId(), whole!.id], autumn);
    expect(halls.map(({ slug }) => slug)).to.deep.equal(['gele-zaal-zuid', 'gele-zaal']);
    expect(halls[1]).to.deep.equal(await loadHall(db, 'gele-zaal', autumn));
    expect(await loadHalls(db, [], autumn)).to.deep.equal([]);
  });

  it('tells on the page of a half that the whole shares its space and the other half does not', async () => {
    const page = await hallPage(db, 'gele-zaal-noord', autumn);
    expect(page?.hall.id).to.equal(north!.id);
    expect(page?.sharing.map(({ slug }) => slug)).to.deep.equal(['gele-zaal']);
    expect(page?.neighbours.map(({ slug }) => slug)).to.deep.equal(['gele-zaal-zuid']);
    expect(page?.sharing[0]).to.include({ capacity: 90, access: 'key', areaM2: 80 });
    expect(page).to.deep.include({ description: { nl: 'Een lichte zaal.' }, illustrative: ['areaM2'] });
    expect(page?.venue).to.deep.include({ phone: '+32 16 00 00 01', directions: { nl: 'Langs de hoofdingang.' }, codeShownHours: 24 });
  });

  it('lists venues with the number of their halls, and one venue with its halls', async () => {
    expect(await listVenues(db)).to.have.length(1);
    expect((await listVenues(db))[0]).to.include({ slug: 'tweebronnen', hallCount: 3 });
    expect(await listVenues(db, { after: 'tweebronnen' })).to.deep.equal([]);
    expect((await venuePage(db, 'tweebronnen', autumn))?.halls.map(({ slug }) => slug)).to.deep.equal(['gele-zaal', 'gele-zaal-noord', 'gele-zaal-zuid']);
    expect(await venuePage(db, 'elders', autumn)).to.equal(undefined);
  });

  it('counts what one can filter by', async () => {
    const facets = await catalogueFacets(db);
    expect(facets.types).to.deep.equal([{ value: 'meeting', halls: 2 }, { value: 'auditorium', halls: 1 }]);
    expect(facets.features).to.deep.equal([{ value: 'projector', halls: 3 }, { value: 'wifi', halls: 3 }]);
    expect(facets.neighbourhoods).to.deep.equal([{ value: 'Leuven-centrum', halls: 3 }]);
    expect(facets.directorates).to.deep.equal([{ value: entries.organisations[0]!.id, name: 'Directie Cultuur', halls: 3 }]);
    expect(facets.layouts.map(({ value }) => value)).to.deep.equal(['reception', 'theatre']);
    expect(facets.accessibility.map(({ value }) => value)).to.deep.equal(['lift', 'step-free']);
  });

  it('can be searched by parts of Dutch compounds, synonyms, features and place, without accents', async () => {
    expect(await found('vergader')).to.deep.equal(['gele-zaal-noord', 'gele-zaal-zuid']);
    expect(await found('lezingenzaal')).to.deep.equal(['gele-zaal']);
    expect(await found('réunion')).to.deep.equal(['gele-zaal-noord', 'gele-zaal-zuid']);
    expect(await found('Rijschoolstraat')).to.have.length(3);
    expect(await found('twebronnen')).to.have.length(3);
    expect(await found('zwembad')).to.deep.equal([]);
  });

  it('writes a catalogue once', async () => {
    const again = await transact(db, (tx) => writeCatalogue(tx, entries)).catch((error: unknown) => error);
    expect(again).to.have.property('code', '23505');
  });
});
