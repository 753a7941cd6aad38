-- Lists of suppressions come in too, each with the name of where it comes from (S2.8).
ALTER TABLE import_run MODIFY COLUMN kind VARCHAR(16) NOT NULL;
ALTER TABLE import_run ADD COLUMN origin VARCHAR(80);
