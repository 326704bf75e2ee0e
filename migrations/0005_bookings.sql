CREATE TABLE bookings (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-Z]{3}-[0-9A-Z]{3}$'),
  series_id uuid,
  hall_id uuid NOT NULL REFERENCES halls,
  layout text NOT NULL,
  status text NOT NULL CHECK (status IN ('requested', 'held', 'confirmed', 'declined', 'cancelled', 'expired')),
  period tstzrange NOT NULL,           -- as the booker uses it, without setup and teardown
  person_id uuid NOT NULL REFERENCES persons,            -- who made it
  organisation_id uuid REFERENCES organisations,         -- for whom; null: for themselves
  placed_by uuid NOT NULL REFERENCES persons,            -- differs from person_id when an agent books for a caller
  channel text NOT NULL CHECK (channel IN ('web', 'phone', 'partner', 'system')),
  booker_kind text NOT NULL CHECK (booker_kind IN ('resident', 'association', 'company', 'school', 'directorate', 'partner')),
  activity text NOT NULL CHECK (length(activity) BETWEEN 1 AND 200),
  attendance integer NOT NULL CHECK (attendance BETWEEN 1 AND 100000),
  remarks text CHECK (length(remarks) <= 2000),
  language text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en', 'fr')),  -- of the mails about it; never kept on a person
  held_until timestamptz,
  total_cents integer NOT NULL CHECK (total_cents >= 0),   -- price with VAT, without deposit
  deposit_cents integer NOT NULL CHECK (deposit_cents >= 0),
  house_rules_id uuid NOT NULL REFERENCES documents,
  cancellation_terms_id uuid NOT NULL REFERENCES documents,
  decision_reason text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT only_open_bookings_lapse CHECK ((held_until IS NOT NULL) = (status IN ('requested', 'held')))
);
CREATE INDEX bookings_of_hall ON bookings (hall_id, lower(period));
CREATE INDEX bookings_of_person ON bookings (person_id, created_at DESC, id DESC);
CREATE INDEX bookings_of_organisation ON bookings (organisation_id, created_at DESC, id DESC) WHERE organisation_id IS NOT NULL;
CREATE INDEX bookings_that_lapse ON bookings (held_until) WHERE held_until IS NOT NULL;
CREATE INDEX bookings_of_series ON bookings (series_id) WHERE series_id IS NOT NULL;

-- Prices are frozen onto the booking, line by line; amounts include VAT.
CREATE TABLE booking_lines (
  booking_id uuid NOT NULL REFERENCES bookings,
  position smallint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hire', 'extra')),
  extra_id uuid REFERENCES extras,
  label translated NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  unit text NOT NULL CHECK (unit IN ('hour', 'piece', 'booking', 'person')),
  unit_cents integer NOT NULL,
  gross_cents integer NOT NULL,
  vat_rate integer NOT NULL,
  PRIMARY KEY (booking_id, position)
);

CREATE TABLE booking_history (
  booking_id uuid NOT NULL REFERENCES bookings,
  number smallint NOT NULL,
  status text NOT NULL,
  at timestamptz NOT NULL,
  person_id uuid REFERENCES persons,   -- null: the system
  channel text NOT NULL,
  reason text,
  PRIMARY KEY (booking_id, number)
);
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON booking_history FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a booking takes from the stock of extras, and when.
CREATE TABLE extra_orders (
  booking_id uuid NOT NULL REFERENCES bookings,
  extra_id uuid NOT NULL REFERENCES extras,
  quantity integer NOT NULL CHECK (quantity > 0),
  period tstzrange NOT NULL,
  PRIMARY KEY (booking_id, extra_id)
);
CREATE INDEX extra_orders_over_time ON extra_orders USING gist (extra_id, period);
