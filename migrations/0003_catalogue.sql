-- What there is to let. Texts that visitors read are {"nl": …, "en"?: …, "fr"?: …}; Dutch is binding and always there.
CREATE DOMAIN translated AS jsonb CHECK (VALUE IS NULL OR (VALUE ? 'nl' AND length(VALUE ->> 'nl') > 0));

CREATE TABLE venues (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name translated NOT NULL,
  description translated,
  street text NOT NULL,
  postal_code text NOT NULL,
  municipality text NOT NULL,
  neighbourhood text NOT NULL,
  latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  email text NOT NULL,
  phone text NOT NULL,
  directions translated NOT NULL,   -- how to get in
  accessibility text[] NOT NULL DEFAULT '{}',
  door_before_minutes integer NOT NULL DEFAULT 15 CHECK (door_before_minutes BETWEEN 0 AND 120),
  door_after_minutes integer NOT NULL DEFAULT 15 CHECK (door_after_minutes BETWEEN 0 AND 120),
  code_shown_hours integer NOT NULL DEFAULT 24 CHECK (code_shown_hours BETWEEN 1 AND 168),
  illustrative boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX venues_of_organisation ON venues (organisation_id);
ALTER TABLE staff_roles ADD FOREIGN KEY (venue_id) REFERENCES venues;

CREATE TABLE spaces (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  name text NOT NULL
);
CREATE INDEX spaces_of_venue ON spaces (venue_id);

-- Opening hours are shared: halls of one venue usually keep the same ones.
CREATE TABLE schedules (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  name text NOT NULL,
  open_on_holidays boolean NOT NULL DEFAULT false
);
CREATE TABLE opening_hours (
  schedule_id uuid NOT NULL REFERENCES schedules,
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens text NOT NULL CHECK (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text NOT NULL CHECK (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  CHECK (opens < closes),
  PRIMARY KEY (schedule_id, weekday, opens)
);
-- A dated exception replaces that day's hours; without times the day is closed.
CREATE TABLE opening_exceptions (
  schedule_id uuid NOT NULL REFERENCES schedules,
  day date NOT NULL,
  opens text CHECK (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text CHECK (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  reason translated,
  CHECK ((opens IS NULL) = (closes IS NULL) AND (opens IS NULL OR opens < closes)),
  PRIMARY KEY (schedule_id, day)
);

-- House rules and cancellation terms: a version that was accepted is never changed, only followed by a newer one.
CREATE TABLE documents (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations,
  kind text NOT NULL CHECK (kind IN ('house-rules', 'cancellation-terms')),
  name text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  body translated NOT NULL,
  refund_steps jsonb NOT NULL DEFAULT '[]',  -- [{"hoursBefore": 120, "percent": 100}, …] in descending order
  valid_from date NOT NULL,
  UNIQUE (organisation_id, kind, name, number)
);
CREATE TRIGGER documents_are_kept BEFORE UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE halls (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  schedule_id uuid NOT NULL REFERENCES schedules,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name translated NOT NULL,
  description translated NOT NULL,
  type text NOT NULL CHECK (type IN ('theatre', 'auditorium', 'sports', 'meeting', 'party', 'rehearsal', 'exhibition', 'foyer', 'studio', 'kitchen', 'outdoor')),
  area_m2 integer NOT NULL CHECK (area_m2 BETWEEN 1 AND 100000),
  features text[] NOT NULL DEFAULT '{}',
  setup_minutes integer NOT NULL DEFAULT 0 CHECK (setup_minutes BETWEEN 0 AND 720),
  teardown_minutes integer NOT NULL DEFAULT 0 CHECK (teardown_minutes BETWEEN 0 AND 720),
  start_step_minutes integer NOT NULL DEFAULT 30 CHECK (start_step_minutes BETWEEN 5 AND 1440),
  shortest_minutes integer NOT NULL DEFAULT 60 CHECK (shortest_minutes BETWEEN 15 AND 10080),
  longest_minutes integer NOT NULL DEFAULT 720 CHECK (longest_minutes BETWEEN shortest_minutes AND 44640),
  notice_minutes integer NOT NULL DEFAULT 120 CHECK (notice_minutes BETWEEN 0 AND 525600),
  window_days integer NOT NULL DEFAULT 365 CHECK (window_days BETWEEN 1 AND 1095),
  approval boolean NOT NULL DEFAULT false,
  hold_minutes integer NOT NULL DEFAULT 15 CHECK (hold_minutes BETWEEN 5 AND 10080),
  approval_hours integer NOT NULL DEFAULT 72 CHECK (approval_hours BETWEEN 1 AND 720),
  quota_bookings integer CHECK (quota_bookings > 0),  -- active future bookings that one booker may hold here
  house_rules text NOT NULL,           -- name of the organisation's document; the version in force counts
  cancellation_terms text NOT NULL,
  floor_plan jsonb NOT NULL DEFAULT '{}',
  illustrative text[] NOT NULL DEFAULT '{}',  -- names of the facts that are plausible, not known
  bookable boolean NOT NULL DEFAULT true,
  search_text text NOT NULL DEFAULT '',       -- folded words of hall, venue, place and type; written with the hall
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX halls_of_venue ON halls (venue_id);
CREATE INDEX halls_by_text ON halls USING gin (search_text gin_trgm_ops);
CREATE INDEX halls_by_feature ON halls USING gin (features);

CREATE TABLE hall_spaces (
  hall_id uuid NOT NULL REFERENCES halls,
  space_id uuid NOT NULL REFERENCES spaces,
  PRIMARY KEY (hall_id, space_id)
);
CREATE INDEX hall_spaces_by_space ON hall_spaces (space_id) INCLUDE (hall_id);

CREATE TABLE layouts (
  hall_id uuid NOT NULL REFERENCES halls,
  kind text NOT NULL CHECK (kind IN ('theatre', 'seminar', 'u-shape', 'block', 'banquet', 'reception', 'standing', 'sports', 'empty')),
  seated integer NOT NULL DEFAULT 0 CHECK (seated >= 0),
  standing integer NOT NULL DEFAULT 0 CHECK (standing >= 0),
  CHECK (seated + standing > 0),
  PRIMARY KEY (hall_id, kind)
);

-- How one gets in, from a date on: the newest row whose day has come counts.
CREATE TABLE hall_access (
  hall_id uuid NOT NULL REFERENCES halls,
  from_on date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('door-code', 'key', 'staff')),
  PRIMARY KEY (hall_id, from_on)
);

CREATE TABLE extras (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  name translated NOT NULL,
  unit text NOT NULL CHECK (unit IN ('piece', 'hour', 'booking', 'person')),
  unit_cents integer NOT NULL CHECK (unit_cents BETWEEN 0 AND 10000000),
  vat_rate integer NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
  stock integer CHECK (stock > 0),  -- null: never runs out
  per_booking_max integer NOT NULL DEFAULT 100 CHECK (per_booking_max BETWEEN 1 AND 10000)
);
CREATE INDEX extras_of_venue ON extras (venue_id);
CREATE TABLE hall_extras (
  hall_id uuid NOT NULL REFERENCES halls,
  extra_id uuid NOT NULL REFERENCES extras,
  PRIMARY KEY (hall_id, extra_id)
);

-- Hourly prices per kind of booker, VAT included, dated by the day of use.
CREATE TABLE tariffs (
  hall_id uuid NOT NULL REFERENCES halls,
  booker_kind text NOT NULL CHECK (booker_kind IN ('resident', 'association', 'company', 'school', 'directorate', 'partner')),
  valid_from date NOT NULL,
  hour_cents integer NOT NULL CHECK (hour_cents BETWEEN 0 AND 10000000),
  minimum_minutes integer NOT NULL DEFAULT 0 CHECK (minimum_minutes BETWEEN 0 AND 1440),
  deposit_cents integer NOT NULL DEFAULT 0 CHECK (deposit_cents BETWEEN 0 AND 10000000),
  vat_rate integer NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
  PRIMARY KEY (hall_id, booker_kind, valid_from)
);
