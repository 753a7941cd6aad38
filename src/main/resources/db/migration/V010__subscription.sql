-- What somebody asked for and nobody has confirmed yet; what was typed waits here (A12).
CREATE TABLE subscription_request (
  contact_id  BIGINT        NOT NULL,
  request_id  BIGINT        NOT NULL,
  state       VARCHAR(12)   NOT NULL,
  form_id     VARCHAR(60)   NOT NULL,
  page_url    VARCHAR(300)  NOT NULL,
  language    VARCHAR(2)    NOT NULL,
  purposes    VARCHAR(600)  NOT NULL,
  typed       VARCHAR(4000) NOT NULL,
  created_at  DATETIME(6)   NOT NULL,
  expires_at  DATETIME(6)   NOT NULL,
  settled_at  DATETIME(6),
  PRIMARY KEY (contact_id, request_id)
);
CREATE INDEX subscription_request_end ON subscription_request (state, expires_at);

-- How many DOI mails an address had, by its digest, so that nobody can be bombed (B26).
CREATE TABLE doi_sending (
  address_digest VARBINARY(16) NOT NULL,
  sent_at        DATETIME(6)   NOT NULL,
  slot           INT           NOT NULL,
  PRIMARY KEY (address_digest, slot)
);
