-- A new lock opens no hall before somebody has tried it: until then it is only here, with the halls that it is to open.
ALTER TABLE locks ADD state text NOT NULL DEFAULT 'in-service' CHECK (state IN ('commissioning', 'in-service'));
CREATE TABLE commissionings (
  lock_id uuid PRIMARY KEY REFERENCES locks,
  hall_ids uuid[] NOT NULL CHECK (cardinality(hall_ids) BETWEEN 1 AND 50),
  grant_id uuid REFERENCES grants,    -- the newest test code
  tested_by uuid REFERENCES persons,  -- who alone sees its digits
  CHECK ((grant_id IS NULL) = (tested_by IS NULL))
);
CREATE INDEX commissionings_of_grant ON commissionings (grant_id);

-- What gateways say of locks that nobody has commissioned: the newest hundred of each gateway.
CREATE TABLE unclaimed_locks (
  gateway text NOT NULL CHECK (gateway ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  lock_name text NOT NULL CHECK (lock_name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  info jsonb NOT NULL DEFAULT '{}',
  reported jsonb NOT NULL DEFAULT '{}',  -- without its codes
  heard_at timestamptz NOT NULL,
  PRIMARY KEY (gateway, lock_name)
);

-- A code without a booking is looked at by whoever looks after the venue.
CREATE FUNCTION tell_of_spare_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(DISTINCT l.venue_id)) FROM changed n JOIN before o USING (id) JOIN grants g ON g.id = n.grant_id AND g.booking_id IS NULL JOIN locks l ON l.id = n.lock_id
  WHERE (n.rev, n.desired, n.windows, n.sent_rev, n.answer_rev, n.answer_status, n.evidence, n.error_code)
    IS DISTINCT FROM (o.rev, o.desired, o.windows, o.sent_rev, o.answer_rev, o.answer_status, o.evidence, o.error_code) HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER spare_codes_changed AFTER UPDATE ON lock_codes REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_spare_codes();
