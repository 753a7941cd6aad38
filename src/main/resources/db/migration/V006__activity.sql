-- What came back from a person; the key makes a repetition harmless. cause_id: the message or the request behind it.
CREATE TABLE contact_signal (
  contact_id   BIGINT        NOT NULL,
  signal_key   VARBINARY(16) NOT NULL,
  kind         VARCHAR(40)   NOT NULL,
  sign_of_life BOOLEAN       NOT NULL,
  occurred_at  DATETIME(6)   NOT NULL,
  recorded_at  DATETIME(6)   NOT NULL,
  origin       VARCHAR(40)   NOT NULL,
  cause_id     BIGINT,
  amount       DECIMAL(14, 2),
  quantity     INT,
  PRIMARY KEY (contact_id, signal_key)
);
CREATE INDEX contact_signal_time ON contact_signal (contact_id, occurred_at);

-- One row a contact: what its status is a function of. silent_since: the last sign of life, else the day we came to know
-- the contact.
CREATE TABLE activity (
  contact_id      BIGINT  NOT NULL,
  silent_since    DATE    NOT NULL,
  last_sign_on    DATE,
  last_sign_at    DATETIME(6),
  last_sign_kind  VARCHAR(40),
  has_crm_event   BOOLEAN NOT NULL,
  exposures       INT     NOT NULL,
  last_exposed_on DATE,
  PRIMARY KEY (contact_id)
);
CREATE INDEX activity_silent ON activity (silent_since, contact_id);

-- The last date of each declared kind of event (purchase, login…), for the rules of segments.
CREATE TABLE last_event (
  contact_id BIGINT      NOT NULL,
  kind       VARCHAR(40) NOT NULL,
  last_on    DATE        NOT NULL,
  PRIMARY KEY (contact_id, kind)
);
