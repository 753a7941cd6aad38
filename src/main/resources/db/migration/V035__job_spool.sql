-- Which records of a node's spool are done: written with what they ask for, deleted with their file (design section 9).
CREATE TABLE spool_receipt (
    segment     BIGINT      NOT NULL,
    entry       INT         NOT NULL,
    replayed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (segment, entry)
);
