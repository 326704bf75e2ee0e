-- What halls cost: a regulation is a set of halls under the same tariff rules, in dated versions. A published version is never changed, only followed.
CREATE TABLE regulations (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisations,
  name translated NOT NULL
);
CREATE INDEX regulations_of_organisation ON regulations (organisation_id);

CREATE TABLE tariff_versions (
  id uuid PRIMARY KEY,
  regulation_id uuid NOT NULL REFERENCES regulations,
  number integer NOT NULL CHECK (number > 0),
  valid_from date NOT NULL,
  counts_by text NOT NULL CHECK (counts_by IN ('activity', 'booking')),  -- from the day of use, or from the day on which one books
  rules jsonb NOT NULL,           -- src/catalogue/tariff-rules.ts
  source text,                    -- as its author wrote it, with the remarks; null: made by a program
  published_at timestamptz,       -- null: a draft, which counts for nobody
  published_by uuid REFERENCES persons,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (regulation_id, number)
);
CREATE UNIQUE INDEX one_draft_of_a_regulation ON tariff_versions (regulation_id) WHERE published_at IS NULL;

CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published tariff version is never changed';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER published_versions_are_kept BEFORE UPDATE OR DELETE ON tariff_versions FOR EACH ROW EXECUTE FUNCTION keep_published();

ALTER TABLE halls ADD regulation_id uuid REFERENCES regulations;
CREATE INDEX halls_of_regulation ON halls (regulation_id);

-- VAT on a product, from a day on: of the rows that count the one that names most, of those the newest. Null: for every kind of booker, every purpose.
CREATE TABLE vat_rules (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  product text NOT NULL,
  booker_kinds text[] CHECK (booker_kinds <@ ARRAY['resident', 'association', 'company', 'school', 'directorate', 'partner']),
  purposes text[],
  valid_from date NOT NULL,
  category text NOT NULL CHECK (category IN ('S', 'E', 'Z', 'O')),   -- EN 16931: standard or reduced, exempt, zero, outside the scope
  rate integer NOT NULL CHECK (rate BETWEEN 0 AND 10000),
  ground translated NOT NULL,                                        -- why: the article of law
  CHECK ((category = 'S') = (rate > 0)),
  UNIQUE NULLS NOT DISTINCT (product, booker_kinds, purposes, valid_from)
);
CREATE TRIGGER vat_rules_are_kept BEFORE UPDATE OR DELETE ON vat_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The rates as they were with each tariff: hire of halls by kind of booker, sport apart.
INSERT INTO vat_rules (product, booker_kinds, valid_from, category, rate, ground) VALUES
  ('hire', NULL, '2000-01-01', 'E', 0, '{"nl": "Vrijgesteld: verhuur van onroerend goed, artikel 44, § 3, 2° WBTW", "en": "Exempt: letting of immovable property, article 44, § 3, 2° of the VAT Code", "fr": "Exempté : location immobilière, article 44, § 3, 2° CTVA"}'),
  ('hire', '{company,partner}', '2000-01-01', 'S', 2100, '{"nl": "Kortdurende verhuur aan ondernemingen: normaal tarief", "en": "Short lettings to businesses: standard rate", "fr": "Location de courte durée aux entreprises : taux normal"}'),
  ('sport', NULL, '2000-01-01', 'S', 600, '{"nl": "Toegang tot sportinrichtingen: tabel A, rubriek XXVIII van KB nr. 20", "en": "Access to sports facilities: table A, heading XXVIII of Royal Decree no. 20", "fr": "Accès aux installations sportives : tableau A, rubrique XXVIII de l’AR n° 20"}'),
  ('administration', NULL, '2000-01-01', 'E', 0, '{"nl": "Volgt de vrijgestelde verhuur", "en": "Follows the exempt letting", "fr": "Suit la location exemptée"}'),
  ('administration', '{company,partner}', '2000-01-01', 'S', 2100, '{"nl": "Normaal tarief", "en": "Standard rate", "fr": "Taux normal"}');

-- The hourly prices of before become a regulation for each organisation, with a version for each day on which one of its prices changed.
-- A kind of booker to which a hall was not let is said so; a price of another VAT rate than the table's has a product of its own.
INSERT INTO regulations (id, organisation_id, name)
SELECT gen_random_uuid(), o.id, jsonb_build_object('nl', 'Tarieven ' || o.name, 'en', 'Tariffs of ' || o.name, 'fr', 'Tarifs de ' || o.name)
FROM organisations o WHERE EXISTS (SELECT FROM venues v JOIN halls h ON h.venue_id = v.id JOIN tariffs t ON t.hall_id = h.id WHERE v.organisation_id = o.id);

UPDATE halls h SET regulation_id = r.id
FROM venues v JOIN regulations r ON r.organisation_id = v.organisation_id WHERE v.id = h.venue_id;

CREATE TEMPORARY TABLE hourly AS
SELECT r.id AS regulation_id, d.valid_from AS day, h.slug, k.kind, t.hour_cents, t.minimum_minutes, t.deposit_cents,
  CASE WHEN h.type = 'sports' THEN 'sport' ELSE 'hire' END AS usual, t.vat_rate,
  CASE WHEN h.type = 'sports' THEN 600 WHEN k.kind IN ('company', 'partner') THEN 2100 ELSE 0 END AS usual_rate
FROM regulations r
JOIN halls h ON h.regulation_id = r.id
CROSS JOIN unnest(ARRAY['resident', 'association', 'school', 'company', 'partner', 'directorate']) AS k (kind)
JOIN (SELECT DISTINCT o.regulation_id, x.valid_from FROM tariffs x JOIN halls o ON o.id = x.hall_id) AS d ON d.regulation_id = r.id
LEFT JOIN LATERAL (
  SELECT * FROM tariffs x WHERE x.hall_id = h.id AND x.booker_kind = k.kind AND x.valid_from <= d.valid_from ORDER BY x.valid_from DESC LIMIT 1
) AS t ON true;

INSERT INTO vat_rules (product, valid_from, category, rate, ground)
SELECT DISTINCT usual || '-' || vat_rate, date '2000-01-01', CASE WHEN vat_rate > 0 THEN 'S' ELSE 'E' END, vat_rate, '{"nl": "Zoals het bij het tarief stond"}'::jsonb
FROM hourly WHERE vat_rate <> usual_rate;

INSERT INTO tariff_versions (id, regulation_id, number, valid_from, counts_by, rules, published_at)
SELECT gen_random_uuid(), regulation_id, row_number() OVER (PARTITION BY regulation_id ORDER BY day), day, 'activity', jsonb_strip_nulls(jsonb_build_object(
  'halls', (SELECT jsonb_agg(DISTINCT slug) FROM hourly x WHERE x.regulation_id = v.regulation_id AND x.day = v.day),
  'bookers', '[{"id": "resident", "label": {"nl": "Inwoner", "en": "Resident", "fr": "Habitant"}, "of": ["resident"], "evidence": "register"},
    {"id": "association", "label": {"nl": "Vereniging", "en": "Association", "fr": "Association"}, "of": ["association"], "evidence": "register"},
    {"id": "school", "label": {"nl": "School", "en": "School", "fr": "École"}, "of": ["school"], "evidence": "register"},
    {"id": "company", "label": {"nl": "Bedrijf", "en": "Company", "fr": "Entreprise"}, "of": ["company"], "evidence": "register"},
    {"id": "partner", "label": {"nl": "Partner", "en": "Partner", "fr": "Partenaire"}, "of": ["partner"], "evidence": "register"},
    {"id": "directorate", "label": {"nl": "Stadsdienst", "en": "City department", "fr": "Service de la ville"}, "of": ["directorate"], "evidence": "register"}]'::jsonb,
  'purposes', '[{"id": "gebruik", "label": {"nl": "Elk gebruik", "en": "Any use", "fr": "Tout usage"}}]'::jsonb,
  'prices', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'id', 'huur-' || slug || '-' || kind, 'label', jsonb_build_object('nl', 'Uurprijs', 'en', 'Hourly price', 'fr', 'Prix à l’heure'),
      'halls', jsonb_build_array(slug), 'bookers', jsonb_build_array(kind),
      'product', CASE WHEN vat_rate <> usual_rate THEN usual || '-' || vat_rate ELSE usual END,
      'units', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('per', 'hour', 'euro', hour_cents / 100.0,
        'minimum', CASE WHEN minimum_minutes > 0 THEN minimum_minutes / 60.0 END))))) ORDER BY slug, kind), '[]')
    FROM hourly x WHERE x.regulation_id = v.regulation_id AND x.day = v.day AND hour_cents IS NOT NULL),
  'notLet', (SELECT jsonb_agg(jsonb_build_object('id', 'niet-' || slug || '-' || kind, 'halls', jsonb_build_array(slug), 'bookers', jsonb_build_array(kind),
      'reason', jsonb_build_object('nl', 'Deze zaal wordt niet verhuurd aan uw soort aanvrager.', 'en', 'This hall is not let to your kind of booker.', 'fr', 'Cette salle n’est pas louée à votre type de demandeur.')) ORDER BY slug, kind)
    FROM hourly x WHERE x.regulation_id = v.regulation_id AND x.day = v.day AND hour_cents IS NULL),
  'deposits', (SELECT jsonb_agg(jsonb_build_object('id', 'waarborg-' || slug || '-' || kind, 'label', jsonb_build_object('nl', 'Waarborg', 'en', 'Deposit', 'fr', 'Caution'),
      'halls', jsonb_build_array(slug), 'bookers', jsonb_build_array(kind), 'euro', deposit_cents / 100.0, 'per', 'booking') ORDER BY slug, kind)
    FROM hourly x WHERE x.regulation_id = v.regulation_id AND x.day = v.day AND deposit_cents > 0))), now()
FROM (SELECT DISTINCT regulation_id, day FROM hourly) AS v;

DROP TABLE hourly;
DROP TABLE tariffs;

-- Frozen onto the booking: which version priced it, as which kind of booker and for what. Lines name their rule and why they carry their VAT.
ALTER TABLE bookings ADD tariff_version_id uuid REFERENCES tariff_versions, ADD tariff_booker text, ADD purpose text;
ALTER TABLE booking_lines DROP CONSTRAINT booking_lines_kind_check, DROP CONSTRAINT booking_lines_unit_check;
ALTER TABLE booking_lines
  ADD CONSTRAINT booking_lines_kind_check CHECK (kind IN ('hire', 'change', 'cost', 'extra')),
  ADD CONSTRAINT booking_lines_unit_check CHECK (unit IN ('hour', 'half-hour', 'fixed-part-day', 'part-day', 'day', '24-hours', 'event', 'piece', 'booking', 'person')),
  ADD rule text, ADD vat_category text, ADD vat_ground translated;

-- Whoever looks at a hall hears that its price changed.
CREATE FUNCTION tell_of_tariffs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_halls(array_agg(h.id)) FROM changed JOIN halls h USING (regulation_id) WHERE changed.published_at IS NOT NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER tariff_versions_made AFTER INSERT ON tariff_versions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_tariffs();
CREATE TRIGGER tariff_versions_changed AFTER UPDATE ON tariff_versions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_tariffs();
