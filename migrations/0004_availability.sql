-- Who holds a space when, whatever the reason. One claim per space per local day, so that a search over all halls reads
-- one short stretch of a btree instead of walking the whole GiST index. The period includes setup and teardown.
CREATE TABLE claims (
  space_id uuid NOT NULL REFERENCES spaces,
  day date NOT NULL,
  period tstzrange NOT NULL,
  holder_kind text NOT NULL CHECK (holder_kind IN ('booking', 'closure', 'partner')),
  holder_id uuid NOT NULL,
  held_until timestamptz,          -- null: firm; otherwise the claim gives way from that instant on
  PRIMARY KEY (holder_id, space_id, day, period),
  CONSTRAINT claims_have_length CHECK (NOT isempty(period) AND lower_inc(period) AND NOT upper_inc(period)),
  CONSTRAINT claims_within_day CHECK (
    lower(period) >= (day::timestamp AT TIME ZONE 'Europe/Brussels')
    AND upper(period) <= ((day + 1)::timestamp AT TIME ZONE 'Europe/Brussels')),
  CONSTRAINT claims_never_overlap EXCLUDE USING gist (space_id WITH =, period WITH &&)
);
CREATE INDEX claims_by_day ON claims (day, space_id) INCLUDE (period, held_until);
CREATE INDEX claims_that_lapse ON claims (held_until) WHERE held_until IS NOT NULL;

-- A closure claims what is free; what stands in its way passes to it when it is released.
CREATE TABLE closures (
  id uuid PRIMARY KEY,
  period tstzrange NOT NULL,
  reason translated NOT NULL,
  made_by uuid REFERENCES persons,
  lifted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE closure_spaces (
  closure_id uuid NOT NULL REFERENCES closures,
  space_id uuid NOT NULL REFERENCES spaces,
  PRIMARY KEY (closure_id, space_id)
);
CREATE INDEX closure_spaces_by_space ON closure_spaces (space_id);
CREATE INDEX closures_by_period ON closures USING gist (period) WHERE lifted_at IS NULL;
