-- One count of the whole base (F12). mark_to: the contacts up to this id are counted. writable, wanting: people with
-- at least one purpose that may be written for, with at least one gap.
CREATE TABLE audit_run (
  audit_id   BIGINT      NOT NULL,
  state      VARCHAR(10) NOT NULL,
  mark_to    BIGINT      NOT NULL,
  contacts   BIGINT      NOT NULL,
  writable   BIGINT      NOT NULL,
  wanting    BIGINT      NOT NULL,
  started_at DATETIME(6) NOT NULL,
  started_by VARCHAR(80) NOT NULL,
  ended_at   DATETIME(6),
  PRIMARY KEY (audit_id)
);

-- How many contacts have this finding for this purpose, by its age in months.
CREATE TABLE audit_count (
  audit_id   BIGINT      NOT NULL,
  purpose    VARCHAR(60) NOT NULL,
  finding    VARCHAR(40) NOT NULL,
  age_months SMALLINT    NOT NULL,
  people     BIGINT      NOT NULL,
  PRIMARY KEY (audit_id, purpose, finding, age_months)
);

-- How many contacts have a value in this field (A5).
CREATE TABLE audit_field (
  audit_id BIGINT      NOT NULL,
  field    VARCHAR(60) NOT NULL,
  people   BIGINT      NOT NULL,
  PRIMARY KEY (audit_id, field)
);
