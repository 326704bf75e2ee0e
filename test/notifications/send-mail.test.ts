import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { startWorker } from '../../src/platform/jobs.ts';
import { smtpMailer, type Mailer } from '../../src/platform/mail.ts';
import { acceptInvitation } from '../../src/identity/accept-invitation.ts';
import { confirmRepresentative } from '../../src/identity/confirm-representative.ts';
import { inviteMember } from '../../src/identity/invite-member.ts';
import { mailAlarm } from '../../src/notifications/alarm-mails.ts';
import { mailInvitation, mailRepresentativeConfirmed, mailRoleGiven } from '../../src/notifications/other-mails.ts';
import { queueMail, SEND_MAIL } from '../../src/notifications/queue-mail.ts';
import { sendMail, sendMailTask } from '../../src/notifications/send-mail.ts';
import { giveRole } from '../../src/identity/give-role.ts';
import { takeRole } from '../../src/identity/take-role.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { failedMails } from '../../src/notifications/views.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';
import { ORIGIN, usePostOffice } from './post-office.ts';

const NOW = new Date();
const FIRST = { number: 1, last: 12 };

describe('sending a mail', () => {
  const database = useDatabase();
  const office = usePostOffice(database, async (tx, event) => {
    if (event.type === 'member-invited') await mailInvitation(tx, event.invitationId);
    if (event.type === 'representative-confirmed') await mailRepresentativeConfirmed(tx, event);
    if (event.type === 'role-given') await mailRoleGiven(tx, event);
  });
  let agent: SignedIn;
  let association: { id: OrganisationId; name: string };

  before(async () => {
    association = await anAssociation(office.db);
    agent = await aPerson(office.db, { roles: [{ role: 'agent', organisationId: newId() }] });
  });

  let asked = 0;
  const anInvitation = async (email = `gast${(asked += 1)}@example.com`): Promise<{ mailId: string; email: string }> => {
    await transact(office.db, (tx) => inviteMember(tx, { organisationId: association.id, email, role: 'member' }, agent, NOW));
    const [mail] = await database.query<{ id: string }>('SELECT id FROM mails WHERE recipient = $1 ORDER BY created_at DESC', [email]);
    return { mailId: mail!.id, email };
  };
  const stateOf = async (mailId: string) =>
    (await database.query<{ status: string; attempts: number; last_error: string | null }>('SELECT status, attempts, last_error FROM mails WHERE id = $1', [mailId]))[0]!;
  const thrownBy = (work: Promise<unknown>): Promise<Error | undefined> => work.then(() => undefined, (error: Error) => error);

  it('puts the secret of an invitation into its mail and nowhere else; the link lets somebody in', async () => {
    const { email } = await anInvitation();
    await office.deliver();
    const [mail] = await office.mailsTo(email);
    const token = /\/organisaties\/uitnodiging\/([\w-]{43})/.exec(mail!.text)?.[1];
    expect(mail!.html).to.contain(`${ORIGIN}/organisaties/uitnodiging/${token}`);
    const kept = await database.query<{ all: string }>(`
      SELECT m::text AS all FROM mails m UNION ALL SELECT i::text FROM invitations i UNION ALL SELECT payload::text FROM graphile_worker._private_jobs UNION ALL SELECT a::text FROM audit a`);
    expect(kept.some(({ all }) => all.includes(token!))).to.equal(false);
    const guest = await aPerson(office.db);
    expect(await transact(office.db, (tx) => acceptInvitation(tx, token!, guest, NOW))).to.equal(association.id);
  });

  it('does not send an invitation that was replaced meanwhile', async () => {
    const { mailId, email } = await anInvitation();
    await anInvitation(email);
    await office.deliver();
    expect(await stateOf(mailId)).to.include({ status: 'no-longer-true' });
    expect(await office.mailsTo(email)).to.have.lengthOf(1);
  });

  it('tells somebody which role they were given, where and until when, and nothing of one that was taken meanwhile', async () => {
    const city = newId<'organisation'>();
    await office.db('organisations').insert({ id: city, kind: 'directorate', name: 'Stad Leuven' });
    const [ria, jo] = [await aPerson(office.db, { roles: [{ role: 'administrator', organisationId: city }] }), await aPerson(office.db)];
    await office.db('persons').where({ id: jo.personId }).update({ subject: jo.personId });
    await office.db('staff_roles').insert({ person_id: ria.personId, role: 'administrator', organisation_id: city, source: 'given' });
    const give = (role: 'finance' | 'reader', lastDay?: string) => transact(office.db, (tx) => giveRole(tx, { role, personId: jo.personId, organisationId: city, lastDay }, ria, NOW));
    await give('finance', addDays(localDate(NOW), 30));
    await transact(office.db, async (tx) => takeRole(tx, await give('reader'), ria, NOW));
    await office.deliver();
    const [{ email }] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [jo.personId]) as [{ email: string }];
    const mails = await office.mailsTo(email);
    expect(mails.map(({ subject }) => subject)).to.deep.equal(['U kreeg een rol in Openzaal: medewerker financiën']);
    expect(mails[0]!.text).to.contain('voor Stad Leuven, tot en met ').and.contain(`${ORIGIN}/mijn-gegevens`);
  });

  it('welcomes a new representative', async () => {
    const pieter = await aPerson(office.db);
    await transact(office.db, (tx) => confirmRepresentative(tx, { organisationId: association.id, personId: pieter.personId }, agent, NOW));
    await office.deliver();
    const [{ email }] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [pieter.personId]) as [{ email: string }];
    const [mail] = await office.mailsTo(email);
    expect(mail?.subject).to.equal(`U vertegenwoordigt ${association.name}`);
    expect(mail?.text).to.contain(`${ORIGIN}/organisaties`);
  });

  it('raises an alarm with the managers of the venue, as long as it lasts', async () => {
    const hall = aHall();
    await insertHalls(office.db, [hall]);
    const [lockId, alarmId, clearedId] = [newId(), newId(), newId()];
    await office.db('locks').insert({ id: lockId, venue_id: hall.venue.id, name: { nl: 'Zijdeur' }, gateway: 'tweebronnen', lock_name: `zijdeur-${asked}` });
    await office.db('alarms').insert([{ id: alarmId, kind: 'gateway-offline', lock_id: lockId, raised_at: NOW }, { id: clearedId, kind: 'failed', lock_id: lockId, raised_at: NOW, cleared_at: NOW }]);
    const manager = await aPerson(office.db);
    await office.db('staff_roles').insert({ person_id: manager.personId, role: 'manager', organisation_id: hall.venue.organisationId, venue_id: hall.venue.id, source: 'given' });
    for (const id of [alarmId, alarmId, clearedId]) await transact(office.db, (tx) => mailAlarm(tx, id, NOW));
    await office.deliver();
    const [{ email }] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [manager.personId]) as [{ email: string }];
    expect((await office.mailsTo(email)).map(({ subject }) => subject)).to.deep.equal([`De sturing van de sloten antwoordt niet (Zijdeur, ${hall.venue.name.nl})`]);
  });

  it('tries again when the server says later, and keeps what it said', async () => {
    const { mailId, email } = await anInvitation();
    await fetch(`${office.catcher.url}/sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"refuseNext":1}' });
    expect(await thrownBy(sendMail(office.services, mailId, FIRST, NOW))).to.be.instanceOf(Error);
    expect(await stateOf(mailId)).to.include({ status: 'waiting', attempts: 1 }).and.to.have.property('last_error').that.contains('Try again later');
    await sendMail(office.services, mailId, { number: 2, last: 12 }, NOW);
    expect(await stateOf(mailId)).to.deep.equal({ status: 'sent', attempts: 2, last_error: null });
    await sendMail(office.services, mailId, { number: 3, last: 12 }, NOW);
    expect(await office.mailsTo(email), 'once').to.have.lengthOf(1);
  });

  it('gives up visibly after the last attempt', async () => {
    const { mailId } = await anInvitation();
    const mailer = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'zalen@leuven.example' });
    await sendMail({ ...office.services, mailer }, mailId, { number: 12, last: 12 }, NOW);
    expect(await stateOf(mailId)).to.include({ status: 'failed', attempts: 12 });
    expect((await failedMails(office.db)).map(({ id }) => id)).to.include(mailId);
  });

  it('gives up at once when the server will never take it', async () => {
    const server = new SMTPServer({ disabledCommands: ['STARTTLS', 'AUTH'], onRcptTo: (_address, _session, done) => done(Object.assign(new Error('No such user'), { responseCode: 550 })) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const { mailId } = await anInvitation();
    await sendMail({ ...office.services, mailer: smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'zalen@leuven.example' }) }, mailId, FIRST, NOW);
    expect(await stateOf(mailId)).to.include({ status: 'failed', attempts: 1 }).and.to.have.property('last_error').that.contains('No such user');
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it('waits for no server that never answers', async function () {
    this.timeout(15_000);
    const sockets: Socket[] = [];
    const silent: Server = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const mailer = smtpMailer({ url: `smtp://127.0.0.1:${(silent.address() as { port: number }).port}`, from: 'zalen@leuven.example' });
    const { mailId } = await anInvitation();
    expect(await thrownBy(sendMail({ ...office.services, mailer }, mailId, FIRST, NOW))).to.be.instanceOf(Error).with.property('message').that.contains('Greeting never received');
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => silent.close(resolve));
  });

  it('reaches nobody but the one it is for, whatever an address or a subject contains', async () => {
    const mailer: Mailer = office.services.mailer;
    const mail = { id: newId(), subject: 'Hallo\r\nBcc: dief@example.com\nX-Evil: ja', text: 'x', html: '<p>x</p>', language: 'nl' };
    for (const to of ['a@b.be\r\nBcc: dief@example.com', 'a@b.be, dief@example.com', '"a" <dief@example.com>', 'a@b.be>\nRCPT TO:<dief@example.com']) {
      expect(await thrownBy(mailer.send({ ...mail, to })), to).to.be.instanceOf(Error).with.property('name', 'MailRefused');
    }
    await mailer.send({ ...mail, to: 'veilig@example.com' });
    expect(await office.mailsTo('dief@example.com')).to.deep.equal([]);
    const [caught] = await office.mailsTo('veilig@example.com');
    expect(caught?.subject).to.equal('Hallo Bcc: dief@example.com X-Evil: ja');
    expect(caught?.headers).to.include({ 'auto-submitted': 'auto-generated', 'message-id': `<${mail.id}@leuven.example>` }).and.not.have.any.keys('x-evil', 'bcc');
  });

  it('is done by the worker as soon as the transaction commits', async () => {
    const worker = await startWorker({ url: database.url, tasks: { [SEND_MAIL]: sendMailTask(office.services) }, log: office.services.log });
    const { mailId, email } = await anInvitation();
    for (let wait = 0; (await stateOf(mailId)).status === 'waiting' && wait < 200; wait += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    await worker.stop();
    expect(await stateOf(mailId)).to.deep.equal({ status: 'sent', attempts: 1, last_error: null });
    expect(await office.mailsTo(email)).to.have.lengthOf(1);
  });

  it('records nothing twice under one key', async () => {
    const ask = { dedupeKey: 'zelfde', template: 'invitation', facts: { invitationId: newId() }, recipient: 'a@b.be', language: 'nl' } as const;
    for (let time = 0; time < 3; time += 1) await transact(office.db, (tx) => queueMail(tx, ask));
    expect(await database.query(`SELECT FROM mails WHERE dedupe_key = 'zelfde'`)).to.have.lengthOf(1);
    expect(await database.query(`SELECT FROM graphile_worker._private_jobs WHERE payload->>'mailId' IN (SELECT id::text FROM mails WHERE dedupe_key = 'zelfde')`)).to.have.lengthOf(1);
  });
});
