-- The contact centre: holds while a caller is on the line, and links by which one pays without logging in.

ALTER TABLE halls ADD COLUMN pay_link_hours integer NOT NULL DEFAULT 48 CHECK (pay_link_hours BETWEEN 1 AND 720);

-- A hold that an agent placed while somebody is on the line. Nothing was agreed yet: nobody is mailed about it, and it cannot be paid.
CREATE TABLE call_holds (
  booking_id uuid PRIMARY KEY REFERENCES bookings,
  agent_id uuid NOT NULL REFERENCES persons
);
CREATE INDEX call_holds_of_agent ON call_holds (agent_id);

-- Whoever has the secret of a link sees what is to be paid, and pays. The secret itself is in the mail only.
CREATE TABLE pay_links (
  id uuid PRIMARY KEY,
  booking_id uuid NOT NULL REFERENCES bookings,
  token_hash bytea NOT NULL UNIQUE,
  recipient text NOT NULL,
  made_by uuid REFERENCES persons,      -- null: by itself, for instance after an approval
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX pay_links_of_booking ON pay_links (booking_id);
