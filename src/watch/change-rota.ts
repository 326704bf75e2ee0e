import { VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { parseEmail, parsePhone } from '../identity/contact.ts';
import type { Transaction } from '../platform/db.ts';
import { colleaguesAt, isAmong, watchPlaces } from './places.ts';
import { faultsIn, type Rota, type RotaFault, type RotaPlace, type Watcher } from './rota.ts';
import { loadRota, saveRota } from './store.ts';

/**
 * Puts a whole rota in place of the one that is kept, for managers of the place. A watcher is a colleague with a role there, or others with a name and an
 * address. Refuses `not-allowed`, `version-outdated` (0: there was none), and `invalid-request` naming each field.
 */
export async function changeRota(tx: Transaction, place: RotaPlace, { rota, expectedVersion }: { rota: Rota; expectedVersion: number }, actor: Actor, now: Date): Promise<void> {
  if (!isAmong(await watchPlaces(tx, actor, VENUE_MANAGERS), place)) throw new Refusal('not-allowed');
  const colleagues = new Set((await colleaguesAt(tx, place)).map(({ id }) => id));
  const { rota: kept, version } = await loadRota(tx, place);
  // Whoever has lost their role stays in the list until somebody takes them out: their turns count as nobody's.
  for (const { personId } of kept.watchers) if (personId) colleagues.add(personId);
  const watchers = rota.watchers.map((one) => normal(one));
  const faults = [
    ...watchers.flatMap((one, index) => {
      const at = `body/watchers/${index}`;
      if (one.personId ? !colleagues.has(one.personId) : one.name === '') return [fault(`${at}/${one.personId ? 'personId' : 'name'}`, 'unknown-value')];
      return [...(one.phone === '' ? [fault(`${at}/phone`, 'unknown-value')] : []), ...(one.personId || one.email ? [] : [fault(`${at}/email`, 'unknown-value')])];
    }),
    ...faultsIn(rota, localDate(now)).map(sayFault),
  ];
  if (faults.length > 0) throw invalid(...faults);
  if (version !== expectedVersion || !(await saveRota(tx, place, { ...rota, watchers }, expectedVersion))) throw new Refusal('version-outdated', { facts: { version } });
  await audit(tx, {
    actor, action: 'change-rota', subjectKind: 'rota', persons: watchers.flatMap(({ personId }) => personId ?? []),
    details: { organisationId: place.organisationId, venueId: place.venueId ?? null, watchers: watchers.length, turns: rota.turns.length, replacements: rota.replacements.length },
  });
}

/** Numbers and addresses as we keep them; empty for what is none. */
function normal({ email, phone, name, ...one }: Watcher): Watcher {
  const address = email === undefined ? undefined : parseEmail(email);
  return { ...one, name: name.trim(), phone: parsePhone(phone) ?? '', ...(address === undefined ? {} : { email: address }) };
}

const sayFault = ({ list, index, fault: what }: RotaFault) => {
  const at = `body/${list}/${index}`;
  if (what === 'order') return list === 'turns' ? fault(`${at}/until`, 'later-than', { other: 'from' }) : fault(`${at}/lastDay`, 'later-than', { other: 'firstDay' });
  return fault(at, what === 'twice' ? 'repeated' : 'unknown-value');
};
