-- The zone of the tz database in which a person lives, if they have one of their own; else it goes by their country (E2).
ALTER TABLE contact ADD COLUMN zone VARCHAR(40);
