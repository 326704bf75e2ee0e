-- Roles that are given here: by whom and until when. Reads of personal data: whose, and in which function.
ALTER TABLE staff_roles
  ADD id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  ADD given_by uuid REFERENCES persons,
  ADD ends_at timestamptz;              -- null: until it is taken
CREATE INDEX staff_roles_of_organisation ON staff_roles (organisation_id);

CREATE OR REPLACE VIEW roles_in_force AS
SELECT DISTINCT r.person_id, r.role, o.id AS organisation_id, r.venue_id
FROM staff_roles r JOIN organisations o ON r.organisation_id IN (o.id, o.part_of)
WHERE r.ends_at IS NULL OR r.ends_at > clock_timestamp();

ALTER TABLE audit
  ADD person_ids uuid[] NOT NULL DEFAULT '{}',   -- whose data were read, or whose rights changed: they find it here
  ADD acting_role text,                          -- the staff role in which it was done
  ADD acting_organisation_id uuid;               -- and of which organisation that role is

-- What was read before said which bookings and persons, not whose.
ALTER TABLE audit DISABLE TRIGGER audit_is_append_only;
UPDATE audit a SET person_ids = ARRAY(SELECT DISTINCT b.person_id FROM bookings b
  WHERE b.id = a.subject_id OR b.id::text IN (SELECT jsonb_array_elements_text(a.details -> 'found')))
WHERE a.subject_kind = 'booking' AND a.action LIKE 'read%';
UPDATE audit a SET person_ids = ARRAY(SELECT p.id FROM persons p WHERE p.id::text IN (SELECT jsonb_array_elements_text(a.details -> 'found')))
WHERE a.action = 'find-persons';
ALTER TABLE audit ENABLE TRIGGER audit_is_append_only;

CREATE INDEX audit_by_person ON audit USING gin (person_ids);
