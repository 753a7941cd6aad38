-- A digest names the pepper that made it, so that it can be nested in the next (D7).
ALTER TABLE doi_sending ADD COLUMN pepper_id SMALLINT DEFAULT 1 NOT NULL;
CREATE INDEX doi_sending_pepper ON doi_sending (pepper_id);
CREATE INDEX suppression_pepper ON suppression (pepper_id);

-- A contact's address is known, hence its digest: what is not stored needs no new pepper.
ALTER TABLE contact DROP COLUMN address_digest;
ALTER TABLE contact DROP COLUMN pepper_id;
