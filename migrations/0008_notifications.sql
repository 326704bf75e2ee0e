-- Every mail that we mean to send, its text kept until delivered, and what became of it.
CREATE TABLE mails (
  id uuid PRIMARY KEY,
  dedupe_key text NOT NULL UNIQUE,     -- what is said is said once
  booking_id uuid REFERENCES bookings,
  person_id uuid REFERENCES persons,
  template text NOT NULL,
  language text NOT NULL CHECK (language IN ('nl', 'en', 'fr')),
  recipient text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed', 'no-longer-true')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX mails_of_booking ON mails (booking_id);
CREATE INDEX mails_that_failed ON mails (created_at) WHERE status = 'failed';
