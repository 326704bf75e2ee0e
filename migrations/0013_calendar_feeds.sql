-- An address with a secret in it, under which a calendar application follows somebody's bookings. The secret is kept as its hash only.
CREATE TABLE calendar_feeds (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES persons,
  organisation_id uuid REFERENCES organisations,  -- the organisation's bookings; null: the person's own
  secret_hash bytea NOT NULL UNIQUE,
  language text NOT NULL CHECK (language IN ('nl', 'en', 'fr')),  -- of what it says; calendar applications do not say theirs
  made_at timestamptz NOT NULL,
  read_at timestamptz,                            -- when it was last fetched, to the hour
  UNIQUE NULLS NOT DISTINCT (person_id, organisation_id)
);
