CREATE TABLE payments (
  id uuid PRIMARY KEY,
  booking_id uuid NOT NULL REFERENCES bookings,
  provider_id text UNIQUE,             -- null until Mollie has answered
  status text NOT NULL CHECK (status IN ('opening', 'open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed')),
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  refunded_cents integer NOT NULL DEFAULT 0 CHECK (refunded_cents BETWEEN 0 AND amount_cents),
  method text,
  checkout_url text,
  expires_at timestamptz,
  paid_at timestamptz,
  settled_at timestamptz,              -- when its effect on the booking was decided, once
  outcome text CHECK (outcome IN ('confirmed', 'refunded')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  checked_at timestamptz
);
CREATE INDEX payments_of_booking ON payments (booking_id);
CREATE INDEX payments_to_poll ON payments (checked_at NULLS FIRST) WHERE status IN ('opening', 'open', 'pending', 'authorized');

CREATE TABLE refunds (
  id uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payments,
  provider_id text UNIQUE,
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  reason text NOT NULL CHECK (reason IN ('cancelled', 'came-too-late', 'paid-twice', 'deposit-returned')),
  status text NOT NULL CHECK (status IN ('due', 'queued', 'pending', 'processing', 'refunded', 'failed', 'canceled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX refunds_of_payment ON refunds (payment_id);
CREATE INDEX refunds_on_their_way ON refunds (changed_at) WHERE status NOT IN ('refunded', 'failed', 'canceled');
CREATE UNIQUE INDEX refunds_of_deposit_once ON refunds (payment_id) WHERE reason = 'deposit-returned';
-- One payment at a time is open per booking: who clicks twice gets the same checkout.
CREATE UNIQUE INDEX payments_open_once ON payments (booking_id) WHERE status IN ('opening', 'open');
