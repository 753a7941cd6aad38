-- How many consents of a file the ledger did not take, since the person had withdrawn or refused (E1).
ALTER TABLE import_run ADD COLUMN consents_not_taken BIGINT DEFAULT 0 NOT NULL;
