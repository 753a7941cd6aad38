-- Up to which link key each node that runs has them all, so that nobody signs what another node cannot read (D7).
CREATE TABLE key_holder (
  node    VARCHAR(16) NOT NULL,
  key_id  SMALLINT    NOT NULL,
  seen_at DATETIME(6) NOT NULL,
  PRIMARY KEY (node)
);
