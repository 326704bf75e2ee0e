CREATE TABLE locks (
  id uuid PRIMARY KEY,
  venue_id uuid NOT NULL REFERENCES venues,
  name translated NOT NULL,
  gateway text NOT NULL CHECK (gateway ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  lock_name text NOT NULL CHECK (lock_name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),  -- its name in topics
  gateway_status text NOT NULL DEFAULT 'unknown' CHECK (gateway_status IN ('unknown', 'online', 'offline')),
  lock_status text NOT NULL DEFAULT 'unknown' CHECK (lock_status IN ('unknown', 'online', 'offline')),
  boot_id text,
  info jsonb NOT NULL DEFAULT '{}',
  battery_percent smallint,
  clock_skew_seconds integer,
  reported jsonb NOT NULL DEFAULT '{}',
  reported_at timestamptz,
  manifest_rev bigint NOT NULL DEFAULT 0,
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
  windows tstzmultirange NOT NULL,
  revoked_at timestamptz,
  code_sealed bytea,                   -- AES-256-GCM; null once wiped
  code_key text,                       -- which key sealed it
  code_fingerprint bytea,              -- HMAC, for uniqueness without reading
  wiped_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((code_sealed IS NULL) = (wiped_at IS NOT NULL))
);
CREATE INDEX grants_to_wipe ON grants (upper(windows)) WHERE wiped_at IS NULL;

-- Desired and reported, one row per grant and lock; the state a person sees is computed from both and the clock.
CREATE TABLE lock_codes (
  id uuid PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES grants,
  lock_id uuid NOT NULL REFERENCES locks,
  ref text NOT NULL UNIQUE,            -- its name in the native profile; says nothing about the booking
  rev integer NOT NULL,
  desired text NOT NULL CHECK (desired IN ('present', 'absent')),
  windows tstzmultirange NOT NULL,
  code_fingerprint bytea,
  send_at timestamptz NOT NULL,        -- from when on the lock should have it
  until timestamptz NOT NULL,          -- end of the last window
  sent_rev integer,
  cmd_id uuid,
  sent_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  reported_rev integer,
  reported_status text CHECK (reported_status IN ('accepted', 'installed', 'removed', 'unconfirmed', 'rejected', 'failed')),
  evidence text CHECK (evidence IN ('read_back', 'device_ack', 'bridge_ack', 'none')),
  error_code text,
  confirmed_at timestamptz,
  removed_at timestamptz,
  settled boolean NOT NULL DEFAULT false,  -- nothing left to do: removed, or its window is over and the lock confirms
  UNIQUE (grant_id, lock_id)
);
CREATE INDEX lock_codes_to_do ON lock_codes (lock_id, send_at) WHERE NOT settled;
CREATE INDEX lock_codes_live ON lock_codes (lock_id, code_fingerprint) WHERE NOT settled;

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

CREATE TABLE code_reveals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  grant_id uuid NOT NULL REFERENCES grants,
  person_id uuid NOT NULL REFERENCES persons,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX code_reveals_of_grant ON code_reveals (grant_id, at);

CREATE TABLE door_events (
  id uuid PRIMARY KEY,                 -- chosen by the gateway: a repeated event is kept once
  lock_id uuid NOT NULL REFERENCES locks,
  kind text NOT NULL,
  ref text,
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX door_events_of_lock ON door_events (lock_id, at DESC);
CREATE INDEX alarms_of_booking ON alarms (booking_id) WHERE booking_id IS NOT NULL;
