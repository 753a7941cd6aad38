-- Closed blocks of the ledger. The number is the primary key, so that of two sealers one wins (E8).
CREATE TABLE seal_block (
  block_number INT            NOT NULL,
  header       VARBINARY(600) NOT NULL,
  signature    VARBINARY(64)  NOT NULL,
  PRIMARY KEY (block_number)
);

-- Which event is which leaf of which block. An event without a row here is not sealed yet.
CREATE TABLE seal_entry (
  subject_ref  VARBINARY(16) NOT NULL,
  event_id     BIGINT        NOT NULL,
  block_number INT           NOT NULL,
  leaf_index   INT           NOT NULL,
  leaf_hash    VARBINARY(32) NOT NULL,
  PRIMARY KEY (subject_ref, event_id)
);

-- A block is read leaf by leaf from this index alone.
CREATE INDEX seal_entry_leaf ON seal_entry (block_number, leaf_index, leaf_hash);

-- How far each witness file was written: one that ends before was cut.
CREATE TABLE seal_witness (
  witness_id   VARBINARY(16) NOT NULL,
  block_number INT           NOT NULL,
  PRIMARY KEY (witness_id)
);

CREATE INDEX consent_event_by_id ON consent_event (event_id);

CREATE INDEX consent_subject_by_reference ON consent_subject (subject_ref);
