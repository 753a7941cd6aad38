CREATE TABLE api_key (
  key_id      BIGINT        NOT NULL,
  name        VARCHAR(80)   NOT NULL,
  digest      VARBINARY(32) NOT NULL,
  scopes      VARCHAR(120)  NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  revoked_at  DATETIME(6),
  PRIMARY KEY (key_id),
  CONSTRAINT api_key_digest UNIQUE (digest)
);

-- A one-time link becomes a session when it is opened; both are known by a digest only.
CREATE TABLE console_session (
  session_id  BIGINT        NOT NULL,
  digest      VARBINARY(32) NOT NULL,
  state       VARCHAR(10)   NOT NULL,
  operator    VARCHAR(80)   NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  valid_until DATETIME(6)   NOT NULL,
  PRIMARY KEY (session_id),
  CONSTRAINT console_session_digest UNIQUE (digest)
);
CREATE INDEX console_session_end ON console_session (valid_until);
