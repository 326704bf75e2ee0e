/**
 * What becomes of a row that refers to a person who turns out to be another one. `move`: it is theirs now. `move-unless-there`: the same,
 * but they may have such a row already, which then counts. `own-way`: `merge-persons.ts` says how. `stays`: it says who did something at
 * the time, or is only there for somebody who has logged in, as whoever goes into another never has.
 */
export type OnMerge = 'move' | 'move-unless-there' | 'own-way' | 'stays';

/** Every column that refers to a person. A test fails when the schema has one that is not here. */
export const PERSON_REFERENCES: Readonly<Record<string, OnMerge>> = {
  'alarms.acknowledged_by': 'stays',
  'alarms.settled_by': 'stays',
  'commissionings.tested_by': 'stays',
  'booking_history.person_id': 'stays',
  'bookings.person_id': 'own-way',
  'bookings.placed_by': 'move',
  'calendar_feeds.person_id': 'move-unless-there',
  'call_holds.agent_id': 'stays',
  'closures.made_by': 'stays',
  'code_reveals.person_id': 'move',
  'feedback.given_by': 'move',
  'feedback.handled_by': 'stays',
  'invitations.accepted_by': 'stays',
  'invitations.invited_by': 'stays',
  'mails.person_id': 'move',
  'memberships.confirmed_by': 'stays',
  'memberships.person_id': 'own-way',
  'merge_offers.person_id': 'stays',
  'merge_offers.phone_person_id': 'stays',
  'openers.named_by': 'move',
  'pay_links.made_by': 'stays',
  'persons.merged_into': 'move',
  'saved_halls.person_id': 'move-unless-there',
  'sessions.person_id': 'stays',
  'staff_roles.given_by': 'stays',
  'staff_roles.person_id': 'stays',
  'tariff_versions.published_by': 'stays',
  'watchers.person_id': 'stays',
};

/** Besides the person, what makes a row of these tables the same one. */
export const SAME_ROW_BY: Readonly<Record<string, readonly string[]>> = {
  'calendar_feeds.person_id': ['organisation_id'],
  'saved_halls.person_id': ['hall_id'],
};
