-- A mail that was sent once more, on somebody's asking, remembers which one it repeats; one that failed is done with once somebody called instead.
ALTER TABLE mails ADD COLUMN resent_of uuid REFERENCES mails;
ALTER TABLE mails ADD COLUMN handled_at timestamptz;
CREATE INDEX mails_resent ON mails (resent_of) WHERE resent_of IS NOT NULL;
-- Reminders and warnings look for what begins tomorrow, and for what lapses soon.
CREATE INDEX bookings_by_start ON bookings (lower(period)) WHERE status = 'confirmed';
