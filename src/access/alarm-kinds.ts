/** What may be wrong with a door, the most pressing first. The database knows the same words: a new one needs a migration. */
export const ALARM_KINDS = [
  // A booking that may not get in
  'fallback', 'at-risk', 'failed',
  // A door that opens for whoever should not have it open
  'removal-overdue', 'tampered', 'locked-out', 'clock-wrong',
  // A lock or a gateway that does not do its work
  'gateway-offline', 'stuck', 'lock-offline', 'unfit', 'codes-changed', 'no-space', 'battery-critical', 'clock-skew', 'battery-low',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/**
 * Somebody is woken for these, at night too. A lock that is away or runs low is none: as long as nobody is to come in, it can wait until the morning, and
 * whoever is to come in makes an alarm of its own.
 */
export const URGENT: readonly AlarmKind[] = ['fallback', 'at-risk', 'failed', 'removal-overdue', 'tampered', 'locked-out', 'clock-wrong', 'gateway-offline', 'stuck'];

/** About a booking: about another stay they are another alarm. One that is further away than this is nothing to be woken for. */
export const OF_STAY: readonly AlarmKind[] = ['fallback', 'at-risk', 'failed'];
export const SOON_HOURS = 24;

/** About a lock or gateway: well for a moment, and wrong again within so many minutes, it is still the same alarm, and nobody is mailed again. */
export const OF_LOCK: readonly AlarmKind[] = [
  'tampered', 'locked-out', 'clock-wrong', 'gateway-offline', 'stuck', 'lock-offline', 'unfit', 'codes-changed', 'no-space', 'battery-critical', 'clock-skew', 'battery-low',
];
export const COOL_DOWN_MINUTES = 30;

/** Somebody looks, and says that it is over, or in order as it is. The lasting ones end only so: no lock can tell that nobody works at it any more. */
export const SETTLED_BY_HAND: readonly AlarmKind[] = ['tampered', 'codes-changed'];
export const LASTING: readonly AlarmKind[] = ['tampered'];

/** How long the first who are told have to take an urgent alarm up, before more people are: less when somebody comes within the hour. */
export const ESCALATE_MINUTES = { usual: 15, soon: 5 };
export const WITHIN_THE_HOUR_MINUTES = 60;
