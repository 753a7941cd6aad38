-- What somebody asked for and nobody has confirmed yet (A12).
CREATE TABLE subscription_request (
  contact_id     BIGINT       NOT NULL,
  request_id     BIGINT       NOT NULL,
  state          VARCHAR(12)  NOT NULL,
  form_id        VARCHAR(60)  NOT NULL,
  page_url       VARCHAR(300) NOT NULL,
  language       VARCHAR(2)   NOT NULL,
  doi_message_id BIGINT       NOT NULL,
  created_at     DATETIME(6)  NOT NULL,
  expires_at     DATETIME(6)  NOT NULL,
  forget_at      DATETIME(6)  NOT NULL,
  settled_at     DATETIME(6),
  PRIMARY KEY (contact_id, request_id)
);
CREATE INDEX subscription_request_end ON subscription_request (state, expires_at);
CREATE INDEX subscription_request_forget ON subscription_request (forget_at);

-- The purposes of a request, each with the wording that was shown (A10, A28).
CREATE TABLE requested_purpose (
  contact_id     BIGINT      NOT NULL,
  request_id     BIGINT      NOT NULL,
  purpose        VARCHAR(60) NOT NULL,
  notice_key     VARCHAR(60) NOT NULL,
  notice_version INT         NOT NULL,
  notice_sha256  VARCHAR(64) NOT NULL,
  PRIMARY KEY (contact_id, request_id, purpose)
);

-- What was typed into a form waits here, not in the contact, until the person confirms.
CREATE TABLE typed_field (
  contact_id BIGINT       NOT NULL,
  request_id BIGINT       NOT NULL,
  name       VARCHAR(60)  NOT NULL,
  content    VARCHAR(200) NOT NULL,
  PRIMARY KEY (contact_id, request_id, name)
);

-- The last three DOI mails of an address, by its digest, so that nobody can be bombed (B26).
CREATE TABLE doi_sending (
  address_digest VARBINARY(16) NOT NULL,
  latest_at      DATETIME(6)   NOT NULL,
  second_at      DATETIME(6),
  third_at       DATETIME(6),
  PRIMARY KEY (address_digest)
);
CREATE INDEX doi_sending_latest ON doi_sending (latest_at);
