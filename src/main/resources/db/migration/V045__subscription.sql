-- What a confirmation changed, as it was before, for as long as its request is kept: "this was not me" puts it back (B11).
CREATE TABLE former_state (
  contact_id    BIGINT      NOT NULL,
  request_id    BIGINT      NOT NULL,
  newcomer      BOOLEAN     NOT NULL,
  became_source BOOLEAN     NOT NULL,
  source_type   VARCHAR(12),
  source_name   VARCHAR(200),
  source_at     DATETIME(6),
  silent_since  DATE        NOT NULL,
  exposures     INT         NOT NULL,
  left_address  VARCHAR(254),
  PRIMARY KEY (contact_id, request_id)
);

-- The bans that it lifted (A49). On which address, the request knows.
CREATE TABLE lifted_ban (
  contact_id BIGINT      NOT NULL,
  request_id BIGINT      NOT NULL,
  reason     VARCHAR(12) NOT NULL,
  source     VARCHAR(80) NOT NULL,
  since_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (contact_id, request_id, reason)
);

-- The gaps that what was typed filled in somebody known.
CREATE TABLE filled_gap (
  contact_id BIGINT       NOT NULL,
  request_id BIGINT       NOT NULL,
  name       VARCHAR(60)  NOT NULL,
  content    VARCHAR(200) NOT NULL,
  PRIMARY KEY (contact_id, request_id, name)
);
