-- A directorate is part of its city: who has a role at the city has it at its directorates too. One level deep.
ALTER TABLE organisations ADD part_of uuid REFERENCES organisations CHECK (part_of <> id);
CREATE INDEX organisations_by_whole ON organisations (part_of) WHERE part_of IS NOT NULL;

-- Every role where it counts: at the organisation where it was given and at each part of it.
CREATE VIEW roles_in_force AS
SELECT DISTINCT r.person_id, r.role, o.id AS organisation_id, r.venue_id
FROM staff_roles r JOIN organisations o ON r.organisation_id IN (o.id, o.part_of);
