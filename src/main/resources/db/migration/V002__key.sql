-- What the key files must hold: ids and check values, never a key.
CREATE TABLE key_check (
  kind        VARCHAR(16)   NOT NULL,
  key_id      SMALLINT      NOT NULL,
  check_value VARBINARY(16) NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  PRIMARY KEY (kind, key_id)
);
