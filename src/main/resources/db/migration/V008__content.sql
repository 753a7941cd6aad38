-- Each text of a template as it was used; a message names its version for ever.
CREATE TABLE template_version (
  template   VARCHAR(120)  NOT NULL,
  version    INT           NOT NULL,
  sha256     VARBINARY(32) NOT NULL,
  parts      MEDIUMTEXT    NOT NULL,
  created_at DATETIME(6)   NOT NULL,
  PRIMARY KEY (template, version)
);
