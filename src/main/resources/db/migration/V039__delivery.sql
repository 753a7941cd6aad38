-- When a server said that the mail arrived; most never say so.
ALTER TABLE message ADD COLUMN arrived_at DATETIME(6);
