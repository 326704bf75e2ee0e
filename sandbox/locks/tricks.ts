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
] as const;

export type Trick = (typeof TRICKS)[number];

export const isTrick = (name: unknown): name is Trick => TRICKS.some((trick) => trick === name);
