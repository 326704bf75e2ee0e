-- Alarms reach somebody who acts: more of what goes wrong with locks, who took an alarm up, and when it goes to others because nobody did.
ALTER TABLE alarms DROP CONSTRAINT alarms_kind_check;
ALTER TABLE alarms ADD CONSTRAINT alarms_kind_check CHECK (kind IN (
  'at-risk', 'fallback', 'failed', 'removal-overdue', 'no-space',
  'gateway-offline', 'lock-offline', 'stuck', 'unfit', 'tampered', 'locked-out', 'codes-changed',
  'battery-low', 'battery-critical', 'clock-skew', 'clock-wrong'));
ALTER TABLE alarms
  ADD starts_at timestamptz,        -- of the stay that it is about: once that begins at another moment, it is another alarm
  ADD escalate_at timestamptz,      -- when it goes to more people, unless somebody takes it up first; null: it is not urgent
  ADD escalated_at timestamptz,
  ADD acknowledged_at timestamptz,
  ADD acknowledged_by uuid REFERENCES persons,
  ADD settled_by uuid REFERENCES persons,  -- who said that it is over, where no lock can tell
  ADD CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
  ADD CHECK (settled_by IS NULL OR cleared_at IS NOT NULL);
UPDATE alarms a SET starts_at = lower(b.period) FROM bookings b
WHERE b.id = a.booking_id AND a.cleared_at IS NULL AND a.kind IN ('at-risk', 'fallback', 'failed');
CREATE INDEX alarms_cleared ON alarms (cleared_at) WHERE cleared_at IS NOT NULL;
CREATE INDEX alarms_of_lock ON alarms (lock_id, kind) WHERE lock_id IS NOT NULL;
CREATE INDEX mails_of_alarm ON mails ((facts ->> 'alarmId')) WHERE facts ? 'alarmId';

ALTER TABLE locks
  ADD lock_status_at timestamptz,                -- since when the lock is as it is
  ADD foreign_known integer NOT NULL DEFAULT 0;  -- how many codes that are not ours somebody knows of
UPDATE locks SET lock_status_at = coalesce(reported_at, now()) WHERE lock_status <> 'unknown';
UPDATE locks SET foreign_known = (reported -> 'slots' ->> 'foreign')::integer WHERE reported -> 'slots' ? 'foreign';
CREATE INDEX door_events_alarming ON door_events (received_at) WHERE kind IN ('tamper', 'lockout', 'refused', 'stuck');

-- Who has the watch when: a rota for an organisation, or for one of its venues.
CREATE TABLE rotas (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations,
  venue_id uuid REFERENCES venues,  -- null: every venue of the organisation, and of its parts
  version integer NOT NULL DEFAULT 1,
  UNIQUE NULLS NOT DISTINCT (organisation_id, venue_id)
);
CREATE TABLE watchers (
  rota_id uuid NOT NULL REFERENCES rotas,
  number smallint NOT NULL CHECK (number BETWEEN 1 AND 30),
  person_id uuid REFERENCES persons,  -- null: somebody who does not log in here, such as a concierge firm
  name text CHECK (length(name) BETWEEN 1 AND 100),
  email text,
  phone text NOT NULL,                -- whom bookers call in that hour
  PRIMARY KEY (rota_id, number),
  CHECK (CASE WHEN person_id IS NULL THEN name IS NOT NULL AND email IS NOT NULL ELSE name IS NULL AND email IS NULL END)
);
CREATE INDEX watchers_of_person ON watchers (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE watch_turns (
  rota_id uuid NOT NULL,
  position smallint NOT NULL,
  watcher smallint NOT NULL,
  weekdays smallint[] NOT NULL CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[] AND cardinality(weekdays) > 0),  -- on which it begins
  from_time text NOT NULL CHECK (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  until_time text NOT NULL CHECK (until_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),  -- not after `from`: on the next day
  PRIMARY KEY (rota_id, position),
  FOREIGN KEY (rota_id, watcher) REFERENCES watchers
);
CREATE TABLE watch_replacements (
  rota_id uuid NOT NULL,
  position smallint NOT NULL,
  first_on date NOT NULL,
  last_on date NOT NULL,
  absent smallint NOT NULL,
  substitute smallint,              -- null: nobody
  PRIMARY KEY (rota_id, position),
  FOREIGN KEY (rota_id, absent) REFERENCES watchers,
  FOREIGN KEY (rota_id, substitute) REFERENCES watchers,
  CHECK (first_on <= last_on AND absent IS DISTINCT FROM substitute)
);

-- Whoever looks at the alarms of a venue sees what became of the mails about them.
CREATE FUNCTION tell_of_alarm_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(DISTINCT coalesce(l.venue_id, h.venue_id)))
  FROM changed n JOIN alarms a ON a.id::text = n.facts ->> 'alarmId' LEFT JOIN locks l ON l.id = a.lock_id
  LEFT JOIN bookings b ON b.id = a.booking_id LEFT JOIN halls h ON h.id = b.hall_id
  WHERE n.facts ? 'alarmId' HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER alarm_mails_written AFTER INSERT ON mails REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_alarm_mails();
CREATE TRIGGER alarm_mails_changed AFTER UPDATE ON mails REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_alarm_mails();
-- A rota of an organisation is that of its parts too.
CREATE FUNCTION tell_of_rotas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(DISTINCT v.id)) FROM changed n JOIN organisations o ON n.organisation_id IN (o.id, o.part_of)
  JOIN venues v ON v.organisation_id = o.id AND coalesce(n.venue_id, v.id) = v.id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER rotas_made AFTER INSERT ON rotas REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_rotas();
CREATE TRIGGER rotas_changed AFTER UPDATE ON rotas REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_rotas();
