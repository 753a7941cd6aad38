-- What was shown, word for word; never changed once published (A28).
CREATE TABLE notice (
  notice_key   VARCHAR(60)   NOT NULL,
  version      INT           NOT NULL,
  language     VARCHAR(2)    NOT NULL,
  body         TEXT          NOT NULL,
  sha256       VARBINARY(32) NOT NULL,
  published_at DATETIME(6)   NOT NULL,
  PRIMARY KEY (notice_key, language, version)
);

-- Erasing a person deletes this row and the openings: the ledger then speaks of nobody, and still verifies (E9).
CREATE TABLE consent_subject (
  contact_id  BIGINT        NOT NULL,
  subject_ref VARBINARY(16) NOT NULL,
  salt        VARBINARY(32) NOT NULL,
  PRIMARY KEY (contact_id)
);

-- Append-only, and the truth. The order is the version per subject, channel and purpose; clocks only inform (E1).
CREATE TABLE consent_event (
  subject_ref    VARBINARY(16)  NOT NULL,
  event_id       BIGINT         NOT NULL,
  channel        VARCHAR(8)     NOT NULL,
  purpose        VARCHAR(60)    NOT NULL,
  version        INT            NOT NULL,
  act            VARCHAR(16)    NOT NULL,
  state_after    VARCHAR(12)    NOT NULL,
  basis          VARCHAR(40)    NOT NULL,
  gap            VARCHAR(40),
  grade          VARCHAR(12),
  occurred_at    DATETIME(6)    NOT NULL,
  recorded_at    DATETIME(6)    NOT NULL,
  notice_key     VARCHAR(60),
  notice_version INT,
  language       VARCHAR(2),
  canonical      VARBINARY(4000) NOT NULL,
  PRIMARY KEY (subject_ref, event_id),
  CONSTRAINT consent_event_version UNIQUE (subject_ref, channel, purpose, version)
);

-- The personal values behind the commitments of an event.
CREATE TABLE consent_opening (
  contact_id BIGINT        NOT NULL,
  event_id   BIGINT        NOT NULL,
  name       VARCHAR(40)   NOT NULL,
  opened     VARCHAR(2000) NOT NULL,
  PRIMARY KEY (contact_id, event_id, name)
);

-- The fold of the ledger.
CREATE TABLE current_consent (
  contact_id     BIGINT      NOT NULL,
  channel        VARCHAR(8)  NOT NULL,
  purpose        VARCHAR(60) NOT NULL,
  state          VARCHAR(12) NOT NULL,
  basis          VARCHAR(40) NOT NULL,
  gap            VARCHAR(40),
  grade          VARCHAR(12),
  version        INT         NOT NULL,
  since_at       DATETIME(6) NOT NULL,
  notice_key     VARCHAR(60),
  notice_version INT,
  event_id       BIGINT      NOT NULL,
  PRIMARY KEY (contact_id, channel, purpose)
);

-- Bans on an address, known by its keyed digest only, so that they outlive the person's row (A49, D6).
CREATE TABLE suppression (
  address_digest VARBINARY(16) NOT NULL,
  reason         VARCHAR(12)   NOT NULL,
  pepper_id      SMALLINT      NOT NULL,
  source         VARCHAR(80)   NOT NULL,
  created_at     DATETIME(6)   NOT NULL,
  valid_until    DATETIME(6),
  PRIMARY KEY (address_digest, reason)
);
