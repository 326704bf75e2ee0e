-- Closures that were made together, such as every Monday morning until June: shown and lifted as one.
ALTER TABLE closures ADD COLUMN set_id uuid;
CREATE INDEX closures_of_set ON closures (set_id) WHERE set_id IS NOT NULL;

-- Opening hours are changed by several people: each save names the version that it saw.
ALTER TABLE schedules ADD COLUMN version integer NOT NULL DEFAULT 1;
