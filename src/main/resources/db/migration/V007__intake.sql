CREATE TABLE import_run (
  run_id      BIGINT       NOT NULL,
  kind        VARCHAR(10)  NOT NULL,
  state       VARCHAR(10)  NOT NULL,
  file_name   VARCHAR(200) NOT NULL,
  actor       VARCHAR(80)  NOT NULL,
  bytes_total BIGINT       NOT NULL,
  bytes_done  BIGINT       NOT NULL,
  rows_done   BIGINT       NOT NULL,
  created     BIGINT       NOT NULL,
  changed     BIGINT       NOT NULL,
  unchanged   BIGINT       NOT NULL,
  merged      BIGINT       NOT NULL,
  rejected    BIGINT       NOT NULL,
  header      VARCHAR(4000) NOT NULL,
  dropped_columns VARCHAR(4000) NOT NULL,
  failure     VARCHAR(500),
  started_at  DATETIME(6)  NOT NULL,
  ended_at    DATETIME(6),
  millis      BIGINT       NOT NULL,
  PRIMARY KEY (run_id)
);

-- Rows refused one by one, in clear, kept seven days (requirements section 10).
CREATE TABLE import_reject (
  run_id      BIGINT        NOT NULL,
  line        BIGINT        NOT NULL,
  column_name VARCHAR(60)   NOT NULL,
  code        VARCHAR(40)   NOT NULL,
  reason      VARCHAR(300)  NOT NULL,
  row_text    VARCHAR(2000) NOT NULL,
  rejected_at DATETIME(6)   NOT NULL,
  PRIMARY KEY (run_id, line)
);
CREATE INDEX import_reject_age ON import_reject (rejected_at);
