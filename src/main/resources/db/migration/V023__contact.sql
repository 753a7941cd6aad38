-- Where we have a person's data from: declared by an import, or the person's own form (A17, A18).
ALTER TABLE contact ADD COLUMN source_type VARCHAR(12);
ALTER TABLE contact ADD COLUMN source_name VARCHAR(200);
ALTER TABLE contact ADD COLUMN source_at DATETIME(6);
