-- How often somebody named another address for their letters of late, whether or not anybody was asked (B27).
CREATE TABLE named_address (
  contact_id BIGINT      NOT NULL,
  named_id   BIGINT      NOT NULL,
  named_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (contact_id, named_id)
);
CREATE INDEX named_address_at ON named_address (named_at);
