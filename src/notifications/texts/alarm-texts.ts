import type { AlarmKind } from '../../access/alarm-kinds.ts';
import type { Said, SaidBooking } from './mail-texts.ts';
import type { SaidHelp } from './door-texts.ts';

/** An alarm in plain words: what it is called, what is the matter, and what to do. Pages and mails say the same. */
export interface AlarmWords {
  title: string;
  what: string;
  act: string;
}

export interface AlarmTexts {
  alarms: Record<AlarmKind, AlarmWords>;
  /** `place`: the door and its building. */
  alarm: (words: AlarmWords, place: string) => Said;
  /** Nobody took it up. */
  alarmEscalated: (words: AlarmWords, place: string) => Said;
  alarmCleared: (words: AlarmWords, place: string) => Said;
  /** No code could be drawn for the booking. */
  doorWithoutCode: (booking: SaidBooking, help: SaidHelp) => Said;
}
