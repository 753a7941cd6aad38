-- Hits that wait for the end of their settling window: a row for those that were recorded together, as contact:hit,contact:hit.
CREATE TABLE hit_group (
  due_at   DATETIME(6)   NOT NULL,
  group_id BIGINT        NOT NULL,
  hits     VARCHAR(4000) NOT NULL,
  PRIMARY KEY (due_at, group_id)
);
INSERT INTO hit_group (due_at, group_id, hits)
SELECT due_at, hit_id, CONCAT(contact_id, ':', hit_id)
  FROM hit_pending;
DROP TABLE hit_pending;
