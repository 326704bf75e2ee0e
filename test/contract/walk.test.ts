import { expect } from 'chai';
import { mintInvitationToken } from '../../src/identity/invite-member.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { newId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { asking, inDays, newKey, span, useWholeServer, type Reply } from './whole-server.ts';

const changing = ({ headers }: Reply): Record<string, string> => ({ 'If-Match': headers.get('etag')! });

describe('the whole contract over HTTP, each answer checked against the document', () => {
  const whole = useWholeServer(useDatabase());
  const { free, paid, decided, book, visitor, loggedIn } = whole;
  const { anonymous, resident, manager, agent } = whole.people;

  it('finds halls and says when they are free, why not, and what they cost', async () => {
    for (const path of [
      '/v1/halls?limit=1', '/v1/venues', `/v1/halls/${free.slug}`, `/v1/halls/${free.id}/availability?from=2026-12-01&until=2026-12-05`,
      `/v1/halls/${free.slug}/stay?from=${inDays(2).toISOString()}&to=${inDays(2, 2).toISOString()}&persons=500`,
    ]) {
      const reply = await anonymous('GET', path);
      expect(reply.status, `${path}: ${reply.text}`).to.equal(200);
    }
    const quote = await anonymous('POST', `/v1/halls/${paid.slug}/quote`, { period: span(inDays(3)), attendance: 5 });
    expect([quote.status, quote.body['totalCents']]).to.deep.equal([200, 5_000]);
  });

  it('books a free hall, and shows the way in and the code to its booker alone', async () => {
    const placed = await book(free, inDays(0, 2));
    expect(placed.body).to.include({ status: 'confirmed', totalCents: 0 });
    const booking = placed.headers.get('location')!;
    expect((await resident('GET', booking)).body['code']).to.equal(placed.body['code']);
    expect((await resident('GET', '/v1/bookings')).body['items']).to.have.length(1);
    expect((await resident('GET', `${booking}/calendar.ics`)).text).to.match(/^BEGIN:VCALENDAR/);
    expect((await resident('GET', `${booking}/door`)).text).not.to.match(/"code"/);
    const code = await resident('POST', `${booking}/door/code`);
    expect(code.body['code'], code.text).to.match(/^[1-9]{6}$/);
    expect(code.headers.get('cache-control')).to.equal('no-store');
    for (const path of ['', '/door', '/payments', '/calendar.ics', '/cancellation']) {
      expect((await agent('GET', `/v1/bookings/000-000${path}`)).status).to.equal(404);
      expect((await (await loggedIn((await aPerson(whole.db)).personId))('GET', booking + path)).status, path).to.equal(404);
      expect((await anonymous('GET', booking + path)).status).to.equal(401);
    }
  });

  it('lets somebody else open the door, mails them again, withdraws them, gives another code, and has one read aloud', async () => {
    const booking = (await book(free, inDays(0, 5))).headers.get('location')!;
    const named = await resident('POST', `${booking}/openers`, { name: 'An Peeters', email: 'an@voorbeeld.be' }, newKey());
    expect([named.status, named.body['name']], named.text).to.deep.equal([201, 'An Peeters']);
    const opener = `${booking}/openers/${String(named.body['id'])}`;
    expect((await resident('POST', `${opener}/mail`)).status, 'the first is on its way').to.equal(409);
    await whole.db('mails').where({ opener_id: named.body['id'] }).update({ status: 'sent' });
    expect((await resident('POST', `${opener}/mail`)).status).to.equal(204);
    expect((await resident('POST', `${booking}/door/new-code`)).body).to.include({ type: 'urn:problem-type:openzaal:no-new-code-needed' });
    await whole.db.raw('INSERT INTO code_reveals (grant_id, opener_id) SELECT g.id, o.id FROM grants g JOIN openers o USING (booking_id) WHERE o.id = ?', [named.body['id'] as string]);
    expect((await resident('DELETE', opener)).status).to.equal(204);
    const { body } = await resident('GET', `${booking}/openers`);
    expect(body).to.include({ codeKnownOutside: true });
    expect((body['items'] as object[])[0]).to.include.keys('withdrawnAt', 'sawCodeAt');
    expect((await resident('POST', `${booking}/door/new-code`)).status).to.equal(204);
    const aloud = { check: 'call-back', reason: 'Belt vanaf de deur' };
    const read = await agent('POST', `${booking}/door/read-aloud`, aloud);
    expect([read.headers.get('cache-control'), read.body['code']], read.text).to.deep.equal(['no-store', (await resident('POST', `${booking}/door/code`)).body['code']]);
    expect((await resident('POST', `${booking}/door/read-aloud`, aloud)).status).to.equal(403);
    expect((await agent('GET', `${booking}/openers`)).status).to.equal(404);
    expect((await agent('POST', `${booking}/door/reissue`, { reason: 'Hing op het prikbord' })).status).to.equal(204);
    expect((await agent('POST', `${booking}/door/repair`, { reason: 'Code werkt niet' })).status).to.equal(204);
    const help = await agent('GET', `${booking}/door/acts`);
    expect((help.body['acts'] as { action: string }[]).map(({ action }) => action), help.text).to.deep.equal(['repair-door', 'reissue-code']);
    const { id: lockId } = (help.body['locks'] as { id: string }[])[0]!;
    await whole.db('locks').where({ id: lockId }).update({ gateway_status: 'online', info: JSON.stringify({ capabilities: { slots: 100, windows: true, clock: true, battery: true } }) });
    const windows = whole.db.raw("tstzmultirange(tstzrange(now() - interval '5 minutes', now() + interval '3 hours'))");
    expect((await agent('POST', `${booking}/door/unlock`, { lockId, reason: 'Staat voor de deur' })).body).to.include({ type: 'urn:problem-type:openzaal:door-window-closed' });
    await whole.db('grants').whereIn('booking_id', whole.db('openers').where({ id: named.body['id'] }).select('booking_id')).update({ windows });
    const unlocked = await agent('POST', `${booking}/door/unlock`, { lockId, reason: 'Staat voor de deur' });
    expect(unlocked.status, unlocked.text).to.equal(204);
  });

  it('refuses what is taken with every reason, and with stays that can be had', async () => {
    const start = inDays(10);
    await book(free, start);
    const { status, body } = await resident('POST', '/v1/bookings', { ...asking(free, start), attendance: 500 }, { ...newKey(), 'Accept-Language': 'en' });
    expect(status).to.equal(409);
    expect(body).to.include({ type: 'urn:problem-type:openzaal:stay-refused' });
    expect((body['issues'] as { code: string; field: string }[]).map(({ code, field }) => `${code} ${field}`)).to.deep.equal(['taken body/period/start', 'over-capacity body/attendance']);
    expect((body['alternatives'] as unknown[] | undefined)).to.be.an('array');
  });

  it('holds a hall that is to be paid, opens one checkout however often it is asked, and shows the payment', async () => {
    const { body, headers } = await book(paid, inDays(5));
    expect(body).to.include({ status: 'held', totalCents: 5_000 });
    const booking = headers.get('location')!;
    const [first, second] = [await resident('POST', `${booking}/payments`, undefined, newKey()), await resident('POST', `${booking}/payments`, undefined, newKey())];
    expect(first.status, first.text).to.equal(201);
    expect(second.body).to.deep.equal(first.body);
    expect((await resident('GET', `${booking}/payments`)).body).to.deep.include({ paidCents: 0, refundedCents: 0 });
  });

  it('lets a manager approve, decline and be too late, each seeing the version that there is', async () => {
    const [wanted, unwanted] = [await book(decided, inDays(6)), await book(decided, inDays(7))];
    expect(((await manager('GET', '/v1/bookings-to-decide')).body['items'] as unknown[])).to.have.length(2);
    expect((await resident('GET', '/v1/bookings-to-decide')).status).to.equal(403);
    const approval = `${wanted.headers.get('location')!}/approval`;
    expect((await manager('POST', approval)).status).to.equal(428);
    expect((await manager('POST', approval, undefined, { 'If-Match': '"9"' })).status).to.equal(412);
    const approved = await manager('POST', approval, undefined, changing(wanted));
    expect([approved.status, approved.body['status']], approved.text).to.deep.equal([200, 'confirmed']);
    expect((await manager('POST', approval, undefined, changing(approved))).status).to.equal(409);
    const declined = await manager('POST', `${unwanted.headers.get('location')!}/decline`, { reason: 'Er is onderhoud.' }, changing(unwanted));
    expect(declined.body).to.include({ status: 'declined', decisionReason: 'Er is onderhoud.' });
  });

  it('says what cancelling gives back, and cancels', async () => {
    const placed = await book(free, inDays(20));
    const cancellation = `${placed.headers.get('location')!}/cancellation`;
    expect((await resident('GET', cancellation)).body).to.include({ refundPercent: 100, refundCents: 0 });
    const cancelled = await resident('POST', cancellation, { reason: 'Ziek' }, changing(placed));
    expect([cancelled.status, cancelled.body['status']], cancelled.text).to.deep.equal([200, 'cancelled']);
    expect((await resident('GET', cancellation)).status).to.equal(409);
  });

  it('says what moving would change and what can be had instead, and moves', async () => {
    const [placed, other] = [await book(free, inDays(22)), await book(free, inDays(23))];
    const moving = `${placed.headers.get('location')!}/move`;
    const [taken, open] = [span(inDays(23)), span(inDays(24))];
    const looked = await resident('GET', `${moving}?from=${taken.start}&to=${taken.end}&persons=500`);
    expect(looked.body, looked.text).to.include({ possible: false });
    expect((looked.body['issues'] as { code: string }[]).map(({ code }) => code)).to.deep.equal(['taken', 'over-capacity']);
    expect((await resident('GET', `${moving}?from=${open.start}&to=${open.end}`)).body).to.deep.include({ possible: true, status: 'confirmed', refundCents: 0, dropped: [] });
    const wish = { hallId: free.id, period: open, layout: free.layouts[0]!.kind, attendance: 5, activity: 'Quiz' };
    expect((await resident('POST', moving, wish)).status).to.equal(428);
    const refused = await resident('POST', moving, { ...wish, period: taken }, changing(placed));
    expect([refused.status, refused.body['alternatives']], refused.text).to.satisfy(([status, instead]: [number, unknown]) => status === 409 && Array.isArray(instead));
    const moved = await resident('POST', moving, wish, changing(placed));
    expect(moved.body, moved.text).to.deep.include({ status: 'confirmed', version: 2, activity: 'Quiz' });
    expect((await resident('POST', moving, wish, changing(placed))).status).to.equal(412);
    expect((await (await loggedIn((await aPerson(whole.db)).personId))('POST', `${other.headers.get('location')!}/move`, wish, changing(other))).status).to.equal(404);
  });

  it('takes feedback once a booking is over, and lets a manager handle it', async () => {
    const booking = (await book(free, inDays(21))).headers.get('location')!;
    const feedback = `${booking}/feedback`;
    expect((await resident('PUT', feedback, { stars: 2 })).body).to.include({ type: 'urn:problem-type:openzaal:feedback-too-early' });
    expect((await resident('GET', feedback)).status).to.equal(404);
    const over = `[${inDays(-1).toISOString()},${inDays(-1, 2).toISOString()})`;
    await whole.db('bookings').where({ code: booking.split('/').at(-1)! }).update({ period: over });
    expect((await agent('PUT', feedback, { stars: 2 })).status).to.equal(404);
    const given = await resident('PUT', feedback, { stars: 2, category: 'noise', text: 'Er werd geboord.' });
    expect(given.body, given.text).to.include({ stars: 2, category: 'noise', photoCount: 0, version: 1 });
    expect((await manager('GET', feedback)).body).to.include({ text: 'Er werd geboord.' });
    expect((await manager('GET', '/v1/feedback?state=open&stars=2&limit=1')).body['items']).to.have.length(1);
    expect((await resident('GET', '/v1/feedback')).status).to.equal(403);
    const handled = await manager('POST', `${feedback}/handling`, { note: 'De werken zijn klaar.' }, changing(given));
    expect(handled.body, handled.text).to.include({ note: 'De werken zijn klaar.', version: 2 });
    expect((await resident('GET', feedback)).body).to.include({ note: 'De werken zijn klaar.' });
  });

  it('shows staff what was mailed about a booking, and sends it again', async () => {
    const placed = await book(free, inDays(26));
    const mails = `${placed.headers.get('location')!}/mails`;
    const list = await agent('GET', mails);
    const [mail] = list.body['items'] as [{ id: string; template: string; status: string }];
    expect([mail.template, mail.status], list.text).to.deep.equal(['booking-confirmed', 'waiting']);
    expect((await resident('GET', mails)).status).to.equal(403);
    expect((await agent('POST', mails, { mailId: mail.id }, newKey())).status, 'on its way').to.equal(409);
    await whole.db('mails').where({ id: mail.id }).update({ status: 'sent', sent_at: new Date() });
    const again = await manager('POST', mails, { mailId: mail.id }, newKey());
    expect([again.status, again.body['resentOf']], again.text).to.deep.equal([201, mail.id]);
    expect((await agent('POST', mails, { mailId: '0198c1f0-6f0a-7d2e-9d4f-2f6f6d8f3c11' }, newKey())).status).to.equal(404);
  });

  it('closes halls around the bookings in the way, and opens them again', async () => {
    const start = inDays(30);
    const inTheWay = await book(paid, start);
    const closing = { hallIds: [paid.id], period: span(start, 1_440), reason: { nl: 'Schilderwerken' } };
    const looked = await manager('POST', '/v1/closures/preview', { hallIds: closing.hallIds, period: closing.period });
    expect((looked.body['inTheWay'] as { id: string }[]).map(({ id }) => id), looked.text).to.deep.equal([inTheWay.body['id']]);
    expect((await resident('POST', '/v1/closures/preview', { hallIds: closing.hallIds, period: closing.period })).status).to.equal(403);
    const closed = await manager('POST', '/v1/closures', closing, newKey());
    expect(closed.body['inTheWay'], closed.text).to.deep.equal([inTheWay.body['id']]);
    const list = await manager('GET', `/v1/closures?from=${span(start).start.slice(0, 10)}`);
    expect(list.body['items'], list.text).to.have.length(1);
    const closure = `/v1/closures/${String(closed.body['id'])}`;
    expect([(await manager('DELETE', closure)).status, (await manager('DELETE', closure)).status]).to.deep.equal([204, 404]);
  });

  it('changes what is told of a hall for its manager, who saw the version that there is', async () => {
    const path = `/v1/halls/${free.slug}`;
    const seen = await anonymous('GET', path);
    expect((await manager('PATCH', path, { areaM2: 81 })).status).to.equal(428);
    expect((await resident('PATCH', path, { areaM2: 81 }, changing(seen))).status).to.equal(403);
    expect((await manager('PATCH', path, {}, changing(seen))).status).to.equal(400);
    const wrong = await manager('PATCH', path, { shortestMinutes: 600, longestMinutes: 60 }, changing(seen));
    expect([wrong.status, (wrong.body['issues'] as { field: string }[])[0]!.field]).to.deep.equal([400, 'body/longestMinutes']);
    const changed = await manager('PATCH', path, { areaM2: 81, quotaBookings: 3, features: ['wifi', 'stage'] }, changing(seen));
    expect([changed.status, changed.body['areaM2'], changed.body['quotaBookings']], changed.text).to.deep.equal([200, 81, 3]);
    expect((await manager('PATCH', path, { quotaBookings: null }, changing(seen))).status, 'from an old screen').to.equal(412);
    expect((await manager('PATCH', path, { quotaBookings: null }, changing(changed))).body).not.to.have.property('quotaBookings');
  });

  it('shows the opening hours of a hall to its manager, and changes them for who saw what they are', async () => {
    const path = `/v1/halls/${free.slug}/schedule`;
    const seen = await manager('GET', path);
    expect(seen.body['halls'], seen.text).to.be.an('array').that.is.not.empty;
    expect((await resident('GET', path)).status).to.equal(403);
    const other = { for: 'this-hall', openOnHolidays: true, weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })), exceptions: [] };
    expect((await manager('PUT', path, other)).status).to.equal(428);
    expect((await manager('PUT', path, other, { 'If-Match': '"99"' })).status).to.equal(412);
    const wrong = await manager('PUT', path, { ...other, weekly: [{ weekday: 1, opens: '12:00', closes: '09:00' }] }, changing(seen));
    expect([wrong.status, (wrong.body['issues'] as { field: string }[])[0]!.field]).to.deep.equal([400, 'body/weekly/0/closes']);
    const changed = await manager('PUT', path, other, changing(seen));
    expect([changed.status, changed.body['halls']], changed.text).to.deep.equal([200, [{ id: free.id, slug: free.slug, name: free.name }]]);
    expect((await manager('PUT', path, other, changing(seen))).status, 'from an old screen').to.equal(412);
  });

  it('makes an organisation, its first representative and its members, and lets them act for it', async () => {
    const made = await agent('POST', '/v1/organisations', { kind: 'association', name: 'Harmonie De Leiezonen' }, newKey());
    expect(made.status, made.text).to.equal(201);
    const organisation = made.headers.get('location')!;
    const [ans, bo] = [await aPerson(whole.db), await aPerson(whole.db)];
    await whole.db('persons').where({ id: ans.personId }).update({ email: 'an@leiezonen.example', subject: 'an-logged-in' });
    const an = await loggedIn(ans.personId);
    const confirmed = await agent('POST', `${organisation}/representatives`, { email: 'an@leiezonen.example' }, newKey());
    expect(confirmed.body['role'], confirmed.text).to.equal('representative');
    expect((await an('GET', organisation)).body['name']).to.equal('Harmonie De Leiezonen');

    const invited = await an('POST', `${organisation}/invitations`, { email: 'bo@leiezonen.example', role: 'member' }, newKey());
    expect(invited.status, invited.text).to.equal(201);
    const token = await transact(whole.db, (tx) => mintInvitationToken(tx, String(invited.body['id']), new Date()));
    const accepted = await (await loggedIn(bo.personId))('POST', '/v1/invitations/acceptance', { token });
    expect(accepted.body['id'], accepted.text).to.equal(made.body['id']);
    expect((await an('GET', `${organisation}/members`)).body['items']).to.have.length(2);

    const acting = await an('PUT', '/v1/me/acting-for', { organisationId: made.body['id'] });
    expect(acting.body, acting.text).to.include({ bookerKind: 'association' });
    const cookie = acting.headers.get('set-cookie')!.split(';')[0]!;
    expect((await visitor(cookie)('GET', '/v1/me')).body).to.nested.include({ 'actingFor.id': made.body['id'] });
    expect((await an('GET', '/v1/me')).status, 'the session from before is void').to.equal(401);

    const again = visitor(cookie);
    expect((await again('DELETE', `${organisation}/members/${bo.personId}`)).status).to.equal(204);
    expect((await again('DELETE', `${organisation}/members/${ans.personId}`)).status).to.equal(409);
  });

  it('lets an administrator see, give and take roles within what they administer', async () => {
    const { organisationId } = free.venue;
    const [ria, jo] = [await aPerson(whole.db), await aPerson(whole.db)];
    await whole.db('persons').where({ id: jo.personId }).update({ email: 'jo@leuven.example', subject: 'jo-logged-in' });
    await whole.db('staff_roles').insert({ person_id: ria.personId, role: 'administrator', source: 'given', organisation_id: organisationId, venue_id: null });
    const administrator = await loggedIn(ria.personId);
    const asked = { email: 'jo@leuven.example', role: 'finance', organisationId, venueId: free.venue.id, lastDay: inDays(9).toISOString().slice(0, 10) };
    expect((await manager('POST', '/v1/roles', asked, newKey())).status).to.equal(403);
    const given = await administrator('POST', '/v1/roles', asked, newKey());
    expect([given.status, given.body['name']], given.text).to.deep.equal([201, jo.name]);
    expect((await administrator('POST', '/v1/roles', { ...asked, email: 'niemand@leuven.example' }, newKey())).status).to.equal(400);
    const list = await administrator('GET', '/v1/roles?limit=1');
    expect(list.body['next'], list.text).to.be.a('string');
    const role = `/v1/roles/${String(given.body['id'])}`;
    expect([(await administrator('DELETE', role)).status, (await administrator('DELETE', role)).status]).to.deep.equal([204, 404]);
  });

  it('gives somebody all that we know of them, and who of the staff looked', async () => {
    const placed = await book(free, inDays(25));
    await agent('GET', placed.headers.get('location')!);
    const data = await resident('GET', '/v1/me/data');
    expect(Object.keys(data.body['sections'] as object), data.text).to.include.members(['profile', 'bookings', 'payments', 'mails', 'readByStaff']);
    const reads = await resident('GET', '/v1/me/data-reads?limit=1');
    expect((reads.body['items'] as object[])[0], reads.text).to.include({ action: 'read', role: 'agent', booking: placed.body['code'] });
    expect((await anonymous('GET', '/v1/me/data')).status).to.equal(401);
  });

  it('shows staff of a venue who has its halls and what a day asks of them, a page at a time, and nobody else', async () => {
    const day = inDays(12);
    const local = localDate(day);
    const { body: booking } = await book(free, day);
    await book(decided, day);
    const occupancy = await manager('GET', `/v1/occupancy?from=${local}&until=${addDays(local, 2)}&limit=2`);
    expect((occupancy.body['items'] as unknown[]).length, occupancy.text).to.equal(2);
    const rest = await manager('GET', new URL(String(occupancy.body['next']), 'http://localhost:3000').toString());
    expect([rest.status, (rest.body['items'] as unknown[]).length, rest.body['next']], rest.text).to.deep.equal([200, 1, undefined]);
    expect(occupancy.text + rest.text).to.contain(String(booking['id']));
    const first = await manager('GET', `/v1/day?day=${local}&limit=1`);
    expect([first.status, (first.body['items'] as unknown[]).length], first.text).to.deep.equal([200, 1]);
    const second = await manager('GET', String(first.body['next']));
    expect(second.status, second.text).to.equal(200);
    for (const path of [`/v1/occupancy?from=${local}&until=${addDays(local, 40)}`, '/v1/occupancy?cursor=xyz', '/v1/day?day=2027-02-30', `/v1/occupancy?from=${local}&until=${local}`]) {
      expect((await manager('GET', path)).status, path).to.equal(400);
    }
    for (const path of ['/v1/occupancy', '/v1/day']) {
      expect((await anonymous('GET', path)).status).to.equal(401);
      for (const one of [resident, agent]) expect((await one('GET', path)).status).to.equal(403);
    }
  });

  it('makes, shows, renews and ends an address for one’s calendar', async () => {
    const made = await resident('PUT', '/v1/me/calendar-feeds/own');
    expect(made.body['url'], made.text).to.match(/\/agenda\/[\w-]{43}\.ics$/);
    expect(made.body['subscribeUrl']).to.match(/^webcal:/);
    expect((await resident('PUT', '/v1/me/calendar-feeds/own')).body['url']).to.not.equal(made.body['url']);
    expect((await resident('GET', '/v1/me/calendar-feeds')).body['items']).to.have.length(1);
    expect((await resident('PUT', `/v1/me/calendar-feeds/${newId()}`)).status).to.equal(403);
    expect((await resident('DELETE', '/v1/me/calendar-feeds/own')).status).to.equal(204);
    expect((await resident('DELETE', '/v1/me/calendar-feeds/own')).status).to.equal(404);
    expect((await anonymous('PUT', '/v1/me/calendar-feeds/own')).status).to.equal(401);
  });

  it('keeps halls at hand for whoever logged in, and counts what choices would leave for everybody', async () => {
    const saved = '/v1/me/saved-halls';
    expect((await resident('PUT', `${saved}/${free.id}`)).status).to.equal(204);
    expect((await resident('PUT', `${saved}/${newId()}`)).status).to.equal(404);
    const { body, text } = await resident('GET', saved);
    expect((body['items'] as { hall: { slug: string } }[]).map(({ hall }) => hall.slug), text).to.deep.equal([free.slug]);
    expect((await agent('GET', saved)).body['items']).to.deep.equal([]);
    expect((await resident('DELETE', `${saved}/${free.id}`)).status).to.equal(204);
    for (const [method, path] of [['GET', saved], ['PUT', `${saved}/${free.id}`], ['DELETE', `${saved}/${free.id}`]] as const) expect((await anonymous(method, path)).status).to.equal(401);
    const counted = await anonymous('GET', `/v1/halls?facets=true&type=meeting&venue=${free.venue.id}`);
    expect([counted.status, Object.keys(counted.body['facets'] as object)], counted.text).to.deep.equal([200, ['types', 'layouts', 'neighbourhoods', 'directorates', 'venues', 'features', 'accessibility', 'instant']]);
  });

  it('lets an agent find and enter a caller, hold a hall, agree on it, mail a link to pay, and merge who was entered twice', async () => {
    const entered = await agent('POST', '/v1/persons', { givenName: 'Lea', familyName: 'Vandamme', phone: '0477 12 34 56', email: 'lea@example.com' }, newKey());
    expect(entered.body, entered.text).to.include({ phone: '+32477123456', hasLoggedIn: false, version: 1 });
    const person = entered.headers.get('location')!;
    const corrected = await agent('PUT', person, { givenName: 'Lea', familyName: 'Van Damme', email: 'lea@example.com' }, changing(entered));
    expect((await agent('GET', person)).body).to.deep.equal(corrected.body);
    expect((await agent('PUT', person, { givenName: 'Lea', familyName: 'X', email: 'lea@example.com' }, changing(entered))).status).to.equal(412);
    expect((await agent('POST', '/v1/persons', { givenName: 'Lea', familyName: 'X' }, newKey())).status).to.equal(400);
    expect(JSON.stringify((await agent('GET', '/v1/callers?q=lea+vandame')).body['persons'])).to.contain('Van Damme');

    const caller = { personId: String(entered.body['id']), bookerKind: 'resident', reason: 'Geen internet' };
    const { hallId, period, layout, attendance, houseRulesId, cancellationTermsId } = asking(paid, inDays(40));
    const held = await agent('POST', '/v1/call-holds', { hallId, period, layout, attendance, caller }, newKey());
    expect([held.status, held.body['status']], held.text).to.deep.equal([201, 'held']);
    const code = String(held.body['code']);
    expect(JSON.stringify((await agent('GET', `/v1/callers?q=${code.replace('-', '').toLowerCase()}`)).body['bookings'])).to.contain(code);
    const booking = held.headers.get('location')!;
    expect((await agent('POST', `${booking}/pay-link`)).status, 'nothing was agreed yet').to.equal(409);
    const agreement = { activity: 'Babyborrel', layout, attendance, houseRulesId, cancellationTermsId, reason: 'Geen internet' };
    const agreed = await agent('POST', `${booking}/agreement`, agreement, changing(held));
    expect([agreed.status, agreed.body['activity']], agreed.text).to.deep.equal([200, 'Babyborrel']);
    const link = await agent('POST', `${booking}/pay-link`);
    expect(link.body, link.text).to.include({ recipient: 'lea@example.com' });
    expect(link.text, 'the secret is in the mail alone').not.to.contain('betalen');

    const again = await agent('POST', '/v1/persons', { givenName: 'Lea', familyName: 'Vandamme', phone: '0477 12 34 57' }, newKey());
    const merged = await agent('POST', `${person}/merge`, { from: again.body['id'], reason: 'zelfde stem' });
    expect(merged.status, merged.text).to.equal(200);
    for (const path of ['/v1/callers?q=lea', person]) {
      expect((await resident('GET', path)).status, path).to.equal(403);
      expect((await anonymous('GET', path)).status, path).to.equal(401);
    }
    expect((await resident('POST', '/v1/call-holds', { hallId, period, layout, attendance, caller }, newKey())).status).to.equal(403);
  });

  it('shows managers the alarms of their doors, lets them take one up and say that it is over', async () => {
    const { body: booking } = await book(free, inDays(31));
    const id = newId<'alarm'>();
    await whole.db('alarms').insert({ id, kind: 'tampered', booking_id: String(booking['id']), raised_at: new Date() });
    expect((await manager('GET', '/v1/alarms')).text).to.contain(id);
    expect((await manager('POST', `/v1/alarms/${id}/taking-up`)).status).to.equal(200);
    expect((await manager('POST', `/v1/alarms/${id}/settlement`)).status).to.equal(200);
    expect((await resident('GET', '/v1/alarms')).status).to.equal(403);
  });

  it('shows who has the watch, and lets managers change that', async () => {
    const path = `/v1/rota?organisationId=${free.venue.organisationId}&venueId=${free.venue.id}`;
    const seen = await manager('GET', path);
    const rota = { watchers: [{ name: 'Nachtwacht', email: 'wacht@firma.be', phone: '016 27 20 00' }], turns: [{ watcher: 0, weekdays: [5, 6], from: '22:00', until: '06:00' }], replacements: [] };
    const changed = await manager('PUT', path, rota, changing(seen));
    expect([changed.status, changed.body['version']]).to.deep.equal([200, 1]);
    expect((await manager('PUT', path, { ...rota, turns: [{ ...rota.turns[0], until: '22:00' }] }, changing(changed))).status).to.equal(400);
  });

  it('shows managers their locks, one of them, and what happened there', async () => {
    const { rows: [{ id }] } = await whole.db.raw<{ rows: [{ id: string }] }>(`INSERT INTO locks (id, venue_id, name, gateway, lock_name)
      SELECT gen_random_uuid(), venue_id, '{"nl":"Wandeldeur"}', 'wandeling', 'deur' FROM halls WHERE id = ? RETURNING id`, [free.id]);
    await whole.db('door_events').insert({ lock_id: id, id: 'e', kind: 'door', details: '{"open":true}', at: new Date() });
    expect((await manager('GET', '/v1/locks')).text).to.contain(id);
    expect((await manager('GET', `/v1/locks/${id}`)).body['reach']).to.equal('unheard');
    expect((await manager('PUT', `/v1/locks/${id}/spares`, { spares: 2 })).body).to.deep.equal({ asked: 2, ready: 0, why: 'unheard' });
    expect((await manager('PUT', `/v1/locks/${id}/spares`, { spares: 5 })).status).to.equal(400);
    expect((await manager('GET', `/v1/locks/${id}/moments`)).text).to.contain('"open":true');
    expect((await resident('GET', '/v1/locks')).status).to.equal(403);
  });

  it('has by now answered every operation of the contract', () => {
    expect(whole.contract.operations.map(({ id }) => id).filter((id) => !whole.answered.has(id))).to.deep.equal([]);
  });
});
