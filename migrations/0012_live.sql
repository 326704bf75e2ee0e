-- What changes is told inside the transaction that changes it: NOTIFY on the channel `live`, one topic a notification, which every
-- server hears. A topic is a kind and an id and nothing else; PostgreSQL tells each topic once per transaction, and nothing on rollback.
-- Triggers tell, so that no writer can forget to: see docs/decisions/0015-live.md.

-- More than so many topics at once come from filling a city or a sweep of everything: then one `*` says that all may have changed.
CREATE FUNCTION tell_topics(topics text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  topic text;
BEGIN
  IF cardinality(topics) > 1000 THEN
    PERFORM pg_notify('live', '*');
    RETURN;
  END IF;
  FOREACH topic IN ARRAY topics LOOP
    PERFORM pg_notify('live', topic);
  END LOOP;
END $$;

-- Whoever looks at the booking, its booker's bookings, or its venue. Not the hall: that changes with its claims.
CREATE FUNCTION tell_bookings(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(coalesce(array_agg(DISTINCT topic), '{}'))
  FROM bookings b JOIN halls h ON h.id = b.hall_id,
    unnest(ARRAY['booking:' || b.id, 'person:' || b.person_id, 'organisation:' || b.organisation_id, 'venue:' || h.venue_id]) AS topic
  WHERE b.id = ANY (ids) AND topic IS NOT NULL;
END $$;

-- Whoever looks at the hall, or at its venue.
CREATE FUNCTION tell_halls(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(coalesce(array_agg(DISTINCT topic), '{}'))
  FROM halls h, unnest(ARRAY['hall:' || h.id, 'venue:' || h.venue_id]) AS topic WHERE h.id = ANY (ids);
END $$;

-- Every hall of which one of the spaces is part.
CREATE FUNCTION tell_spaces(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(coalesce(array_agg(DISTINCT topic), '{}'))
  FROM hall_spaces s JOIN halls h ON h.id = s.hall_id, unnest(ARRAY['hall:' || h.id, 'venue:' || h.venue_id]) AS topic WHERE s.space_id = ANY (ids);
END $$;

CREATE FUNCTION tell_venues(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  SELECT tell_topics(coalesce(array_agg('venue:' || id), '{}')) FROM unnest(ids) AS id WHERE id IS NOT NULL
$$;

-- For tables with one of these columns: `EXECUTE FUNCTION tell_by_column('booking_id')`. The statement's rows are called `changed`.
CREATE FUNCTION tell_by_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_ARGV[0]
    WHEN 'booking_id' THEN PERFORM tell_bookings(array_agg(DISTINCT booking_id)) FROM changed HAVING count(*) > 0;
    WHEN 'hall_id' THEN PERFORM tell_halls(array_agg(DISTINCT hall_id)) FROM changed HAVING count(*) > 0;
    WHEN 'space_id' THEN PERFORM tell_spaces(array_agg(DISTINCT space_id)) FROM changed HAVING count(*) > 0;
    WHEN 'venue_id' THEN PERFORM tell_venues(array_agg(DISTINCT venue_id)) FROM changed HAVING count(*) > 0;
    WHEN 'organisation_id' THEN
      PERFORM tell_topics(array_agg(DISTINCT 'organisation:' || organisation_id)) FROM changed HAVING count(*) > 0;
    WHEN 'schedule_id' THEN
      PERFORM tell_halls(array_agg(h.id)) FROM halls h WHERE h.schedule_id IN (SELECT schedule_id FROM changed) HAVING count(*) > 0;
  END CASE;
  RETURN NULL;
END $$;

CREATE TRIGGER claims_made AFTER INSERT ON claims REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('space_id');
CREATE TRIGGER claims_changed AFTER UPDATE ON claims REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('space_id');
CREATE TRIGGER claims_released AFTER DELETE ON claims REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('space_id');

CREATE FUNCTION tell_of_bookings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_bookings(array_agg(id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER bookings_made AFTER INSERT ON bookings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_bookings();
CREATE TRIGGER bookings_changed AFTER UPDATE ON bookings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_bookings();

-- Polling writes when it looked; told is what somebody can see.
CREATE FUNCTION tell_of_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_bookings(array_agg(n.booking_id)) FROM changed n JOIN before o USING (id)
  WHERE (n.status, n.refunded_cents, n.checkout_url, n.outcome) IS DISTINCT FROM (o.status, o.refunded_cents, o.checkout_url, o.outcome) HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_made AFTER INSERT ON payments REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
CREATE TRIGGER payments_changed AFTER UPDATE ON payments REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_payments();

CREATE FUNCTION tell_of_refunds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_bookings(array_agg(p.booking_id)) FROM changed JOIN payments p ON p.id = changed.payment_id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER refunds_made AFTER INSERT ON refunds REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_refunds();
CREATE TRIGGER refunds_changed AFTER UPDATE ON refunds REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_refunds();

-- Doors: the grant, its codes on the locks, what stands in their way. What the reconciler writes to itself only (when to look again) is not told.
CREATE TRIGGER grants_made AFTER INSERT ON grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');
CREATE TRIGGER grants_changed AFTER UPDATE ON grants REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('booking_id');

CREATE FUNCTION tell_of_lock_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_bookings(array_agg(g.booking_id)) FROM changed n JOIN before o USING (id) JOIN grants g ON g.id = n.grant_id
  WHERE (n.rev, n.desired, n.windows, n.send_at, n.sent_rev, n.answer_rev, n.answer_status, n.evidence, n.error_code)
    IS DISTINCT FROM (o.rev, o.desired, o.windows, o.send_at, o.sent_rev, o.answer_rev, o.answer_status, o.evidence, o.error_code) HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER lock_codes_changed AFTER UPDATE ON lock_codes REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_lock_codes();

CREATE FUNCTION tell_of_locks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(DISTINCT n.venue_id)) FROM changed n JOIN before o USING (id)
  WHERE (n.gateway_status, n.lock_status, n.battery_percent, n.name) IS DISTINCT FROM (o.gateway_status, o.lock_status, o.battery_percent, o.name) HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER locks_made AFTER INSERT ON locks REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('venue_id');
CREATE TRIGGER locks_changed AFTER UPDATE ON locks REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_locks();

CREATE FUNCTION tell_of_doors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(DISTINCT l.venue_id)) FROM changed JOIN locks l ON l.id = changed.lock_id HAVING count(*) > 0;
  IF TG_TABLE_NAME = 'alarms' THEN
    PERFORM tell_bookings(array_agg(DISTINCT booking_id)) FROM changed WHERE booking_id IS NOT NULL HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER alarms_raised AFTER INSERT ON alarms REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_doors();
CREATE TRIGGER alarms_changed AFTER UPDATE ON alarms REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_doors();
CREATE TRIGGER door_events_heard AFTER INSERT ON door_events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_doors();

-- A mail about a booking: written, sent, not delivered.
CREATE FUNCTION tell_of_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(array_agg(DISTINCT 'booking:' || n.booking_id)) FROM changed n JOIN before o USING (id)
  WHERE n.booking_id IS NOT NULL AND n.status IS DISTINCT FROM o.status HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION tell_of_new_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(array_agg(DISTINCT 'booking:' || booking_id)) FROM changed WHERE booking_id IS NOT NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER mails_written AFTER INSERT ON mails REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_mails();
CREATE TRIGGER mails_changed AFTER UPDATE ON mails REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_mails();

-- A closure claims only what is free: where all is taken it changes the hall nonetheless.
CREATE FUNCTION tell_of_closures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_spaces(array_agg(DISTINCT s.space_id)) FROM changed JOIN closure_spaces s ON s.closure_id = changed.id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER closures_changed AFTER UPDATE ON closures REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_closures();
CREATE TRIGGER closure_spaces_made AFTER INSERT ON closure_spaces REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column('space_id');

-- The hall itself: what it is, when it is open, what it costs. And who belongs to an organisation or works for it.
CREATE FUNCTION tell_of_halls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_halls(array_agg(id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER halls_made AFTER INSERT ON halls REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_halls();
CREATE TRIGGER halls_changed AFTER UPDATE ON halls REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_halls();

CREATE FUNCTION tell_of_venues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_venues(array_agg(id)) FROM changed HAVING count(*) > 0;
  PERFORM tell_halls(array_agg(h.id)) FROM changed JOIN halls h ON h.venue_id = changed.id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER venues_changed AFTER UPDATE ON venues REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_venues();

DO $$
DECLARE
  watched record;
BEGIN
  FOR watched IN SELECT * FROM (VALUES
    ('opening_hours', 'schedule_id'), ('opening_exceptions', 'schedule_id'),
    ('layouts', 'hall_id'), ('tariffs', 'hall_id'), ('hall_access', 'hall_id'), ('hall_extras', 'hall_id'), ('hall_spaces', 'hall_id'),
    ('memberships', 'organisation_id'), ('invitations', 'organisation_id'), ('staff_roles', 'organisation_id')
  ) AS one (name, by_column) LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column(%L)', watched.name || '_made', watched.name, watched.by_column);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column(%L)', watched.name || '_changed', watched.name, watched.by_column);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_by_column(%L)', watched.name || '_removed', watched.name, watched.by_column);
  END LOOP;
END $$;

-- A session that ends takes its open streams with it, on whatever server they are. The topic is a hash of the hash that we keep.
CREATE FUNCTION tell_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_topics(array_agg('session:' || left(encode(sha256(token_hash), 'hex'), 32))) FROM changed WHERE person_id IS NOT NULL HAVING count(*) BETWEEN 1 AND 1000;
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_ended AFTER DELETE ON sessions REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();
