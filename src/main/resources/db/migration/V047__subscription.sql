-- Boxes that ask for measuring and came back empty are kept, too: only what was shown was refused (A36).
ALTER TABLE requested_purpose ADD COLUMN ticked BOOLEAN DEFAULT TRUE NOT NULL;
