-- Where the links of a template version lead (D8).
CREATE TABLE template_link (
  link_id          BIGINT       NOT NULL,
  template         VARCHAR(120) NOT NULL,
  template_version INT          NOT NULL,
  ordinal          SMALLINT     NOT NULL,
  url              VARCHAR(2000) NOT NULL,
  PRIMARY KEY (link_id),
  CONSTRAINT template_link_once UNIQUE (template, template_version, ordinal)
);
