-- Hits judged anew by other rules (C4). mark: the hit it has come to, in the order of time. raised: clicks that are human
-- now; unsupported: clicks that are human no more, whose consequences stand (decision 7).
CREATE TABLE hit_rejudging (
  rejudging_id BIGINT      NOT NULL,
  state        VARCHAR(8)  NOT NULL,
  rules        SMALLINT    NOT NULL,
  from_at      DATETIME(6) NOT NULL,
  mark_at      DATETIME(6) NOT NULL,
  mark_contact BIGINT      NOT NULL,
  mark_hit     BIGINT      NOT NULL,
  hits         BIGINT      NOT NULL,
  changed      BIGINT      NOT NULL,
  raised       BIGINT      NOT NULL,
  unsupported  BIGINT      NOT NULL,
  started_at   DATETIME(6) NOT NULL,
  started_by   VARCHAR(80) NOT NULL,
  ended_at     DATETIME(6),
  PRIMARY KEY (rejudging_id)
);
