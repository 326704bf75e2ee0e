-- On a lock with few places a code whose window is farther away gives way to a nearer one, and comes back when there is room.
ALTER TABLE lock_codes ADD COLUMN held_back_at timestamptz;

-- More codes are wanted at one moment than the lock has places for. Whatever other kinds there are by now stay.
DO $$
DECLARE
  kinds text;
BEGIN
  SELECT string_agg(DISTINCT quote_literal(kind), ', ') INTO kinds FROM (
    SELECT matched[1] AS kind FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g') AS matched
    WHERE conrelid = 'alarms'::regclass AND conname = 'alarms_kind_check'
    UNION SELECT 'no-space') AS all_of_them;
  ALTER TABLE alarms DROP CONSTRAINT alarms_kind_check;
  EXECUTE format('ALTER TABLE alarms ADD CONSTRAINT alarms_kind_check CHECK (kind IN (%s))', kinds);
END $$;
