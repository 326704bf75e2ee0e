-- Somebody whom an agent entered by phone and who later logs in is one person: the old row stays, and says into whom it went.
ALTER TABLE persons ADD COLUMN merged_into uuid REFERENCES persons CHECK (merged_into <> id);
CREATE INDEX persons_merged ON persons (merged_into) WHERE merged_into IS NOT NULL;

-- "Is this you?", asked of somebody who logged in about somebody known by phone, and how far the proof has come.
CREATE TABLE merge_offers (
  person_id uuid NOT NULL REFERENCES persons,         -- who logged in
  phone_person_id uuid NOT NULL REFERENCES persons,   -- whom an agent entered
  offered_at timestamptz NOT NULL,
  declined_at timestamptz,
  code_hash bytea,
  code_expires_at timestamptz,
  codes_sent smallint NOT NULL DEFAULT 0,
  wrong_codes smallint NOT NULL DEFAULT 0,
  vouched_at timestamptz,            -- named one of those bookings, where no code could be mailed: an agent confirms
  merged_at timestamptz,
  PRIMARY KEY (person_id, phone_person_id)
);
CREATE INDEX merge_offers_to_confirm ON merge_offers (phone_person_id) WHERE vouched_at IS NOT NULL AND merged_at IS NULL;
