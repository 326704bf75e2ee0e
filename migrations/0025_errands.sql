-- What staff ask of a lock at once: to open, or to say what is on it. Who asked and why is in the audit. Sent once, and good for seconds.
CREATE TABLE errands (
  id uuid PRIMARY KEY,                 -- of its command
  kind text NOT NULL CHECK (kind IN ('unlock', 'read')),
  lock_id uuid NOT NULL REFERENCES locks,
  booking_id uuid REFERENCES bookings, -- for whom, when somebody stands at the door
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > asked_at),
  sent_at timestamptz,
  answer_status text CHECK (answer_status IN ('accepted', 'rejected', 'failed')),
  evidence text CHECK (evidence IN ('read_back', 'device_ack', 'bridge_ack', 'none')),
  error_code text,
  answered_at timestamptz
);
CREATE INDEX errands_of_lock ON errands (lock_id, asked_at DESC);
CREATE INDEX errands_of_booking ON errands (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX errands_to_send ON errands (expires_at) WHERE sent_at IS NULL;
CREATE TRIGGER errands_asked AFTER INSERT ON errands REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
CREATE TRIGGER errands_answered AFTER UPDATE ON errands REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
