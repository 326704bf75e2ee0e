-- Halls that somebody keeps at hand. Nobody else ever sees which.
CREATE TABLE saved_halls (
  person_id uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
  hall_id uuid NOT NULL REFERENCES halls,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, hall_id)
);
CREATE INDEX saved_halls_by_hall ON saved_halls (hall_id);
