CREATE TABLE locks (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  name translated NOT NULL,
  gateway text NOT NULL CHECK (gateway ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  lock_name text NOT NULL CHECK (lock_name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),  -- its name in topics
  gateway_status text NOT NULL DEFAULT 'unknown' CHECK (gateway_status IN ('unknown', 'online', 'offline')),
  gateway_status_at timestamptz,
  lock_status text NOT NULL DEFAULT 'unknown' CHECK (lock_status IN ('unknown', 'online', 'offline')),
  boot_id text,
  info jsonb NOT NULL DEFAULT '{}',
  battery_percent smallint,
  clock_skew_seconds integer,
  reported jsonb NOT NULL DEFAULT '{}',  -- the newest report without its codes
  reported_at timestamptz,
  manifest_rev bigint NOT NULL DEFAULT 0,
  in_flight uuid,                        -- the command that waits for its answer: one at a time
  in_flight_until timestamptz,
  UNIQUE (gateway, lock_name)
);
CREATE INDEX locks_of_venue ON locks (venue_id);
CREATE TABLE hall_locks (
  hall_id uuid NOT NULL REFERENCES halls,
  lock_id uuid NOT NULL REFERENCES locks,
  PRIMARY KEY (hall_id, lock_id)
);

-- The right to open the doors of one booking, in windows. One door code serves them all.
CREATE TABLE grants (
  id uuid PRIMARY KEY,
  booking_id uuid NOT NULL UNIQUE REFERENCES bookings,
  rev integer NOT NULL DEFAULT 1,
  windows tstzmultirange NOT NULL CHECK (NOT isempty(windows)),
  revoked_at timestamptz,
  code_sealed bytea,                   -- AES-256-GCM under a key of its own, which a key of the ring wraps; null once wiped
  code_key text NOT NULL,              -- which key of the ring
  wiped_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((code_sealed IS NULL) = (wiped_at IS NOT NULL))
);
CREATE INDEX grants_to_wipe ON grants (coalesce(revoked_at, upper(windows))) WHERE wiped_at IS NULL;

-- Desired and reported, one row per grant and lock; the state a person sees is computed from both and the clock.
CREATE TABLE lock_codes (
  id uuid PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES grants,
  lock_id uuid NOT NULL REFERENCES locks,
  ref text NOT NULL UNIQUE,            -- its name in the native profile; says nothing about the booking
  rev integer NOT NULL,
  desired text NOT NULL CHECK (desired IN ('present', 'absent')),
  windows tstzmultirange NOT NULL CHECK (NOT isempty(windows)),
  code_fingerprint bytea,              -- HMAC, for uniqueness without reading; kept for a month after the last window
  send_at timestamptz NOT NULL,        -- from when on the lock should have it
  act_at timestamptz,                  -- when to look at it again; null: settled, nothing is left to do
  sent_rev integer,
  cmd_id uuid,
  sent_at timestamptz,
  attempts integer NOT NULL DEFAULT 0, -- sent since the last answer that helped
  answer_rev integer,
  answer_status text CHECK (answer_status IN ('accepted', 'installed', 'removed', 'unconfirmed', 'rejected', 'failed', 'needed')),
  evidence text CHECK (evidence IN ('read_back', 'device_ack', 'bridge_ack', 'none')),
  error_code text,
  error_retry text CHECK (error_retry IN ('never', 'later', 'new_pin')),
  answered_at timestamptz,             -- since when it is so, by the gateway's clock; null while a command is on its way
  UNIQUE (grant_id, lock_id)
);
CREATE INDEX lock_codes_to_do ON lock_codes (lock_id, act_at) WHERE act_at IS NOT NULL;
CREATE INDEX lock_codes_digits ON lock_codes (lock_id) INCLUDE (code_fingerprint) WHERE code_fingerprint IS NOT NULL;

-- Codes that a lock turned out to hold without us: never drawn for it again.
CREATE TABLE foreign_codes (
  lock_id uuid NOT NULL REFERENCES locks,
  code_fingerprint bytea NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (lock_id, code_fingerprint)
);

CREATE TABLE alarms (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('at-risk', 'fallback', 'failed', 'removal-overdue', 'gateway-offline')),
  lock_id uuid REFERENCES locks,
  booking_id uuid REFERENCES bookings,
  raised_at timestamptz NOT NULL,
  cleared_at timestamptz,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX alarms_once ON alarms (kind, lock_id, booking_id) NULLS NOT DISTINCT WHERE cleared_at IS NULL;
CREATE INDEX alarms_of_booking ON alarms (booking_id) WHERE booking_id IS NOT NULL;

CREATE TABLE code_reveals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES grants,
  person_id uuid NOT NULL REFERENCES persons,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX code_reveals_of_grant ON code_reveals (grant_id, at);

-- What doors say: a repeated event is kept once. Never the digits that somebody typed.
CREATE TABLE door_events (
  lock_id uuid NOT NULL REFERENCES locks,
  id text NOT NULL CHECK (length(id) <= 64),  -- chosen by the gateway
  kind text NOT NULL,
  ref text,
  details jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,             -- by the gateway's clock
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (lock_id, id)
);
CREATE INDEX door_events_of_lock ON door_events (lock_id, at DESC);
