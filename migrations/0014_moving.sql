-- What a booking was before it was moved: one row for each line of its history that is a move.
CREATE TABLE booking_moves (
  booking_id uuid NOT NULL,
  number smallint NOT NULL,
  hall_id uuid NOT NULL REFERENCES halls,
  layout text NOT NULL,
  period tstzrange NOT NULL,
  attendance integer NOT NULL,
  activity text NOT NULL,
  status text NOT NULL,
  total_cents integer NOT NULL,
  deposit_cents integer NOT NULL,
  refund_cents integer NOT NULL CHECK (refund_cents >= 0),  -- what goes back because the new stay costs less
  PRIMARY KEY (booking_id, number),
  FOREIGN KEY (booking_id, number) REFERENCES booking_history
);
CREATE INDEX booking_moves_from_hall ON booking_moves (hall_id);
CREATE TRIGGER moves_are_append_only BEFORE UPDATE OR DELETE ON booking_moves FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Whoever moves a booking gets no better refund afterwards than when they moved it; null: the terms alone decide.
ALTER TABLE bookings ADD COLUMN most_refund_percent smallint CHECK (most_refund_percent BETWEEN 0 AND 100);

-- A checkout for a price that no longer counts: another may be opened beside it while the provider is told.
ALTER TABLE payments ADD COLUMN superseded_at timestamptz;
DROP INDEX payments_open_once;
CREATE UNIQUE INDEX payments_open_once ON payments (booking_id) WHERE status IN ('opening', 'open') AND superseded_at IS NULL;
ALTER TABLE refunds DROP CONSTRAINT refunds_reason_check;
ALTER TABLE refunds ADD CONSTRAINT refunds_reason_check CHECK (reason IN ('cancelled', 'came-too-late', 'paid-twice', 'deposit-returned', 'moved'));

-- A code that is to be gone from one lock while its grant lives on elsewhere, and since when the digits of a grant are others.
ALTER TABLE lock_codes ADD COLUMN taken_off_at timestamptz;
ALTER TABLE grants ADD COLUMN code_changed_at timestamptz;
