import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportJWK, generateKeyPair } from 'jose';
import { startMailCatcher, type MailCatcher } from '../../sandbox/mail/start.ts';
import { startChild, type Child } from '../../sandbox/run/child.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { components } from '../../src/contract/api.d.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import type { GrantId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { buildAssets } from '../../src/web/build-assets.ts';
import { pause } from '../lock-gateway/stage.ts';
import { freePort } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { formsOf, leaksIn, textsOf } from '../support/leaks.ts';
import { aPerson } from '../support/people.ts';
import { startLockCity, type LockCity } from './city.ts';
import { aDoorHall, insertDoors, secret, useDoors } from './setting.ts';

type Schemas = components['schemas'];
const HOUR = 3_600_000;
const GATEWAY = 'leuven';

describe('what finds digits', () => {
  const issued = '483927';

  it('finds them in every form, wherever they stand', () => {
    for (const { form, text } of formsOf(issued)) expect(leaksIn({ log: `{"msg":"x${text}y"}` }, [issued]), form).to.include(`log: ${form}`);
    for (const before of ['', 'a', 'ab', 'abc']) expect(leaksIn({ log: Buffer.from(`${before}${issued}!`).toString('base64') }, [issued]), before).to.deep.equal(['log: clear in base64']);
    expect(leaksIn({ log: Buffer.from(issued).toString('hex').toUpperCase() }, [issued])).to.deep.equal(['log: clear in hexadecimal']);
  });

  it('is not misled by ids, instants and milliseconds', () => {
    const innocent = '{"time":1764839274831,"id":"0b483927-6a56-4a0c-9d0c-483927483927","at":"2026-11-25T12:00:00.483927Z","ms":1.483927}';
    expect(leaksIn({ log: innocent }, [issued])).to.deep.equal([]);
    expect(leaksIn({ log: `${innocent} 483927` }, [issued])).to.deep.equal(['log: clear']);
  });
});

describe('the digits of a door code, from the booking to its cancellation', function () {
  this.timeout(120_000);
  const database = useDatabase();
  let city: LockCity;
  let mail: MailCatcher;
  let folder = '';
  const programs: Child[] = [];
  after('stop the programs, then the city; the pool is closed after them', async () => {
    await Promise.all(programs.map((program) => program.stop()));
    await city?.stop();
    await mail?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const setting = useDoors(database);
  const [codeKey, doors] = [secret(), ['from', 'to', 'taken']];
  const codeKeys = parseDoorKeys(`test:${codeKey}`).codes;
  const halls = new Map<string, Hall>();
  const said: Record<string, string> = { server: '', worker: '' };
  const onTheBroker: string[] = [];
  const issued = new Set<string>();
  let [site, token] = ['', ''];

  const run = async (name: 'server' | 'worker', env: Record<string, string>, started: string): Promise<void> => {
    const program = startChild({ entry: `src/${name}.ts`, env, logFile: join(folder, `${name}.log`) });
    programs.push(program);
    program.hear((line) => void (said[name] += `${line}\n`));
    for (let tries = 0; !said[name]!.includes(started); tries += 1) {
      if (tries > 600 || program.ended.aborted) throw new Error(`the ${name} did not start: ${program.lastWords()}`);
      await pause(50);
    }
  };

  before('start the server, the worker, the broker, a gateway and a mail server, all of them talkative', async function () {
    city = await startLockCity(this, { [GATEWAY]: doors });
    folder = await mkdtemp(join(tmpdir(), 'oz-leak-'));
    mail = await startMailCatcher({ smtpPort: 0, webPort: 0 });
    for (const name of doors) {
      const hall = aDoorHall();
      await insertDoors(setting.db, [hall], [{ lockName: name }]);
      halls.set(name, hall);
    }
    const watcher = await city.connect('core');
    watcher.on('message', (topic, payload) => void onTheBroker.push(`${topic} ${payload.toString('latin1')}`));
    await watcher.subscribeAsync('openzaal/lock/v1/#', { qos: 1 });
    const person = await aPerson(setting.db);
    ({ token } = await transact(setting.db, (tx) => insertSession(tx, { personId: person.personId }, new Date())));
    const port = await freePort();
    site = `http://localhost:${port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const { broker } = city;
    const env = {
      DATABASE_URL: database.url, PORT: String(port), PUBLIC_URL: site, LOG_LEVEL: 'debug', SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Zalen <zalen@leuven.example>',
      MQTT_URL: broker.coreUrl, MQTT_CA: join(broker.folder, 'authority.pem'), MQTT_CERT: join(broker.folder, 'core.pem'), MQTT_KEY: join(broker.folder, 'core.key'),
      LOCK_KEYS: `${GATEWAY}:${city.secrets.get(GATEWAY)!}`, CODE_KEYS: `test:${codeKey}`, MOLLIE_API_KEY: `test_${'k'.repeat(30)}`,
      OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'openzaal', OIDC_CLIENT_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'leak' }),
    };
    await buildAssets();
    await Promise.all([run('server', env, '"msg":"server started"'), run('worker', env, '"msg":"city broker connected"')]);
  });

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${site}${path}`, { redirect: 'manual', ...init, headers: { Origin: site, cookie: `session=${token}`, ...Object.fromEntries(new Headers(init.headers)) } });
    if (answer.status >= 400) throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const send = async <Body>(path: string, body: object | undefined, headers: Record<string, string> = {}): Promise<Body> =>
    (await ask(path, { method: 'POST', headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) })).json() as Promise<Body>;
  const version = async (id: string): Promise<Record<string, string>> => ({ 'If-Match': (await ask(`/v1/bookings/${id}`)).headers.get('ETag') ?? '' });
  const stay = (name: string, period: Period) => {
    const hall = halls.get(name)!;
    return {
      hallId: hall.id, period: { start: period.start.toISOString(), end: period.end.toISOString() }, layout: hall.layouts[0]!.kind, attendance: 4, activity: 'Oefenen met het kwartet',
      houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
    };
  };
  const inHours = (from: number): Period => {
    const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
    return { start, end: new Date(start.getTime() + HOUR) };
  };
  const bookAt = (name: string, period: Period): Promise<Schemas['Booking']> => send('/v1/bookings', stay(name, period), { 'Idempotency-Key': crypto.randomUUID() });
  const door = async (id: string): Promise<Schemas['Door']> => (await ask(`/v1/bookings/${id}/door`)).json() as Promise<Schemas['Door']>;
  const becomes = async (id: string, wanted: string): Promise<void> => {
    for (let tries = 0; (await door(id)).state !== wanted; tries += 1) {
      if (tries > 300) throw new Error(`the door is ${(await door(id)).state} and not ${wanted}`);
      await pause(60);
    }
  };
  const noteDigits = async (): Promise<void> => {
    const rows = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>('SELECT id, code_sealed, code_key FROM grants WHERE code_sealed IS NOT NULL');
    for (const row of rows) issued.add(unsealCode(codeKeys, row.id, { bytes: row.code_sealed, keyId: row.code_key }));
  };
  const twin = (name: string) => city.buildings.get(GATEWAY)!.locks.twin(name);
  const pressAt = async (name: string, digits: string, at: Date): Promise<boolean> => {
    await twin(name).setSkew(Math.round((at.getTime() - Date.now()) / 1_000));
    const { opened } = twin(name).press(digits);
    await twin(name).setSkew(0);
    return opened;
  };
  const mails = async (): Promise<Record<string, string>> => {
    const { items } = await (await fetch(`${mail.url}/api/messages`)).json() as { items: { id: string; subject: string; attachments: { href: string }[] }[] };
    const attached = await Promise.all(items.flatMap(({ attachments }) => attachments.map(async ({ href }) => (await fetch(mail.url + href)).text())));
    return Object.fromEntries(items.map((item, index) => [`mail ${index} "${item.subject}"`, JSON.stringify(item)]).concat(attached.map((text, index) => [`attachment ${index}`, text])));
  };
  const memories = async (): Promise<Record<string, string>> => {
    const state = city.stateOf(GATEWAY);
    return Object.fromEntries(await Promise.all((await readdir(state)).map(async (file) => [`gateway memory ${file}`, await readFile(join(state, file), 'latin1')] as const)));
  };
  const everything = async (): Promise<Record<string, string>> => ({
    ...said, gateway: city.buildings.get(GATEWAY)!.gateway.log(), 'city broker': onTheBroker.join('\n'), ...await memories(), ...await mails(), ...await textsOf(database),
  });

  let booking: Schemas['Booking'];
  let page = '';
  let secretOfOpener = '';

  it('open the door that they are for, and are shown to the booker alone', async () => {
    const period = inHours(3);
    booking = await bookAt('from', period);
    page = `/reservaties/${booking.code}`;
    await becomes(booking.id, 'confirmed');
    await noteDigits();
    const [digits] = issued;
    const { code } = await send<Schemas['DoorCode']>(`/v1/bookings/${booking.id}/door/code`, undefined);
    expect(code).to.equal(digits).and.match(/^[1-9]{6}$/);
    const shown = await (await ask(`${page}/code`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })).text();
    expect(shown.includes(code), 'the page that was asked for the code').to.equal(true);
    expect((await (await ask(page)).text()).includes(code), 'the page that was not').to.equal(false);
    expect(await pressAt('from', code, addMinutes(period.start, 10))).to.equal(true);
    const mistyped = `${code.slice(0, 5)}${code.endsWith('9') ? '8' : '9'}`;
    issued.add(mistyped);
    expect(await pressAt('from', mistyped, addMinutes(period.start, 10)), 'mistyped').to.equal(false);
  });

  it('are shown to an opener too, whose secret is in their mail and nowhere else', async () => {
    await send(`/v1/bookings/${booking.id}/openers`, { name: 'An Peeters', email: 'an@voorbeeld.be' }, { 'Idempotency-Key': crypto.randomUUID() });
    const linkIn = async (): Promise<string | undefined> => /\/deur\/([\w-]{43})/.exec(JSON.stringify(await mails()))?.[1];
    for (let tries = 0; (await linkIn()) === undefined && tries < 300; tries += 1) await pause(60);
    secretOfOpener = (await linkIn())!;
    const path = `/deur/${secretOfOpener}`;
    const [digits] = issued;
    expect((await (await ask(path, { headers: { cookie: '' } })).text()).includes(digits!)).to.equal(false);
    const shown = await (await ask(`${path}/code`, { method: 'POST', headers: { cookie: '', 'sec-fetch-site': 'same-origin' } })).text();
    expect(shown.includes(digits!)).to.equal(true);
    await ask(`/taal?kies=en&terug=${encodeURIComponent(path)}`, { headers: { cookie: '' } });
    const texts = await everything();
    expect(Object.keys(texts).filter((where) => !where.startsWith('mail ') && texts[where]!.includes(secretOfOpener))).to.deep.equal([]);
    expect(texts['server'], 'the request itself is in the log, by its route').to.contain('/deur/:secret/code');
  });

  it('go along to another lock and moment when the booking is moved', async () => {
    const [digits] = issued;
    const period = inHours(6);
    await send(`/v1/bookings/${booking.id}/move`, stay('to', period), await version(booking.id));
    for (let tries = 0; twin('from').memory.codes.length > 0 && tries < 300; tries += 1) await pause(50);
    await becomes(booking.id, 'confirmed');
    expect([await pressAt('from', digits!, addMinutes(period.start, 10)), await pressAt('to', digits!, addMinutes(period.start, 10))]).to.deep.equal([false, true]);
  });

  it('become others when a lock refuses them', async () => {
    const { gateway } = city.buildings.get(GATEWAY)!;
    await gateway.kill();
    const period = inHours(9);
    const other = await bookAt('taken', period);
    await noteDigits();
    const refused = [...issued].at(-1)!;
    const window = { from: period.start.toISOString(), until: period.end.toISOString() };
    expect(await twin('taken').put({ slot: 1, ref: 'caretaker', rev: 1, owner: 'by-hand', windows: [window], pin: refused })).to.equal(undefined);
    await gateway.start();
    await becomes(other.id, 'confirmed');
    await noteDigits();
    expect(issued.size).to.equal(4);
  });

  it('open nothing any more once it is cancelled', async () => {
    const [digits] = issued;
    await send(`/v1/bookings/${booking.id}/cancellation`, { reason: 'Geen repetitie' }, await version(booking.id));
    await becomes(booking.id, 'removed');
    expect(await pressAt('to', digits!, addMinutes(inHours(6).start, 10))).to.equal(false);
    for (let tries = 0; Object.keys(await mails()).filter((name) => name.startsWith('mail')).length < 4 && tries < 200; tries += 1) await pause(50);
  });

  it('are in no log, no message on the city’s broker, no mail, no memory and no column, in no form', async () => {
    await pause(300);
    const texts = await everything();
    const full = (name: string, least: number): void => void expect(texts[name]?.length, name).to.be.greaterThan(least);
    for (const [name, least] of [['server', 50], ['worker', 200], ['gateway', 200], ['city broker', 5_000], ['gateway memory codebook.jsonl', 500]] as const) full(name, least);
    for (const kind of ['cmd', 'ack', 'reported', 'manifest', 'event', 'info']) expect(onTheBroker.some((line) => line.split(' ')[0]!.endsWith(`/${kind}`)), kind).to.equal(true);
    expect(Object.keys(texts).filter((name) => name.startsWith('mail')).length).to.be.at.least(4);
    expect(Object.keys(texts)).to.include.members(['public.grants.code_sealed', 'public.lock_codes.code_fingerprint', 'public.door_events.details', 'public.mails.template', 'graphile_worker._private_jobs.payload']);
    full('public.grants.code_sealed', 20);
    full('public.audit.action', 5);
    expect([...issued].every((digits) => /^[1-9]{6}$/.test(digits)) && issued.size).to.equal(4);
    expect(leaksIn(texts, [...issued])).to.deep.equal([]);
    expect(Object.keys(texts).filter((where) => !where.startsWith('mail ') && texts[where]!.includes(secretOfOpener))).to.deep.equal([]);
  });

  it('would be found there: planted in a log, a message, a mail and three kinds of column, each is', async () => {
    const [digits] = issued;
    expect(leaksIn({ server: `${said['server']}{"level":20,"time":${Date.now()},"ref":"x","pin":"${digits}"}` }, [...issued])).to.deep.equal(['server: clear']);
    expect(leaksIn({ broker: `${onTheBroker.join('\n')}\nx {"jwe":"${Buffer.from(`{"pin":"${digits}"}`).toString('base64url')}"}` }, [...issued])).to.deep.equal(['broker: clear in base64']);
    const planted = ['public.locks.reported: clear', 'public.door_events.kind: clear in hexadecimal', 'public.lock_codes.code_fingerprint: clear', 'public.locks.manifest_rev: clear'];
    const plant = async (): Promise<string[]> => {
      await database.query('UPDATE locks SET reported = jsonb_build_object($1::text, $2::text) WHERE lock_name = $3', ['x', digits, 'to']);
      await database.query("UPDATE door_events SET kind = 'typed ' || $1", [Buffer.from(digits!).toString('hex')]);
      await database.query('UPDATE lock_codes SET code_fingerprint = $1', [Buffer.concat([Buffer.from([0, 255]), Buffer.from(digits!)])]);
      await database.query('UPDATE locks SET battery_percent = NULL, manifest_rev = $1::bigint WHERE lock_name = $2', [digits, 'from']);
      return leaksIn(await textsOf(database), [...issued]);
    };
    // The city goes on: its worker may write over what was planted before it is looked for.
    let found = await plant();
    for (let tries = 0; found.length < planted.length && tries < 20; tries += 1) found = await plant();
    expect(found).to.have.members(planted);
  });
});
