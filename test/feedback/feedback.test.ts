import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { askForFeedback } from '../../src/feedback/ask-for-feedback.ts';
import { giveFeedback, type FeedbackAsk } from '../../src/feedback/give-feedback.ts';
import { handleFeedback } from '../../src/feedback/handle-feedback.ts';
import { readPhoto, type Photo } from '../../src/feedback/photo.ts';
import { readFeedbackList } from '../../src/feedback/read-as-staff.ts';
import { readFeedback, readFeedbackPhoto } from '../../src/feedback/read-feedback.ts';
import { hallScores } from '../../src/feedback/views.ts';
import { ANONYMOUS, type SignedIn, type StaffRole } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { mailFeedbackWanted, mailPoorFeedback } from '../../src/notifications/feedback-mails.ts';
import { mailsOfBooking } from '../../src/notifications/views.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { refusalOf } from '../identity/refusal.ts';
import { usePostOffice } from '../notifications/post-office.ts';
import { useDatabase } from '../support/database.ts';
import { hourlyForAll } from '../support/tariffs.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';
import { aJpeg, aPng } from './pictures.ts';

const PERIOD = evening('2027-03-18');
const BEFORE = atLocal('2027-03-01', '09:00');
const AFTER = atLocal('2027-03-19', '10:00');
const SAID: FeedbackAsk = { stars: 4, category: 'heating', text: 'Warm en proper.' };

describe('feedback', () => {
  const database = useDatabase();
  const office = usePostOffice(database, async (tx, event) => {
    if (event.type === 'feedback-wanted') await mailFeedbackWanted(tx, event.bookingId);
    if (event.type === 'feedback-given') await mailPoorFeedback(tx, event.bookingId);
  });
  const free = hourlyForAll(0);
  const hall = aHall({ tariffs: free });
  const neighbour = aHall({ tariffs: free, venue: hall.venue });
  const elsewhere = aHall({ tariffs: free });
  let els: SignedIn;

  before(() => insertHalls(office.db, [hall, neighbour, elsewhere]));
  beforeEach(async () => {
    els = await aPerson(office.db);
    await office.db.raw('DELETE FROM feedback_photos');
    await office.db.raw('DELETE FROM feedback');
    await office.db.raw('DELETE FROM feedback_asked');
    await office.db.raw('DELETE FROM claims');
    await office.db('bookings').update({ status: 'cancelled' });
  });

  const book = async (period = PERIOD, who = els, at = hall): Promise<BookingId> =>
    (await transact(office.db, (tx) => placeBooking(tx, anAsk(at, period), who, BEFORE))).id;
  const give = (id: BookingId, own: Partial<FeedbackAsk> = {}, who: SignedIn = els, now = AFTER) => transact(office.db, (tx) => giveFeedback(tx, id, { ...SAID, ...own }, who, now));
  const staffOf = (role: StaffRole, { venue } = hall): Promise<SignedIn> => aPerson(office.db, { roles: [{ role, organisationId: venue.organisationId }] });
  const photo = (bytes = aPng()): Photo => readPhoto(bytes) as Photo;

  describe('of a booker', () => {
    it('is theirs to give once their confirmed booking is over, for 90 days', async () => {
      const id = await book();
      expect((await refusalOf(give(id, {}, els, addMinutes(PERIOD.end, -1)))).code).to.equal('feedback-too-early');
      expect((await refusalOf(give(id, {}, els, addMinutes(PERIOD.end, 91 * 1_440)))).code).to.equal('feedback-too-late');
      expect(await give(id)).to.deep.include({ stars: 4, category: 'heating', text: 'Warm en proper.', version: 1, photos: [] });
    });

    it('is nobody else’s, and for an organisation that of every member', async () => {
      const organisation = await anAssociation(office.db);
      const [chair, member] = [await aPerson(office.db, { organisation }), await aPerson(office.db, { organisation })];
      const id = await book(PERIOD, chair);
      expect((await refusalOf(give(id))).code).to.equal('not-found');
      expect((await refusalOf(give(id, {}, await staffOf('manager')))).code).to.equal('not-found');
      expect((await give(id, {}, member)).givenBy).to.equal(member.personId);
    });

    it('is not for a booking that was cancelled', async () => {
      const id = await book();
      await transact(office.db, (tx) => cancelBooking(tx, id, {}, els, BEFORE));
      expect((await refusalOf(give(id))).code).to.equal('wrong-state');
    });

    it('can be changed for 14 days, and not over what somebody else wrote meanwhile', async () => {
      const id = await book();
      await give(id);
      expect(await give(id, { stars: 2, expectedVersion: 1 }, els, addMinutes(AFTER, 13 * 1_440))).to.include({ stars: 2, version: 2 });
      expect((await refusalOf(give(id, { expectedVersion: 1 }))).code).to.equal('version-outdated');
      expect((await refusalOf(give(id, {}, els, addMinutes(AFTER, 15 * 1_440)))).code).to.equal('feedback-too-late');
    });

    it('is written once when two members send it at the same moment', async () => {
      const id = await book();
      const answers = await Promise.allSettled([1, 2, 3, 4].map((stars) => give(id, { stars, expectedVersion: 0 })));
      expect(answers.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await office.db('feedback').where({ booking_id: id })).to.have.length(1);
    });

    it('holds three photos at most, which can be taken away and replaced', async () => {
      const id = await book();
      const { photos } = await give(id, { photos: [photo(), photo(aJpeg()), photo()] });
      expect(photos.map(({ width, height }) => [width, height])).to.deep.equal([[2, 3], [8, 16], [2, 3]]);
      expect((await refusalOf(give(id, { photos: [photo()] }))).code).to.equal('invalid-request');
      const changed = await give(id, { photos: [photo(aJpeg())], without: [photos[0]!.id] });
      expect(changed.photos.map(({ width }) => width)).to.deep.equal([8, 8, 2]);
    });
  });

  describe('for staff', () => {
    it('is read by whoever works for the venue, which is logged, and by nobody else', async () => {
      const id = await book();
      await give(id, { photos: [photo()] });
      const [shot] = (await readFeedback(office.db, id, els)).photos;
      const reader = await staffOf('reader');
      expect(await readFeedback(office.db, id, reader)).to.include({ stars: 4 });
      expect((await readFeedbackPhoto(office.db, id, shot!.id, reader)).content.equals(photo().content)).to.equal(true);
      expect(await office.db('audit').where({ person_id: reader.personId, action: 'read-feedback' })).to.have.length(2);
      for (const stranger of [await aPerson(office.db), await staffOf('manager', aHall())]) {
        expect((await refusalOf(readFeedback(office.db, id, stranger))).code).to.equal('not-found');
        expect((await refusalOf(readFeedbackPhoto(office.db, id, shot!.id, stranger))).code).to.equal('not-found');
      }
      expect((await refusalOf(readFeedback(office.db, id, ANONYMOUS))).code).to.equal('not-signed-in');
      const other = await book(evening('2027-03-17'));
      await give(other);
      expect((await refusalOf(readFeedbackPhoto(office.db, other, shot!.id, els))).code).to.equal('not-found');
    });

    it('is handled by a manager with a note, and waits again when the booker changes it', async () => {
      const id = await book();
      await give(id);
      const handle = async (who: SignedIn, expectedVersion = 1) => transact(office.db, (tx) => handleFeedback(tx, id, { note: 'De verwarming is hersteld.', expectedVersion }, who, AFTER));
      expect((await refusalOf(handle(await staffOf('finance')))).code).to.equal('not-allowed');
      expect((await refusalOf(handle(await aPerson(office.db)))).code).to.equal('not-found');
      const manager = await staffOf('manager');
      expect((await refusalOf(handle(manager, 9))).code).to.equal('version-outdated');
      expect(await handle(manager)).to.deep.include({ note: 'De verwarming is hersteld.', handledAt: AFTER, version: 2 });
      expect(await office.db('audit').where({ person_id: manager.personId, action: 'handle-feedback' })).to.have.length(1);
      const changed = await give(id, { stars: 5 });
      expect(changed).to.include({ note: 'De verwarming is hersteld.' }).and.not.to.have.property('handledAt');
    });

    it('is listed the newest first, by venue, hall, state and stars, page by page, and averaged per hall', async () => {
      const ids = [await book(), await book(evening('2027-03-17')), await book(PERIOD, els, neighbour), await book(PERIOD, els, elsewhere)];
      for (const [index, id] of ids.entries()) await give(id, { stars: index + 1 }, els, addMinutes(AFTER, index));
      const manager = await staffOf('manager');
      await transact(office.db, (tx) => handleFeedback(tx, ids[0]!, {}, manager, AFTER));
      const list = async (own: object) => (await readFeedbackList(office.db, manager, { limit: 50, ...own })).items.map(({ bookingId }) => ids.indexOf(bookingId));
      expect(await list({})).to.deep.equal([2, 1, 0]);
      expect([await list({ hallId: hall.id }), await list({ state: 'open' }), await list({ state: 'handled' }), await list({ stars: 3 }), await list({ venueId: elsewhere.venue.id })])
        .to.deep.equal([[1, 0], [2, 1], [0], [2], []]);
      const first = await readFeedbackList(office.db, manager, { limit: 2 });
      expect((await readFeedbackList(office.db, manager, { limit: 2, after: first.next! })).items.map(({ bookingId }) => ids.indexOf(bookingId))).to.deep.equal([0]);
      expect((await hallScores(office.db, manager, AFTER)).map(({ average, count, open }) => [average, count, open])).to.deep.equal([[1.5, 2, 1], [3, 1, 1]]);
      expect((await readFeedbackList(office.db, await aPerson(office.db), { limit: 5 })).items).to.deep.equal([]);
    });
  });

  describe('asked for', () => {
    const templates = async (id: BookingId): Promise<string[]> => (await mailsOfBooking(office.db, id)).map(({ template, status }) => `${template} ${status}`);

    it('comes once, the morning after, and leads to the page where one says it', async () => {
      const id = await book();
      expect(await askForFeedback(office.db, addMinutes(PERIOD.end, 60))).to.equal(0);
      expect(await askForFeedback(office.db, AFTER)).to.equal(1);
      expect(await askForFeedback(office.db, AFTER)).to.equal(0);
      expect(await templates(id)).to.deep.equal(['feedback-wanted waiting']);
      await office.deliver(AFTER);
      const [mail] = await office.mailsTo((await office.db('persons').where({ id: els.personId }).first<{ email: string }>('email')).email);
      expect(mail?.subject).to.match(/^Hoe was het in Zaal \d+\?$/);
      expect(mail?.text).to.match(/\/reservaties\/[0-9A-Z]{3}-[0-9A-Z]{3}\/feedback/);
    });

    it('is left alone when something was said, the booking was cancelled, or it is too long ago', async () => {
      const [given, cancelled, old] = [await book(), await book(evening('2027-03-17')), await book(evening('2027-03-10'))];
      await give(given);
      await transact(office.db, (tx) => cancelBooking(tx, cancelled, {}, els, BEFORE));
      expect(await askForFeedback(office.db, AFTER)).to.equal(0);
      expect(await templates(old)).to.deep.equal([]);
    });

    it('is not mailed any more when it was said while the mail waited', async () => {
      const id = await book();
      await askForFeedback(office.db, AFTER);
      await give(id);
      await office.deliver(AFTER);
      expect(await templates(id)).to.deep.equal(['feedback-wanted no-longer-true']);
    });
  });

  it('tells the managers at once when somebody gives two stars or fewer, and once', async () => {
    const manager = await staffOf('manager');
    await office.db('staff_roles').insert({ person_id: manager.personId, role: 'manager', source: 'given', organisation_id: hall.venue.organisationId, venue_id: null });
    const id = await book();
    await give(id, { stars: 3 });
    expect((await mailsOfBooking(office.db, id)).map(({ template }) => template)).to.not.include('poor-feedback');
    await give(id, { stars: 1, text: 'De deur ging niet open.' });
    await give(id, { stars: 2, text: 'De deur ging niet open.' });
    await office.deliver(AFTER);
    const mails = await office.mailsTo((await office.db('persons').where({ id: manager.personId }).first<{ email: string }>('email')).email);
    expect(mails.map(({ subject }) => subject)).to.have.length(1);
    expect(mails[0]?.text).to.contain('2 sterren').and.contain('De deur ging niet open.').and.contain('/beheer/feedback?status=open#feedback-');
  });
});
