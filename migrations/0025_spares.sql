-- A spare code is on a lock in case the line is down when the code of a booking did not get there; then it stands in for that one, on that lock.
ALTER TABLE locks ADD COLUMN spares smallint NOT NULL DEFAULT 0 CHECK (spares BETWEEN 0 AND 4);
ALTER TABLE grants ADD COLUMN stands_in_for uuid REFERENCES bookings CHECK (stands_in_for IS NULL OR purpose = 'backup');
CREATE INDEX grants_standing_in ON grants (stands_in_for) WHERE stands_in_for IS NOT NULL;
