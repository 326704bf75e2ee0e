import { createHash } from 'node:crypto';
import { parseEmail, parsePhone } from '../../../identity/contact.ts';
import { isId, type PersonId } from '../../../kernel/ids.ts';
import { isLocalDate, localDate, type LocalTime, type Weekday } from '../../../kernel/time.ts';
import { faultsIn, MOST_REPLACEMENTS, MOST_TURNS, MOST_WATCHERS, type KeptRota, type Rota, type Watcher } from '../../../watch/rota.ts';
import type { Colleague } from '../../../watch/places.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readClock } from '../clock-text.ts';

/** What a manager filled in as a rota, as typed. Watchers are named by their row, counted from 1. */
export interface RotaForm {
  watchers: { who: string; name: string; email: string; phone: string }[];
  turns: { days: Weekday[]; from: string; until: string; watcher: string }[];
  replacements: { first: string; last: string; absent: string; substitute: string }[];
  version: number;
}

export const OUTSIDE = 'ander';
export const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

const BLANK = {
  watchers: (): RotaForm['watchers'][number] => ({ who: '', name: '', email: '', phone: '' }),
  turns: (): RotaForm['turns'][number] => ({ days: [], from: '', until: '', watcher: '' }),
  replacements: (): RotaForm['replacements'][number] => ({ first: '', last: '', absent: '', substitute: '' }),
};

/** The form before anybody types: what is kept, with a row for more. */
export const rotaFormOf = ({ rota, version }: KeptRota): RotaForm => withRoom({
  watchers: rota.watchers.map(({ personId, name, email = '', phone }) => (personId ? { who: personId, name: '', email: '', phone } : { who: OUTSIDE, name, email, phone })),
  turns: rota.turns.map(({ weekdays, from, until, watcher }) => ({ days: [...weekdays], from, until, watcher: String(watcher + 1) })),
  replacements: rota.replacements.map(({ firstDay, lastDay, absent, substitute }) =>
    ({ first: firstDay, last: lastDay, absent: String(absent + 1), substitute: substitute === undefined ? '' : String(substitute + 1) })),
  version,
});

export const withRoom = (form: RotaForm): RotaForm => ({
  ...form,
  watchers: [...form.watchers, BLANK.watchers()].slice(0, MOST_WATCHERS),
  turns: [...form.turns, BLANK.turns()].slice(0, MOST_TURNS),
  replacements: [...form.replacements, BLANK.replacements()].slice(0, MOST_REPLACEMENTS),
});

const LONGEST = 254;

export function readRotaForm(fields: URLSearchParams): RotaForm {
  const text = (name: string): string => fieldOf(fields, name).slice(0, LONGEST);
  const rows = <Row>(prefix: string, most: number, read: (at: (field: string) => string, all: (field: string) => string[]) => Row): Row[] => {
    const count = Math.min(most, Math.max(1, Number(fieldOf(fields, `${prefix}-rijen`)) || 1));
    return Array.from({ length: count }, (_, index) => read((field) => text(`${prefix}${index + 1}-${field}`), (field) => fields.getAll(`${prefix}${index + 1}-${field}`)));
  };
  return {
    watchers: rows('w', MOST_WATCHERS, (at) => ({ who: at('wie'), name: at('naam'), email: at('mail'), phone: at('tel') })),
    turns: rows('b', MOST_TURNS, (at, all) => ({ days: WEEK.filter((day) => all('dag').includes(String(day))), from: at('van'), until: at('tot'), watcher: at('wie') })),
    replacements: rows('v', MOST_REPLACEMENTS, (at) => ({ first: at('van'), last: at('tot'), absent: at('wie'), substitute: at('door') })),
    version: Number(fieldOf(fields, 'versie')) || 0,
  };
}

/** The rota that is meant, or which fields are not filled in well. Rows that are left empty are none. */
export function rotaAsk(form: RotaForm, colleagues: readonly Colleague[], { t, now }: Pick<View, 't' | 'now'>): Rota | FieldError[] {
  const p = t.watch.problem;
  const errors: FieldError[] = [];
  const place = new Map<string, number>();
  const watchers = form.watchers.flatMap((row, index): Watcher[] => {
    if (row.who === '') return [];
    place.set(String(index + 1), place.size);
    const at = (field: string): string => `w${index + 1}-${field}`;
    const phone = parsePhone(row.phone);
    const email = parseEmail(row.email);
    if (!phone) errors.push({ name: at('tel'), text: p.phone });
    if (row.who === OUTSIDE) {
      if (row.name === '') errors.push({ name: at('naam'), text: p.name });
      if (!email) errors.push({ name: at('mail'), text: p.email });
      return [{ name: row.name.slice(0, 100), phone: phone ?? '', counts: true, ...(email ? { email } : {}) }];
    }
    const known = isId(row.who) ? colleagues.find(({ id }) => id === row.who) : undefined;
    if (!known) errors.push({ name: at('wie'), text: p.colleague });
    return [{ personId: row.who as PersonId, name: known?.name ?? '', phone: phone ?? '', counts: true }];
  });
  const watcherAt = (name: string, typed: string): number => {
    const found = place.get(typed);
    if (found === undefined) errors.push({ name, text: p.who });
    return found ?? 0;
  };
  const fieldsOf = { turns: [] as string[], replacements: [] as string[] };
  const turns = form.turns.flatMap((row, index): Rota['turns'][number][] => {
    if (row.days.length === 0 && row.from === '' && row.until === '' && row.watcher === '') return [];
    const at = (field: string): string => `b${index + 1}-${field}`;
    fieldsOf.turns.push(at('van'));
    if (row.days.length === 0) errors.push({ name: at('dag'), text: p.days });
    return [{ weekdays: row.days, from: clock(at('van'), row.from, 'from'), until: clock(at('tot'), row.until, 'until'), watcher: watcherAt(at('wie'), row.watcher) }];
  });
  const replacements = form.replacements.flatMap((row, index): Rota['replacements'][number][] => {
    if (row.first === '' && row.last === '' && row.absent === '' && row.substitute === '') return [];
    const at = (field: string): string => `v${index + 1}-${field}`;
    fieldsOf.replacements.push(at('van'));
    const [first, last] = [row.first, row.last || row.first];
    for (const [name, day] of [[at('van'), first], [at('tot'), last]] as const) if (!isLocalDate(day) || !day.startsWith('20')) errors.push({ name, text: p.day });
    return [{ firstDay: first, lastDay: last, absent: watcherAt(at('wie'), row.absent), ...(row.substitute === '' ? {} : { substitute: watcherAt(at('door'), row.substitute) }) }];
  });
  function clock(name: string, typed: string, kind: 'from' | 'until'): LocalTime {
    const time = readClock(typed, kind);
    if (time === undefined || time === 'wrong') errors.push({ name, text: p.time });
    return time === undefined || time === 'wrong' ? '00:00' : time;
  }
  const rota = { watchers, turns, replacements };
  if (errors.length === 0) errors.push(...faultsIn(rota, localDate(now)).map(({ list, index, fault }) => ({ name: fieldsOf[list][index]!, text: p[fault] })));
  return errors.length > 0 ? errors : rota;
}

/** A word for exactly this rota: a manager saves what they looked at. */
export const rotaMark = (rota: Rota): string => createHash('sha256').update(JSON.stringify(rota)).digest('hex').slice(0, 20);
