-- A person's letters are to go elsewhere (A43): to another address of theirs, or, where that address is another contact's
-- already, to that contact, from this former one.
ALTER TABLE subscription_request ADD COLUMN moves_to VARCHAR(254);
ALTER TABLE subscription_request ADD COLUMN moves_from BIGINT;
CREATE INDEX subscription_request_to ON subscription_request (moves_to);
CREATE INDEX subscription_request_from ON subscription_request (moves_from);

-- Since when a contact has its address, if it had another before; and who took its place.
ALTER TABLE contact ADD COLUMN moved_at DATETIME(6);
ALTER TABLE contact ADD COLUMN moved_to BIGINT;
