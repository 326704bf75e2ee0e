-- Who opens the door for a booking, besides its booker: each is mailed a link of their own. Their names and addresses are wiped a month after.
CREATE TABLE openers (
  id uuid PRIMARY KEY,
  booking_id uuid NOT NULL REFERENCES bookings,
  name text NOT NULL,
  email text,
  phone text,
  named_by uuid NOT NULL REFERENCES persons,
  named_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  wiped_at timestamptz,
  CHECK ((email IS NULL) = (wiped_at IS NOT NULL))
);
CREATE INDEX openers_of_booking ON openers (booking_id);
CREATE UNIQUE INDEX openers_once ON openers (booking_id, lower(email)) WHERE withdrawn_at IS NULL;
CREATE INDEX openers_to_wipe ON openers (booking_id) WHERE wiped_at IS NULL;

-- Each mail to an opener has a secret of its own, so that an older mail still leads to the door. Here is only its hash.
CREATE TABLE opener_links (
  secret_hash bytea PRIMARY KEY,
  opener_id uuid NOT NULL REFERENCES openers,
  made_at timestamptz NOT NULL
);
CREATE INDEX opener_links_of_opener ON opener_links (opener_id);

ALTER TABLE mails ADD COLUMN opener_id uuid REFERENCES openers;
CREATE INDEX mails_of_opener ON mails (opener_id) WHERE opener_id IS NOT NULL;

-- Digits are seen by somebody who logged in, or by an opener; an agent who reads them aloud says why and how they knew who called.
ALTER TABLE code_reveals ALTER COLUMN person_id DROP NOT NULL;
ALTER TABLE code_reveals ADD COLUMN opener_id uuid REFERENCES openers;
ALTER TABLE code_reveals ADD COLUMN identity_check text CHECK (identity_check IN ('booking-and-name', 'known-contact', 'call-back'));
ALTER TABLE code_reveals ADD COLUMN reason text;
ALTER TABLE code_reveals ADD COLUMN code_changed_at timestamptz;  -- the grant's, then: which digits they were
ALTER TABLE code_reveals ADD CHECK (num_nonnulls(person_id, opener_id) = 1);
ALTER TABLE code_reveals ADD CHECK ((identity_check IS NULL) = (reason IS NULL));
CREATE INDEX code_reveals_to_openers ON code_reveals (opener_id) WHERE opener_id IS NOT NULL;

CREATE TRIGGER openers_named AFTER INSERT ON openers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
CREATE TRIGGER openers_changed AFTER UPDATE ON openers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
CREATE FUNCTION tell_of_reveals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_bookings(array_agg(DISTINCT g.booking_id)) FROM changed JOIN grants g ON g.id = changed.grant_id WHERE changed.opener_id IS NOT NULL AND g.booking_id IS NOT NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER code_shown AFTER INSERT ON code_reveals REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_reveals();
