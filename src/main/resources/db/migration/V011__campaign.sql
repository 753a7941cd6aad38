CREATE TABLE campaign (
  campaign_id BIGINT        NOT NULL,
  name        VARCHAR(60)   NOT NULL,
  version     INT           NOT NULL,
  purpose     VARCHAR(60)   NOT NULL,
  seed        VARBINARY(32) NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  PRIMARY KEY (campaign_id),
  CONSTRAINT campaign_name UNIQUE (name)
);

CREATE TABLE campaign_version (
  campaign_id BIGINT        NOT NULL,
  version     INT           NOT NULL,
  document    MEDIUMTEXT    NOT NULL,
  sha256      VARBINARY(32) NOT NULL,
  applied_at  DATETIME(6)   NOT NULL,
  applied_by  VARCHAR(80)   NOT NULL,
  PRIMARY KEY (campaign_id, version)
);

-- wave_id: which wave let the contact in; stage_wave_id: which planned the present stage. due_on is empty while the
-- mail of the stage is under way.
CREATE TABLE enrolment (
  campaign_id  BIGINT      NOT NULL,
  contact_id   BIGINT      NOT NULL,
  version      INT         NOT NULL,
  wave_id      BIGINT      NOT NULL,
  arm          VARCHAR(8)  NOT NULL,
  state        VARCHAR(10) NOT NULL,
  stage        SMALLINT    NOT NULL,
  stage_wave_id BIGINT     NOT NULL,
  due_on       DATE,
  entered_at   DATETIME(6) NOT NULL,
  exit_reason  VARCHAR(40),
  ended_at     DATETIME(6),
  PRIMARY KEY (campaign_id, contact_id)
);
CREATE INDEX enrolment_due ON enrolment (campaign_id, state, due_on, contact_id);
CREATE INDEX enrolment_contact ON enrolment (contact_id);

-- One active campaign a contact and purpose (F4): a duplicate key says another holds it.
CREATE TABLE slot (
  contact_id  BIGINT      NOT NULL,
  purpose     VARCHAR(60) NOT NULL,
  campaign_id BIGINT      NOT NULL,
  PRIMARY KEY (contact_id, purpose)
);

-- End of a sequence without an answer: no routine marketing for this purpose, although consent stands (F6).
CREATE TABLE sunset (
  contact_id  BIGINT      NOT NULL,
  purpose     VARCHAR(60) NOT NULL,
  since_on    DATE        NOT NULL,
  campaign_id BIGINT      NOT NULL,
  PRIMARY KEY (contact_id, purpose)
);

-- version and revision: of the campaign, and of this row (every change of state or mark is a compare-and-set on it).
-- A STOPPED wave has no ended_at while open messages are still to be dropped.
CREATE TABLE wave (
  wave_id     BIGINT      NOT NULL,
  campaign_id BIGINT      NOT NULL,
  wave_key    VARCHAR(60) NOT NULL,
  version     INT         NOT NULL,
  state       VARCHAR(10) NOT NULL,
  planned     BOOLEAN     NOT NULL,
  held_out_digest VARCHAR(64),
  follow_ups_to BIGINT    NOT NULL,
  newcomers_to  BIGINT    NOT NULL,
  revision    INT         NOT NULL,
  run_on      DATE,
  created_at  DATETIME(6) NOT NULL,
  created_by  VARCHAR(80) NOT NULL,
  started_at  DATETIME(6),
  ended_at    DATETIME(6),
  PRIMARY KEY (wave_id),
  CONSTRAINT wave_once UNIQUE (wave_key)
);
CREATE INDEX wave_state ON wave (state, ended_at);
CREATE INDEX wave_campaign ON wave (campaign_id);

-- The counts of a plan (forecast) and of planning (run), added with the mark they belong to.
CREATE TABLE wave_count (
  wave_id BIGINT      NOT NULL,
  phase   VARCHAR(8)  NOT NULL,
  reason  VARCHAR(40) NOT NULL,
  people  BIGINT      NOT NULL,
  PRIMARY KEY (wave_id, phase, reason)
);
