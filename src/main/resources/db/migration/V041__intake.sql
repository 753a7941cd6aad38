-- How many rows of a file declare another source than the one that is recorded, which stays (A17).
ALTER TABLE import_run ADD COLUMN sources_not_taken BIGINT DEFAULT 0 NOT NULL;
