-- A code can be on a lock for another reason than a booking: kept there in case the line is down, or to try a new lock.
ALTER TABLE grants ALTER COLUMN booking_id DROP NOT NULL;
ALTER TABLE grants ADD COLUMN purpose text NOT NULL DEFAULT 'booking' CHECK (purpose IN ('booking', 'backup', 'test'));
ALTER TABLE grants ADD CHECK ((purpose = 'booking') = (booking_id IS NOT NULL));
