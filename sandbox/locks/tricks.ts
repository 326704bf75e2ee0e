import type { FaceOptions } from './live-twin.ts';

/** How locks and their bridges misbehave in real life; each is switched on per lock, by tests and on the panel. */
export const TRICKS = [
  /** A code is accepted and not applied. */
  'ignores_writes',
  /** It is applied, and reported as failed. */
  'reports_failure',
  /** It is applied, and nothing is answered. */
  'answers_nothing',
  /** Deleting is answered with ok, and the code still opens. */
  'ignores_deletes',
  /** The bridge tells an old state again and again beside the new one. */
  'repeats_old_state',
  /** The bridge shows digits. */
  'exposes_pins',
  /** Z-Wave: written, and answered with 255, unconfirmed. */
  'leaves_unconfirmed',
  /** Equal digits are refused, and nobody is told why. */
  'refuses_silently',
  /** Nuki: the list is cut off at ten entries. */
  'cuts_list',
  /** Nuki: the list is cut off at 4,096 bytes, in the middle of an entry. */
  'cuts_bytes',
  /** Nuki: the entry is made without its window, and would open for ever. */
  'loses_windows',
  /** Zigbee2MQTT is not set to say when it last heard a lock. */
  'hides_last_seen',
  /** Z-Wave: the node takes no codes. */
  'lacks_user_codes',
] as const;

export type Trick = (typeof TRICKS)[number];
export type Make = FaceOptions['make'];

const EVERY_BRIDGE: readonly Trick[] = ['ignores_writes', 'answers_nothing', 'ignores_deletes', 'refuses_silently'];
/** What each make can do wrong here; native locks only fail as locks do, by their line, clock and battery. */
export const TRICKS_OF: Readonly<Record<Make, readonly Trick[]>> = {
  native: [],
  zigbee2mqtt: [...EVERY_BRIDGE, 'reports_failure', 'repeats_old_state', 'exposes_pins', 'hides_last_seen'],
  'zwave-js-ui': [...EVERY_BRIDGE, 'leaves_unconfirmed', 'lacks_user_codes'],
  nuki_hub: [...EVERY_BRIDGE, 'reports_failure', 'cuts_list', 'cuts_bytes', 'loses_windows'],
};

export const isTrick = (name: unknown): name is Trick => TRICKS.some((trick) => trick === name);
