import { formatInstant } from '../contract/texts/format.ts';
import { inLanguage } from '../kernel/text.ts';
import { alarmFacts, type AlarmFacts } from './alarm-facts.ts';
import type { MailRow, Words } from './mail.ts';
import { listBooking } from './say-booking.ts';
import type { AlarmTexts, AlarmWords } from './texts/alarm-texts.ts';
import type { MailTexts, Said } from './texts/mail-texts.ts';
import { bookingOf, texts, type Write, type Writing } from './writing.ts';

/** As long as it is open. */
export const alarm: Write = (writing, mail) => write(writing, mail, ({ cleared }) => !cleared, (t) => t.alarm);
/** As long as it is open and nobody took it up. */
export const alarmEscalated: Write = (writing, mail) => write(writing, mail, ({ cleared, acknowledged }) => !cleared && !acknowledged, (t) => t.alarmEscalated);
/** As long as it did not come back, and nothing worse took its place. */
export const alarmCleared: Write = (writing, mail) => write(writing, mail, ({ cleared, others }) => cleared && !others, (t) => t.alarmCleared);

async function write(writing: Writing, mail: MailRow, holds: (facts: AlarmFacts) => boolean, say: (t: MailTexts) => AlarmTexts['alarm']): Promise<Words | undefined> {
  const id = mail.facts['alarmId'] ?? '';
  const facts = await alarmFacts(writing.db, id);
  if (!facts || !holds(facts)) return undefined;
  const t = texts(mail);
  const words: AlarmWords = t.alarms[facts.kind];
  const { action = '', ...said }: Said = say(t)(words, [facts.lock, facts.venue].flatMap((name) => (name ? inLanguage(name, mail.language) : [])).join(', '));
  return { ...said, facts: await listed(writing, mail, facts), action: { label: action, url: `${writing.origin}/beheer/alarmen${facts.cleared ? '' : `#alarm-${id}`}` } };
}

/** Where it is, since when, and for which booking. Who booked is nothing for a firm that only opens a door. */
async function listed(writing: Writing, mail: MailRow, { lock, address, raisedAt }: AlarmFacts): Promise<NonNullable<Words['facts']>> {
  const t = texts(mail);
  const booking = await bookingOf(writing, mail);
  const personal = mail.facts['to'] === 'outside' ? [t.labels.booker, t.labels.activity, t.labels.price] : [];
  return [
    ...(lock ? [[t.labels.lock, inLanguage(lock, mail.language)] as const] : []), [t.labels.since, formatInstant(raisedAt, mail.language)],
    ...(booking ? listBooking(booking, mail.language, t).filter(([name]) => !personal.includes(name)) : address ? [[t.labels.address, address] as const] : []),
  ];
}
