-- What a booker says of a hall after using it: once per booking, and answered by a manager.
CREATE TABLE feedback (
  booking_id uuid PRIMARY KEY REFERENCES bookings,
  hall_id uuid NOT NULL REFERENCES halls,              -- the booking's: a list or an average of a hall reads these rows alone
  stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
  category text NOT NULL CHECK (category IN ('cleanliness', 'equipment', 'heating', 'access', 'noise', 'staff', 'other')),
  text text NOT NULL DEFAULT '' CHECK (length(text) <= 2000),
  given_by uuid NOT NULL REFERENCES persons,
  given_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  handled_at timestamptz,                              -- null: it waits for a manager
  handled_by uuid REFERENCES persons,
  note text CHECK (length(note) BETWEEN 1 AND 1000),   -- what the manager answers; the booker reads it
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX feedback_of_hall ON feedback (hall_id, given_at DESC, booking_id DESC);

-- Kept here and not on a disk: the process holds no state, and a photo is gone with its feedback. Nothing but the picture is in it.
CREATE TABLE feedback_photos (
  id uuid PRIMARY KEY,
  booking_id uuid NOT NULL REFERENCES feedback,
  position smallint NOT NULL CHECK (position BETWEEN 1 AND 3),
  kind text NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp')),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 5300000),
  UNIQUE (booking_id, position)
);
ALTER TABLE feedback_photos ALTER COLUMN content SET STORAGE EXTERNAL;  -- pictures are compressed already

-- Whom we asked how it was: once per booking, whatever became of the mail.
CREATE TABLE feedback_asked (
  booking_id uuid PRIMARY KEY REFERENCES bookings,
  asked_at timestamptz NOT NULL
);
CREATE INDEX bookings_by_end ON bookings (upper(period)) WHERE status = 'confirmed';
