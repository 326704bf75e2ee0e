import { expect } from 'chai';
import { aJpeg, aPng, SECRET } from '../feedback/pictures.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite, type Answer } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages of feedback', function () {
  this.timeout(30_000);
  const site = useSite();
  let weeks = 2;

  /** A booking that was used yesterday: booked through the pages, and then put back in time. */
  async function usedBooking(token: string): Promise<string> {
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday((weeks += 1)), from: '19:00', to: '21:00' }, token), token);
    const code = location.split('?')[0]?.split('/').at(-1) ?? '';
    const yesterday = `[${new Date(Date.now() - 26 * 3_600_000).toISOString()},${new Date(Date.now() - 24 * 3_600_000).toISOString()})`;
    await site.db('bookings').where({ code }).update({ period: yesterday, status: 'confirmed', held_until: null });
    return code;
  }

  /** Sends a form with files as a browser does. */
  async function send(path: string, fields: Record<string, string>, files: readonly (readonly [string, Buffer])[], token: string): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const [name, bytes] of files) body.append('foto', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), name);
    const answer = await fetch(site.origin + path, { method: 'POST', body, redirect: 'manual', headers: { cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' } });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '', headers: answer.headers };
  }

  const photosIn = (text: string): string[] => [...text.matchAll(/src="(\/reservaties\/[^"]+\/foto\/[^"]+)"/g)].map(([, path]) => path ?? '');

  it('ask how it was once the booking is over, and keep stars, words and photos', async () => {
    const els = await site.tokenOf('els');
    const code = await usedBooking(els);
    expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('Zeg wat u ervan vond').and.contain(`/reservaties/${code}/feedback`);
    const sent = await send(`/reservaties/${code}/feedback`, { sterren: '2', waarover: 'heating', tekst: 'Het was <b>koud</b>.', versie: '0' }, [['kamer.jpg', aJpeg()], ['kast.png', aPng()]], els);
    expect([sent.status, sent.location]).to.deep.equal([303, `/reservaties/${code}?gelukt=feedback#feedback`]);
    const { text } = await site.get(`/reservaties/${code}`, els);
    expect(text).to.contain('2 sterren op 5').and.contain('Het was &lt;b>koud&lt;/b>.').and.contain('Verwarming');
    expect(photosIn(text)).to.have.length(2);
  });

  it('show a photo to its booker and the staff of the venue only, without where it was taken, and let nobody keep it', async () => {
    const [els, noor, an] = [await site.tokenOf('els'), await site.tokenOf('noor'), await site.tokenOf('an')];
    const code = await usedBooking(els);
    await send(`/reservaties/${code}/feedback`, { sterren: '4' }, [['a.jpg', aJpeg()]], els);
    const [path = ''] = photosIn((await site.get(`/reservaties/${code}`, els)).text);
    const photo = await site.get(path, els);
    expect([photo.status, photo.headers.get('content-type'), photo.headers.get('cache-control'), photo.headers.get('x-content-type-options')])
      .to.deep.equal([200, 'image/jpeg', 'no-store', 'nosniff']);
    expect(photo.text).to.not.contain(SECRET);
    expect((await site.get(path, noor, { accept: 'text/html' })).status).to.equal(404);
    expect((await site.get(path, undefined, { accept: 'text/html' })).status).to.equal(303);
    expect((await site.get(`/reservaties/${code}/feedback/foto/niets`, els)).status).to.equal(404);
    expect((await site.get('/beheer/feedback', noor)).status).to.equal(403);
    const agent = await site.get(`/reservaties/${code}`, await site.tokenOf('karim'));
    expect([agent.status, photosIn(agent.text)], 'the contact centre sees the booking alone').to.deep.equal([200, []]);
    expect((await site.get(path, an)).status, 'a manager of another venue').to.be.oneOf([200, 404]);
  });

  it('say at its field what is wrong, keep what was typed, and store nothing', async () => {
    const els = await site.tokenOf('els');
    const code = await usedBooking(els);
    const path = `/reservaties/${code}/feedback`;
    const wrong = await send(path, { tekst: 'Er was geen licht.' }, [['virus.jpg', Buffer.from('MZ not a picture')]], els);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Kies hoeveel sterren u geeft.').and.contain('“virus.jpg” is geen foto').and.contain('Er was geen licht.');
    expect((await send(path, { sterren: '3' }, [['groot.jpg', Buffer.alloc(5 * 1_024 * 1_024 + 10, 1)]], els)).text).to.contain('“groot.jpg” is te groot');
    expect((await send(path, { sterren: '3' }, Array.from({ length: 4 }, () => ['a.png', aPng()] as const), els)).text).to.contain('hoogstens 3 foto’s');
    expect((await send(path, { sterren: '9' }, [], els)).status).to.equal(422);
    expect((await send(path, { sterren: '3', tekst: 'x'.repeat(2_001) }, [], els)).status).to.equal(422);
    expect(await site.db('feedback').join('bookings', 'bookings.id', 'feedback.booking_id').where({ code })).to.deep.equal([]);
  });

  it('refuse what is no form, what is cut off, and what is far too large', async () => {
    const els = await site.tokenOf('els');
    const path = `/reservaties/${await usedBooking(els)}/feedback`;
    const raw = (body: BodyInit, type: string): Promise<Response> =>
      fetch(site.origin + path, { method: 'POST', body, headers: { cookie: `session=${els}`, 'sec-fetch-site': 'same-origin', 'content-type': type, accept: 'text/html' } });
    expect((await raw('x', 'text/plain')).status).to.equal(415);
    expect((await raw('x', 'multipart/form-data')).status).to.equal(400);
    expect((await raw('--b\r\nContent-Disposition: form-data; name="foto"; filename="a.jpg"\r\n\r\nhalf', 'multipart/form-data; boundary=b')).status).to.equal(400);
    const whole = '--b\r\nContent-Disposition: form-data; name="sterren"\r\n\r\n3\r\n--b\r\nContent-Disposition: form-data; name="foto"; filename="a.jpg"\r\n\r\nhalf\r\n--b--\r\n';
    for (let length = 0; length < whole.length - 4; length += 7) expect((await raw(whole.slice(0, length), 'multipart/form-data; boundary=b')).status, `${length}`).to.be.oneOf([400, 422]);
    expect((await raw(new Uint8Array(46 * 1_024 * 1_024), 'multipart/form-data; boundary=b')).status).to.equal(413);
  });

  it('are for whoever used the hall, not before its end, and not for staff', async () => {
    const [els, noor] = [await site.tokenOf('els'), await site.tokenOf('noor')];
    const code = await usedBooking(els);
    expect((await site.get(`/reservaties/${code}/feedback`, noor, { accept: 'text/html' })).status).to.equal(404);
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday((weeks += 1)), from: '19:00', to: '21:00' }, els), els);
    const ahead = location.split('?')[0] ?? '';
    expect((await site.get(ahead, els)).text).to.not.contain('Zeg wat u ervan vond');
    expect((await send(`${ahead}/feedback`, { sterren: '5' }, [], els)).status).to.equal(409);
  });

  it('let a booker change it, take a photo away, and warn when somebody else changed it meanwhile', async () => {
    const els = await site.tokenOf('els');
    const code = await usedBooking(els);
    const path = `/reservaties/${code}/feedback`;
    await send(path, { sterren: '2', versie: '0' }, [['a.png', aPng()]], els);
    const form = (await site.get(path, els)).text;
    const photo = /name="zonder" value="([^"]+)"/.exec(form)?.[1] ?? '';
    expect(form).to.match(/name="versie" value="1"/);
    expect((await send(path, { sterren: '4', tekst: 'Toch warm.', versie: '1', zonder: photo }, [], els)).status).to.equal(303);
    expect(photosIn((await site.get(`/reservaties/${code}`, els)).text)).to.deep.equal([]);
    const late = await send(path, { sterren: '1', tekst: 'Van een ander venster', versie: '1' }, [], els);
    expect(late.status).to.equal(409);
    expect(late.text).to.contain('Intussen is dit gewijzigd').and.contain('Van een ander venster');
  });

  it('give managers a list to filter, averages per hall, and a note that the booker reads', async () => {
    const els = await site.tokenOf('els');
    const code = await usedBooking(els);
    await send(`/reservaties/${code}/feedback`, { sterren: '1', tekst: 'De deur klemt.', waarover: 'access' }, [], els);
    const { venue } = (await site.db('bookings').join('halls', 'halls.id', 'hall_id').where({ code }).first<{ venue: string }>('venue_id as venue'));
    const an = await site.tokenOf('an');
    const manager = await site.db('persons').where({ given_name: 'An' }).first<{ id: string }>('id');
    const { organisation_id } = await site.db('venues').where({ id: venue }).first<{ organisation_id: string }>('organisation_id');
    await site.db('staff_roles').insert({ person_id: manager?.id, role: 'manager', source: 'given', organisation_id, venue_id: venue }).onConflict().ignore();
    const list = await site.get('/beheer/feedback?sterren=1', an);
    expect(list.text).to.contain('De deur klemt.').and.contain('Gemiddelde per zaal').and.contain(`feedback-${code}`);
    expect((await site.get('/beheer/feedback?sterren=5', an)).text).to.not.contain('De deur klemt.');
    expect((await site.get('/beheer/feedback?gebouw=x&zaal=x&status=x&sterren=x&vanaf=x', an)).status).to.equal(200);
    const version = new RegExp(`feedback-${code}.*?name="versie" value="(\\d+)"`, 's').exec(list.text)?.[1] ?? '';
    expect((await site.post(`/beheer/feedback/${code}`, { notitie: 'x'.repeat(1_001), versie: version }, an)).status).to.equal(422);
    expect((await site.post(`/beheer/feedback/${code}`, { notitie: 'Wij vijlden ze bij.', versie: '9' }, an)).text).to.contain('Wij vijlden ze bij.');
    expect((await site.post(`/beheer/feedback/${code}`, { notitie: 'Wij vijlden ze bij.', versie: version }, an)).status).to.equal(303);
    expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('Antwoord van de zaalbeheerder').and.contain('Wij vijlden ze bij.');
    expect((await site.get('/beheer/feedback?sterren=1&status=open', an)).text).to.not.contain('De deur klemt.');
    expect((await site.post(`/beheer/feedback/${code}`, { notitie: 'x', versie: '2' }, els)).status).to.equal(403);
  });
});
