import { expect } from 'chai';
import { createTransport, type Transporter } from 'nodemailer';
import { startMailCatcher, type MailCatcher } from '../../sandbox/mail/start.ts';

interface Message {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; bytes: number; href: string }[];
}

describe('mail catcher', () => {
  let catcher: MailCatcher;
  let sender: Transporter;

  const send = (more: object = {}): Promise<unknown> =>
    sender.sendMail({ from: 'Openzaal <zalen@leuven.example>', to: 'els@example.com', subject: 'Uw reservatie', text: 'Bekijk ze op http://127.0.0.1:3000/b/1.', ...more });
  const messages = async (query = ''): Promise<Message[]> => (await (await fetch(`${catcher.url}/api/messages${query}`)).json()).items;
  const page = async (path: string): Promise<{ status: number; policy: string; text: string }> => {
    const answer = await fetch(catcher.url + path);
    return { status: answer.status, policy: answer.headers.get('content-security-policy') ?? '', text: await answer.text() };
  };
  const faults = (body: unknown): Promise<Response> =>
    fetch(`${catcher.url}/sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  beforeEach(async () => {
    catcher = await startMailCatcher({ smtpPort: 0, webPort: 0 });
    sender = createTransport(catcher.smtpUrl);
  });
  afterEach(async () => {
    sender.close();
    await catcher.stop();
  });

  it('keeps what is sent, with its text, its markup, its headers and its attachments', async () => {
    await send({
      html: '<p>Tot <b>vrijdag</b></p>',
      headers: { 'X-Openzaal-Kind': 'confirmed' },
      attachments: [{ filename: 'reservatie.ics', content: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }],
    });
    const [mail] = await messages();
    expect(mail).to.deep.include({ from: 'zalen@leuven.example', to: ['els@example.com'], subject: 'Uw reservatie', html: '<p>Tot <b>vrijdag</b></p>' });
    expect(mail?.text.trim()).to.equal('Bekijk ze op http://127.0.0.1:3000/b/1.');
    expect(mail?.headers['x-openzaal-kind']).to.equal('confirmed');
    const [attachment] = mail!.attachments;
    expect(attachment).to.include({ filename: 'reservatie.ics', contentType: 'text/calendar', bytes: 15 });
    expect(await (await fetch(catcher.url + attachment!.href)).text()).to.equal('BEGIN:VCALENDAR');
  });

  it('finds the mails to one address, blind copies included, newest first', async () => {
    await send({ subject: 'een' });
    await send({ subject: 'twee', to: 'jan@example.com', bcc: 'Els@Example.com' });
    await send({ subject: 'drie', to: 'jan@example.com' });
    expect((await messages('?to=els@example.com')).map(({ subject }) => subject)).to.deep.equal(['twee', 'een']);
    expect(await messages('?to=nobody@example.com')).to.deep.equal([]);
    await fetch(`${catcher.url}/api/messages`, { method: 'DELETE' });
    expect(await messages()).to.deep.equal([]);
  });

  it('shows a mail on a Dutch page, its links followable and its markup shut in', async () => {
    await send({ subject: '<i>Zaal</i> & co', html: '<script>steal()</script><a href="http://127.0.0.1:3000/b/1">zaal</a>' });
    const [mail] = await messages();
    const list = await page('/');
    expect(list.text).to.contain('lang="nl"').and.contain('&lt;i&gt;Zaal&lt;/i&gt; &amp; co').and.contain('niet verstuurd');
    const shown = await page(`/messages/${mail!.id}`);
    expect(shown.text).to.contain('<a href="http://127.0.0.1:3000/b/1">http://127.0.0.1:3000/b/1</a>.');
    expect(shown.text).to.not.contain('steal()');
    expect(shown.policy).to.contain("default-src 'none'").and.contain("frame-src 'self'");
    expect(shown.text).to.match(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const markup = await page(`/messages/${mail!.id}/html`);
    expect(markup.policy).to.contain("default-src 'none'").and.contain('sandbox allow-popups').and.not.contain('allow-scripts');
    expect((await page('/messages/unknown')).status).to.equal(404);
    expect((await page('/messages/unknown/html')).status).to.equal(404);
    expect((await page(`/messages/${mail!.id}/attachments/0`)).status).to.equal(404);
  });

  it('refuses the next mails for now, as many as asked', async () => {
    expect((await faults({ refuseNext: 2 })).status).to.equal(200);
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await send().then(() => undefined, (reason: { responseCode?: number }) => reason);
      expect(error?.responseCode).to.equal(451);
    }
    await send();
    expect(await messages()).to.have.length(1);
    for (const wrong of [{ refuseNext: -1 }, { refuseNext: 'all' }, { fire: 1 }]) expect((await faults(wrong)).status).to.equal(422);
  });

  it('refuses a mail that is too large and takes any password', async () => {
    const error = await send({ text: 'x'.repeat(1_200_000) }).then(() => undefined, (reason: { responseCode?: number }) => reason);
    expect(error?.responseCode).to.equal(552);
    const known = createTransport({ host: '127.0.0.1', port: catcher.smtpPort, auth: { user: 'u', pass: 'p' } });
    await known.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' });
    known.close();
    expect(await messages()).to.have.length(1);
  });

  it('keeps the last five hundred', async () => {
    const pool = createTransport({ host: '127.0.0.1', port: catcher.smtpPort, pool: true, maxMessages: Infinity, maxConnections: 4 });
    await Promise.all(Array.from({ length: 504 }, (_, index) => pool.sendMail({ from: 'a@example.com', to: `n${index}@example.com`, subject: 's', text: 't' })));
    pool.close();
    expect(await messages()).to.have.length(500);
  });

  it('stops with a sender connected, may be stopped twice and names a busy port', async () => {
    const pool = createTransport({ host: '127.0.0.1', port: catcher.smtpPort, pool: true });
    await pool.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' });
    for (const ports of [{ smtpPort: catcher.smtpPort, webPort: 0 }, { smtpPort: 0, webPort: catcher.webPort }]) {
      const error = await startMailCatcher(ports).then(() => undefined, (reason: Error) => reason);
      expect(error?.message).to.contain(String(ports.smtpPort || ports.webPort));
    }
    await catcher.stop();
    await catcher.stop();
    pool.close();
  });
});
