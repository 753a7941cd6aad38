-- Hits as they came in, a row for those that were committed together; filed in hit and hit_group a moment later.
CREATE TABLE hit_journal (
  journal_id BIGINT     NOT NULL PRIMARY KEY,
  hits       MEDIUMBLOB NOT NULL
);

-- One row. Who holds it files, or erases somebody whose hits might be filed meanwhile.
CREATE TABLE hit_filing (
  turns BIGINT NOT NULL
);
INSERT INTO hit_filing (turns) VALUES (0);
