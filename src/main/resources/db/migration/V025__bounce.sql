-- What came back of our mails, each report once: the key is made of the report itself, so that one read twice is known.
CREATE TABLE inbound_report (
  contact_id     BIGINT        NOT NULL,
  receipt_key    VARBINARY(32) NOT NULL,
  message_id     BIGINT        NOT NULL,
  kind           VARCHAR(12)   NOT NULL,
  reply_class    VARCHAR(8),
  code           VARCHAR(20),
  diagnostic     VARCHAR(300),
  provider_group VARCHAR(40)   NOT NULL,
  source         VARCHAR(10)   NOT NULL,
  received_at    DATETIME(6)   NOT NULL,
  PRIMARY KEY (contact_id, receipt_key)
);
CREATE INDEX inbound_report_received ON inbound_report (received_at, contact_id);

-- How many reports came a day, of which kind; of forged and unknown ones this is all that is kept.
CREATE TABLE inbound_count (
  counted_on DATE        NOT NULL,
  source     VARCHAR(10) NOT NULL,
  outcome    VARCHAR(12) NOT NULL,
  reports    BIGINT      NOT NULL,
  PRIMARY KEY (counted_on, source, outcome)
);

-- How far a mailbox is read: what is up to taken_to is counted, what is up to moved_to has left the folder too.
CREATE TABLE inbound_mailbox (
  folder       VARCHAR(200) NOT NULL,
  uid_validity BIGINT       NOT NULL,
  taken_to     BIGINT       NOT NULL,
  moved_to     BIGINT       NOT NULL,
  PRIMARY KEY (folder)
);
