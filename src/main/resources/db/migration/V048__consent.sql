-- The opposition that stood on the address until the person asked for some purposes again: what is declared only later is
-- opposed as well (A49).
ALTER TABLE consent_subject ADD COLUMN opposed_at DATETIME(6);
ALTER TABLE consent_subject ADD COLUMN opposed_source VARCHAR(80);
