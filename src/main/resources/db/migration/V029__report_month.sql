-- How many contacts had a status at the end of a month, fell silent in it, came back, or reach the end of their retention
-- in it (F11).
CREATE TABLE audit_month (
  audit_id BIGINT      NOT NULL,
  month_on DATE        NOT NULL,
  measure  VARCHAR(20) NOT NULL,
  people   BIGINT      NOT NULL,
  PRIMARY KEY (audit_id, month_on, measure)
);
