CREATE TABLE lease (
  name        VARCHAR(80)  NOT NULL,
  owner       VARCHAR(16)  NOT NULL,
  lease_until DATETIME(6)  NOT NULL,
  PRIMARY KEY (name)
);
