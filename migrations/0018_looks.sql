-- Whether somebody looked at the same a moment ago: pages that turn by themselves ask it each time. Also what one member of staff did lately.
CREATE INDEX audit_by_actor ON audit (person_id, action, at) WHERE person_id IS NOT NULL;
