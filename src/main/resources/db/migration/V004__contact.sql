CREATE TABLE contact (
  contact_id     BIGINT        NOT NULL,
  state          VARCHAR(10)   NOT NULL,
  email          VARCHAR(254),
  address_digest VARBINARY(16),
  pepper_id      SMALLINT,
  language       VARCHAR(2)    NOT NULL,
  country        VARCHAR(2),
  category       VARCHAR(16)   NOT NULL,
  bucket         BIGINT        NOT NULL,
  undeliverable_at DATETIME(6),
  hard_bounces   SMALLINT      NOT NULL,
  created_at     DATETIME(6)   NOT NULL,
  changed_at     DATETIME(6)   NOT NULL,
  PRIMARY KEY (contact_id)
);

-- The one place where an address or an outside number is unique; its key is binary, since collations differ. It stands
-- first in the primary key, since H2 seeks by a list of values in the first column only.
CREATE TABLE identity (
  kind         VARCHAR(10)    NOT NULL,
  identity_key VARBINARY(320) NOT NULL,
  contact_id   BIGINT         NOT NULL,
  PRIMARY KEY (identity_key, kind)
);
CREATE INDEX identity_contact ON identity (contact_id);

-- Declared fields (config/fields.yml): Réveil adds a typed column f_<name> for each.
CREATE TABLE contact_field (
  contact_id BIGINT NOT NULL,
  PRIMARY KEY (contact_id)
);
