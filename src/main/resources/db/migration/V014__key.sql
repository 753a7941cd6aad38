-- A revoked key verifies nothing but unsubscribe links (D6).
ALTER TABLE key_check ADD COLUMN revoked_at DATETIME(6);
