/** One kind of what we know of somebody: which columns point to them, and the rows as they get them. `:person` is who asks. */
export interface DataSection {
  /** Columns that lead from a person, or from a booking of theirs, to these rows. */
  columns: readonly string[];
  sql: string;
}

const ofBookings = 'JOIN bookings b ON b.id = x.booking_id AND b.person_id = :person';

/**
 * Everything that the database has of a person, kind by kind. A table that points to persons or bookings belongs here or in `NOT_THEIRS`:
 * a test names the one that is in neither. No door code and no session token: those are secrets, wherever they are written.
 */
export const DATA_SECTIONS = {
  profile: {
    columns: [],
    sql: `SELECT id, given_name AS "givenName", family_name AS "familyName", email, phone, subject AS "loginSubject", created_at AS "knownSince" FROM persons WHERE id = :person`,
  },
  alsoKnownAs: {
    columns: ['persons.merged_into', 'merge_offers.person_id', 'merge_offers.phone_person_id'],
    sql: `SELECT p.given_name AS "givenName", p.family_name AS "familyName", p.email, p.phone, p.created_at AS "knownSince" FROM persons p
      WHERE p.merged_into = :person ORDER BY p.created_at, p.id`,
  },
  memberships: {
    columns: ['memberships.person_id'],
    sql: `SELECT o.name AS organisation, x.role, x.source, x.since, x.ended_at AS "endedAt" FROM memberships x JOIN organisations o ON o.id = x.organisation_id
      WHERE x.person_id = :person ORDER BY x.since, o.name`,
  },
  invitations: {
    columns: ['invitations.invited_by', 'invitations.accepted_by'],
    sql: `SELECT o.name AS organisation, x.role, CASE WHEN x.invited_by = :person THEN 'sent' ELSE 'accepted' END AS "what", x.created_at AS "createdAt", x.accepted_at AS "acceptedAt"
      FROM invitations x JOIN organisations o ON o.id = x.organisation_id WHERE :person IN (x.invited_by, x.accepted_by) ORDER BY x.created_at, x.id`,
  },
  roles: {
    columns: ['staff_roles.person_id'],
    sql: `SELECT x.role, o.name AS organisation, v.name AS venue, x.source, x.since, x.ends_at AS "endsAt"
      FROM staff_roles x JOIN organisations o ON o.id = x.organisation_id LEFT JOIN venues v ON v.id = x.venue_id WHERE x.person_id = :person ORDER BY x.since, x.id`,
  },
  watch: {
    columns: ['watchers.person_id'],
    sql: `SELECT o.name AS organisation, v.name AS venue, x.phone FROM watchers x JOIN rotas r ON r.id = x.rota_id JOIN organisations o ON o.id = r.organisation_id
      LEFT JOIN venues v ON v.id = r.venue_id WHERE x.person_id = :person ORDER BY o.name, r.id, x.number`,
  },
  sessions: {
    columns: ['sessions.person_id'],
    sql: `SELECT x.created_at AS "createdAt", x.seen_at AS "seenAt", x.expires_at AS "expiresAt", o.name AS "actingFor"
      FROM sessions x LEFT JOIN organisations o ON o.id = x.organisation_id WHERE x.person_id = :person ORDER BY x.created_at`,
  },
  calendarFeeds: {
    columns: ['calendar_feeds.person_id'],
    sql: `SELECT o.name AS organisation, x.language, x.made_at AS "madeAt", x.read_at AS "readAt"
      FROM calendar_feeds x LEFT JOIN organisations o ON o.id = x.organisation_id WHERE x.person_id = :person ORDER BY x.made_at, x.id`,
  },
  bookings: {
    columns: ['bookings.person_id', 'booking_lines.booking_id', 'booking_history.booking_id', 'booking_moves.booking_id', 'extra_orders.booking_id'],
    sql: `SELECT b.code, b.status, lower(b.period) AS start, upper(b.period) AS "end", h.name AS hall, v.name AS venue, o.name AS organisation, b.booker_kind AS "bookerKind",
        b.activity, b.attendance, b.layout, b.remarks, b.language, b.channel, b.total_cents AS "totalCents", b.deposit_cents AS "depositCents",
        b.decision_reason AS "decisionReason", b.created_at AS "createdAt",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('label', l.label, 'quantity', l.quantity, 'grossCents', l.gross_cents) ORDER BY l.position), '[]')
          FROM booking_lines l WHERE l.booking_id = b.id) AS lines,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('status', y.status, 'at', y.at, 'channel', y.channel, 'reason', y.reason) ORDER BY y.number), '[]')
          FROM booking_history y WHERE y.booking_id = b.id) AS history,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('hall', was.name, 'start', lower(m.period), 'end', upper(m.period), 'totalCents', m.total_cents) ORDER BY m.number), '[]')
          FROM booking_moves m JOIN halls was ON was.id = m.hall_id WHERE m.booking_id = b.id) AS "movedFrom"
      FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id LEFT JOIN organisations o ON o.id = b.organisation_id
      WHERE b.person_id = :person ORDER BY b.created_at, b.id`,
  },
  payments: {
    columns: ['payments.booking_id'],
    sql: `SELECT b.code AS booking, x.status, x.amount_cents AS "amountCents", x.refunded_cents AS "refundedCents", x.method, x.created_at AS "createdAt", x.paid_at AS "paidAt"
      FROM payments x ${ofBookings} ORDER BY x.created_at, x.id`,
  },
  payLinks: {
    columns: ['pay_links.booking_id'],
    sql: `SELECT b.code AS booking, x.recipient, x.created_at AS "createdAt", x.expires_at AS "expiresAt", x.revoked_at AS "revokedAt"
      FROM pay_links x ${ofBookings} ORDER BY x.created_at, x.id`,
  },
  refunds: {
    columns: [],
    sql: `SELECT b.code AS booking, r.status, r.reason, r.amount_cents AS "amountCents", r.created_at AS "createdAt"
      FROM refunds r JOIN payments x ON x.id = r.payment_id ${ofBookings} ORDER BY r.created_at, r.id`,
  },
  feedback: {
    columns: ['feedback.booking_id', 'feedback.given_by', 'feedback_asked.booking_id', 'feedback_photos.booking_id'],
    sql: `SELECT b.code AS booking, x.stars, x.category, x.text, x.given_at AS "givenAt", x.changed_at AS "changedAt", x.handled_at AS "handledAt", x.note AS "answer",
        (SELECT count(*) FROM feedback_photos p WHERE p.booking_id = x.booking_id) AS photos
      FROM feedback x JOIN bookings b ON b.id = x.booking_id WHERE :person IN (x.given_by, b.person_id) ORDER BY x.given_at, x.booking_id`,
  },
  savedHalls: {
    columns: ['saved_halls.person_id'],
    sql: `SELECT h.name ->> 'nl' AS hall, x.saved_at AS "savedAt" FROM saved_halls x JOIN halls h ON h.id = x.hall_id WHERE x.person_id = :person ORDER BY x.saved_at, x.hall_id`,
  },
  accessRights: {
    columns: ['grants.booking_id'],
    sql: `SELECT b.code AS booking, x.windows::text AS windows, x.revoked_at AS "revokedAt" FROM grants x ${ofBookings} ORDER BY b.created_at, x.id`,
  },
  codesShown: {
    columns: ['code_reveals.person_id'],
    sql: `SELECT b.code AS booking, x.at, x.identity_check AS "readAloudAfter" FROM code_reveals x JOIN grants g ON g.id = x.grant_id JOIN bookings b ON b.id = g.booking_id WHERE x.person_id = :person ORDER BY x.at, x.id`,
  },
  openers: {
    columns: ['openers.booking_id', 'openers.named_by'],
    sql: `SELECT b.code AS booking, x.name, x.email, x.phone, x.named_at AS "namedAt", x.withdrawn_at AS "withdrawnAt",
        (SELECT max(r.at) FROM code_reveals r WHERE r.opener_id = x.id) AS "sawCodeAt"
      FROM openers x JOIN bookings b ON b.id = x.booking_id WHERE :person IN (x.named_by, b.person_id) AND x.wiped_at IS NULL ORDER BY x.named_at, x.id`,
  },
  mails: {
    columns: ['mails.person_id', 'mails.booking_id'],
    sql: `SELECT x.template, x.recipient, x.language, x.status, x.created_at AS "createdAt", x.sent_at AS "sentAt", b.code AS booking
      FROM mails x LEFT JOIN bookings b ON b.id = x.booking_id WHERE x.person_id = :person ORDER BY x.created_at, x.id`,
  },
  readByStaff: {
    columns: [],
    // Gathered first, as in list-data-reads.ts: through the index of persons.
    sql: `WITH mine AS MATERIALIZED (SELECT * FROM audit
        WHERE person_ids && (ARRAY[CAST(:person AS uuid)] || ARRAY(SELECT id FROM persons WHERE merged_into = :person)))
      SELECT a.at, a.action, a.acting_role AS role, o.name AS organisation, a.reason, b.code AS booking
      FROM mine a LEFT JOIN organisations o ON o.id = a.acting_organisation_id LEFT JOIN bookings b ON b.id = a.subject_id AND a.subject_kind = 'booking'
      WHERE a.person_id IS DISTINCT FROM :person ORDER BY a.id`,
  },
  doneByYou: {
    columns: ['audit.person_id'],
    sql: `SELECT at, action, subject_kind AS "subjectKind", channel, reason FROM audit WHERE person_id = :person ORDER BY id`,
  },
} as const satisfies Record<string, DataSection>;

export type DataSectionName = keyof typeof DATA_SECTIONS;

/** Columns that point to a person or a booking and are left out of what a person gets, each with why. */
export const NOT_THEIRS: Readonly<Record<string, string>> = {
  'memberships.confirmed_by': 'what an agent did at work; it is among what they did',
  'bookings.placed_by': 'what an agent did at work for a caller, whose data it is',
  'booking_history.person_id': 'who changed a booking: the booking is the booker’s',
  'closures.made_by': 'what a manager did at work; it is among what they did',
  'tariff_versions.published_by': 'what somebody of finance did at work; it is among what they did',
  'staff_roles.given_by': 'what an administrator did at work; it is among what they did',
  'feedback.handled_by': 'what a manager did at work; it is among what they did',
  'call_holds.agent_id': 'what an agent did at work for a caller, whose hold it is',
  'call_holds.booking_id': 'that nothing was agreed yet: the hold is among the bookings',
  'pay_links.made_by': 'what an agent did at work; it is among what they did',
  'alarms.booking_id': 'about a lock, not about a person',
  'errands.booking_id': 'what a lock was asked for them; that staff did so is among who of the staff looked',
  'alarms.acknowledged_by': 'what somebody did at work; it is among what they did',
  'alarms.settled_by': 'what somebody did at work; it is among what they did',
  'commissionings.tested_by': 'what a manager did at work; it is among what they did',
  'grants.stands_in_for': 'which spare code of a lock stood in for theirs; the booking and its code are told above',
};
