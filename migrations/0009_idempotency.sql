-- One answer per Idempotency-Key and caller, kept for a day, so that a retried POST creates nothing twice.
CREATE TABLE idempotency_keys (
  caller text NOT NULL,
  key text NOT NULL,
  operation text NOT NULL,
  request_hash bytea NOT NULL,
  attempt integer NOT NULL DEFAULT 1,   -- grows when an abandoned one is taken over: the abandoned one can no longer finish
  answered_at timestamptz,              -- null while the request is at work
  answer json,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
