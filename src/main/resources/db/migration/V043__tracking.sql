-- Hits as they came in, a row for those that were committed together; filed in hit and hit_group a moment later.
CREATE TABLE hit_journal (
  journal_id BIGINT     NOT NULL PRIMARY KEY,
  hits       MEDIUMBLOB NOT NULL
);
