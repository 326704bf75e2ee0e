import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { holdForCaller } from '../../src/bookings/hold-for-caller.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { loadHalls } from '../../src/catalogue/load-hall.ts';
import { loadActor } from '../../src/identity/actor.ts';
import { inviteMember, mintInvitationToken } from '../../src/identity/invite-member.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import type { StaffRole } from '../../src/kernel/actor.ts';
import { newId, type Id, type OrganisationId, type PersonId } from '../../src/kernel/ids.ts';
import { addDays, atLocal, localDate } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import { aWednesday } from '../web/booking-form.ts';
import type { Site } from '../web/site.ts';
import { ACTORS, type ActorName } from './who.ts';

const HALL = 'tweebronnen-gele-zaal';
type Known = Exclude<ActorName, 'anonymous'>;
const KNOWN = ACTORS.filter((name): name is Known => name !== 'anonymous');

/** The city of the walk: everybody with a name, an address, a phone number and remarks that are in no other place. */
export interface Setting {
  personIds: Record<Known, PersonId>;
  /** Words by which a person's data are recognised in an answer. */
  marks: Record<Known, readonly string[]>;
  /**
   * Somebody who comes by, in a session that has just begun. Of the staff it is each time a new colleague with the same role: a look that
   * somebody has again within a quarter of an hour is not written down anew, and would hide that another page writes nothing.
   */
  comeBy(name: ActorName): Promise<{ cookie: Record<string, string>; personId: PersonId | undefined; leave(): Promise<void> }>;
  /** The same text with each name in braces filled in, made anew where a request uses it up. */
  fill(text: string): Promise<string>;
}

export async function makeSetting({ db, get }: Site): Promise<Setting> {
  const now = new Date();
  const hall = await hallBySlug(db, HALL);
  const [city, sports] = [await organisationWith(db, 'OVO900001'), await organisationWith(db, 'OVO900012')];
  const here = hall.venue.organisationId;
  const personIds = Object.fromEntries(await Promise.all(KNOWN.map(async (name, index) => [name, await person(db, name, index)]))) as Record<Known, PersonId>;
  const role = (name: Known, given: StaffRole, organisationId: OrganisationId) =>
    ({ person_id: personIds[name], role: given, organisation_id: organisationId, venue_id: null, source: 'given' });
  const staff = new Map<ActorName, [StaffRole, OrganisationId]>([
    ['agent', ['agent', city]], ['managerHere', ['manager', here]], ['managerElsewhere', ['manager', sports]], ['finance', ['finance', here]],
    ['reader', ['reader', here]], ['administrator', ['administrator', city]],
  ]);
  await db('staff_roles').insert(KNOWN.flatMap((name) => {
    const given = staff.get(name);
    return given ? [role(name, ...given)] : [];
  }));
  const [association, neighbours] = [newId<'organisation'>(), newId<'organisation'>()];
  await db('organisations').insert([association, neighbours].map((id) => ({ id, kind: 'association', name: 'Vereniging van de wandeling' })));
  const join = (personId: PersonId, as: string) => db('memberships').insert({ organisation_id: association, person_id: personId, role: as, source: 'agent' });
  await join(personIds.member, 'member');
  await join(personIds.representative, 'representative');

  const tokenOf = (personId: PersonId) => transact(db, async (tx) => (await insertSession(tx, { personId }, new Date())).token);
  const actorOf = async (name: Known, organisation?: OrganisationId) => {
    const token = await tokenOf(personIds[name]);
    if (organisation) await db('sessions').where({ person_id: personIds[name] }).update({ organisation_id: organisation });
    return (await loadActor(db, token, now))!.actor;
  };
  const evening = (weeks: number) => ({ start: atLocal(aWednesday(weeks), '19:00'), end: atLocal(aWednesday(weeks), '21:00') });
  const book = async (name: Known, weeks: number, organisation?: OrganisationId): Promise<string> => {
    const actor = await actorOf(name, organisation);
    const booking = await transact(db, (tx) => placeBooking(tx, {
      hallId: hall.id, period: evening(weeks), layout: hall.layouts[0]!.kind, attendance: 8, activity: 'Vergadering', remarks: `opmerking-van-${name}`, language: 'nl',
      extras: [], houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
    }, actor, now));
    return booking.code;
  };
  const booking = await book('resident', 5);
  await book('representative', 6, association);
  await book('otherBooker', 7);
  const { id: bookingId } = (await db<{ id: string; code: string }>('bookings').where({ code: booking }).first('id'))!;
  await db('feedback').insert({
    booking_id: bookingId, hall_id: hall.id, stars: 3, category: 'heating', text: 'Het was er koud.', given_by: personIds.resident, given_at: now, changed_at: now,
  });
  const photo = newId<'photo'>();
  await db('feedback_photos').insert({ id: photo, booking_id: bookingId, position: 1, kind: 'png', width: 1, height: 1, content: Buffer.from([0x89]) });
  const style = /href="(\/assets\/[^"]+\.css)"/.exec((await get('/')).text)?.[1] ?? '';

  let used = 0;
  let callHold: string | undefined;
  /** What each name in braces stands for. Whatever a request uses up is made for it. */
  const words: Record<string, () => Promise<string> | string> = {
    hall: () => HALL, hallId: () => hall.id, booking: () => booking, bookingId: () => booking, association: () => association, organisationId: () => association,
    city: () => city, here: () => here, style: () => style, photo: () => photo, resident: () => personIds.resident,
    newEmail: () => `gast${(used += 1)}@genodigd.example`,
    whose: () => 'own', bookedDay: () => aWednesday(5),
    day: () => aWednesday(9), nextDay: () => addDays(aWednesday(9), 1), today: () => localDate(now),
    start: () => evening(9).start.toISOString(), end: () => evening(9).end.toISOString(),
    heldFrom: () => evening(13).start.toISOString(), heldTo: () => evening(13).end.toISOString(),
    closedFrom: () => evening(20).start.toISOString(), closedTo: () => evening(20).end.toISOString(),
    layout: () => hall.layouts[0]!.kind, houseRules: () => hall.houseRules.id, terms: () => hall.cancellationTerms.id,
    regulation: () => Promise.resolve(hall.tariffs[0]!.regulationId),
    closure: async () => (await transact(db, (tx) => closeSpaces(tx, { spaceIds: hall.spaceIds, period: evening(21), reason: { nl: 'Onderhoud' } }, now))).closureId,
    role: async () => {
      const id = newId<'staff-role'>();
      await db('staff_roles').insert({ id, person_id: await stranger(), role: 'reader', organisation_id: city, venue_id: null, source: 'given' });
      return id;
    },
    callHold: async () => {
      callHold ??= (await transact(db, async (tx) => holdForCaller(tx, {
        hallId: hall.id, period: evening(11), layout: hall.layouts[0]!.kind, attendance: 5, language: 'nl',
        caller: { personId: personIds.resident, bookerKind: 'resident', reason: 'Belt' },
      }, await actorOf('agent'), now))).code;
      return callHold;
    },
    failedMail: async () => {
      const id = newId<'mail'>();
      await db('mails').insert({
        id, dedupe_key: `wandeling-${id}`, booking_id: bookingId, person_id: personIds.resident, template: 'booking-held', language: 'nl',
        recipient: emailOf('resident'), status: 'failed', last_error: 'Onbekend adres',
      });
      return id;
    },
    alarm: async () => {
      const id = newId<'alarm'>();
      await db('alarms').where({ booking_id: bookingId }).update({ cleared_at: new Date() });
      await db('alarms').insert({ id, kind: 'tampered', booking_id: bookingId, raised_at: now });
      return id;
    },
    newLock: async () => {
      const id = newId<'lock'>();
      await db('locks').insert({ id, venue_id: hall.venue.id, name: JSON.stringify({ nl: 'Zijdeur' }), gateway: 'wandeling', lock_name: `slot-${(used += 1)}`, state: 'commissioning' });
      await db('commissionings').insert({ lock_id: id, hall_ids: [hall.id] });
      return id;
    },
    // Whom an agent entered by phone: somebody who has never logged in.
    phonePerson: async () => {
      const id = await stranger();
      await db('persons').where({ id }).update({ subject: null, phone: '+32470000099' });
      return id;
    },
    lock: async () => {
      const id = newId<'lock'>();
      await db('locks').insert({ id, venue_id: hall.venue.id, name: JSON.stringify({ nl: 'Deur' }), gateway: 'wandeling', lock_name: id });
      await db('hall_locks').insert({ hall_id: hall.id, lock_id: id });
      return id;
    },
    opener: async () => {
      const id = newId<'opener'>();
      used += 1;
      await db('openers').insert({ id, booking_id: bookingId, name: 'Wie opent', email: `opener${used}@genodigd.example`, named_by: personIds.resident, named_at: now });
      return id;
    },
    newcomer: () => stranger(),
    newcomerEmail: async () => {
      const id = await stranger();
      const email = `${id}@gekomen.example`;
      await db('persons').where({ id }).update({ email });
      return email;
    },
    leaver: async () => {
      const id = await stranger();
      await join(id, 'member');
      return id;
    },
    invitation: async () => {
      // Of another association: whoever accepts it may then see that one, and the walk goes on.
      const agent = await actorOf('agent');
      return transact(db, async (tx) => {
        const { id } = await inviteMember(tx, { organisationId: neighbours, email: `gast${(used += 1)}@genodigd.example`, role: 'member' }, agent, now);
        return (await mintInvitationToken(tx, id, now))!;
      });
    },
  };
  words['closureId'] = words['closure']!;
  words['alarmId'] = words['alarm']!;
  words['lockId'] = words['lock']!;
  words['roleId'] = words['role']!;
  words['personId'] = words['leaver']!;
  const stranger = async (): Promise<PersonId> => {
    const id: PersonId = newId();
    await db('persons').insert({ id, subject: id, given_name: 'Passant', family_name: `Nummer ${(used += 1)}` });
    return id;
  };

  return {
    personIds,
    marks: Object.fromEntries(KNOWN.map((name, index) => [name, [familyNameOf(name), emailOf(name), phoneOf(index), `opmerking-van-${name}`]] as const)) as unknown as Setting['marks'],
    async comeBy(name) {
      if (name === 'anonymous') return { cookie: {}, personId: undefined, leave: async () => {} };
      const given = staff.get(name);
      const personId = given ? await stranger() : personIds[name];
      if (given) await db('staff_roles').insert({ person_id: personId, role: given[0], organisation_id: given[1], venue_id: null, source: 'given' });
      return {
        personId,
        cookie: { cookie: `session=${await tokenOf(personId)}` },
        leave: async () => void (given && (await db('staff_roles').where({ person_id: personId }).delete())),
      };
    },
    async fill(text) {
      const parts = await Promise.all(text.split(/(\{\w+\})/).map(async (part) => {
        const word = /^\{(\w+)\}$/.exec(part)?.[1];
        if (word === undefined) return part;
        const value = words[word];
        if (!value) throw new Error(`test/who-may/setting.ts does not say what {${word}} stands for: add it to "words"`);
        return value();
      }));
      return parts.join('');
    },
  };
}

const familyNameOf = (name: Known): string => `Zeldzaam-${name}`;
const emailOf = (name: Known): string => `${name}@geheim.example`.toLowerCase();
const phoneOf = (index: number): string => `+3247912345${index}`;

async function person(db: Database, name: Known, index: number): Promise<PersonId> {
  const id: PersonId = newId();
  await db('persons').insert({ id, subject: `wandeling-${name}`, given_name: 'Noor', family_name: familyNameOf(name), email: emailOf(name), phone: phoneOf(index) });
  return id;
}

async function hallBySlug(db: Database, slug: string): Promise<Hall> {
  const { id } = (await db<{ id: Id<'hall'>; slug: string }>('halls').where({ slug }).first('id'))!;
  const [hall] = await loadHalls(db, [id], new Date());
  return hall!;
}

/** A directorate with this code: the catalogue of the demo city has them. */
const organisationWith = async (db: Database, code: string): Promise<OrganisationId> =>
  (await db<{ id: OrganisationId; org_code: string }>('organisations').where({ org_code: code }).first('id'))!.id;
