/** Pairs for json_build_object over `venues v` and `organisations o`: a VenueSummary. */
export const VENUE_SUMMARY = `
  'id', v.id, 'organisationId', v.organisation_id, 'organisationName', o.name, 'slug', v.slug, 'name', v.name,
  'street', v.street, 'postalCode', v.postal_code, 'municipality', v.municipality, 'neighbourhood', v.neighbourhood,
  'latitude', v.latitude, 'longitude', v.longitude, 'accessibility', v.accessibility`;

/** Pairs over `venues v`: VenueDetails. */
export const VENUE_DETAILS = `
  'description', v.description, 'directions', v.directions, 'email', v.email, 'phone', v.phone,
  'doorBeforeMinutes', v.door_before_minutes, 'doorAfterMinutes', v.door_after_minutes, 'codeShownHours', v.code_shown_hours,
  'illustrative', v.illustrative`;

/** How one gets into the hall `h` on the day that is the one parameter. A person opens when nothing else is said. */
export const ACCESS_IN_FORCE = `
  coalesce((SELECT kind FROM hall_access WHERE hall_id = h.id AND from_on <= ?::date ORDER BY from_on DESC LIMIT 1), 'staff')`;

/** Columns over `halls h`: a HallLine. Takes the day as its one parameter. */
export const HALL_LINE = `
  h.id, h.slug, h.name, h.type, h.area_m2 AS "areaM2", h.floor_plan AS "floorPlan",
  (SELECT coalesce(max(greatest(seated, standing)), 0) FROM layouts WHERE hall_id = h.id) AS capacity,
  ${ACCESS_IN_FORCE} AS access`;
