-- Who asks: persons, the organisations they act for, what they may do, and what was done in whose name.
CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('directorate', 'association', 'company', 'school', 'partner')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  org_code text UNIQUE,             -- its key in ACM/IDM (vo_orgcode): KBO number, OVO code, school number or vCode
  login_group text CHECK (login_group IN ('EA', 'VER', 'OV', 'LB', 'GID')),  -- target group under which ACM/IDM vouches for it
  kbo text UNIQUE CHECK (kbo ~ '^[01][0-9]{9}$'),
  v_code text UNIQUE CHECK (v_code ~ '^V[0-9]{7}$'),
  email text,
  phone text,
  street text,
  postal_code text,
  municipality text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX organisations_by_name ON organisations USING gin (fold(name) gin_trgm_ops);

CREATE TABLE persons (
  id uuid PRIMARY KEY,
  subject text UNIQUE,              -- `sub` of the government login; null for somebody known by phone only
  given_name text NOT NULL,
  family_name text NOT NULL,
  email text,
  phone text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX persons_by_name ON persons USING gin (fold(given_name || ' ' || family_name) gin_trgm_ops);
CREATE INDEX persons_by_email ON persons (lower(email)) WHERE email IS NOT NULL;
CREATE INDEX persons_by_phone ON persons (phone) WHERE phone IS NOT NULL;

CREATE TABLE memberships (
  organisation_id uuid NOT NULL REFERENCES organisations,
  person_id uuid NOT NULL REFERENCES persons,
  role text NOT NULL CHECK (role IN ('representative', 'member')),
  source text NOT NULL CHECK (source IN ('login', 'agent', 'invitation')),
  confirmed_by uuid REFERENCES persons,
  since timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, person_id, since)
);
CREATE UNIQUE INDEX memberships_current ON memberships (organisation_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX memberships_of_person ON memberships (person_id) WHERE ended_at IS NULL;

CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('representative', 'member')),
  token_hash bytea NOT NULL UNIQUE,
  invited_by uuid NOT NULL REFERENCES persons,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_by uuid REFERENCES persons,
  accepted_at timestamptz
);
CREATE INDEX invitations_open ON invitations (organisation_id, lower(email)) WHERE accepted_at IS NULL;

CREATE TABLE staff_roles (
  person_id uuid NOT NULL REFERENCES persons,
  role text NOT NULL CHECK (role IN ('agent', 'manager', 'finance', 'administrator', 'reader')),
  organisation_id uuid NOT NULL REFERENCES organisations,
  venue_id uuid,                    -- null: every venue of the organisation
  source text NOT NULL CHECK (source IN ('login', 'given')),
  since timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX staff_roles_once ON staff_roles (person_id, role, organisation_id, venue_id) NULLS NOT DISTINCT;

-- Backend-for-frontend sessions: the browser holds a random token, we hold its hash.
CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  person_id uuid REFERENCES persons,
  organisation_id uuid REFERENCES organisations,  -- for whom the person acts; null: for themselves
  vouched_organisation_id uuid REFERENCES organisations,  -- for whom the login itself says that the person may act
  data jsonb NOT NULL DEFAULT '{}',                       -- logins under way: what the answer must match, where to go next
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_of_person ON sessions (person_id);

-- Append only: what was done, by whom, for whom, through which channel, and why.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_id uuid,
  organisation_id uuid,
  channel text NOT NULL CHECK (channel IN ('web', 'phone', 'partner', 'system')),
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid,
  reason text,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
