-- One mail to one contact. origin: the wave's campaign, or what asked for a single mail.
CREATE TABLE message (
  contact_id     BIGINT       NOT NULL,
  message_id     BIGINT       NOT NULL,
  kind           VARCHAR(16)  NOT NULL,
  origin_id      BIGINT       NOT NULL,
  step           VARCHAR(60)  NOT NULL,
  wave_id        BIGINT,
  chunk_id       BIGINT,
  purpose        VARCHAR(60),
  template       VARCHAR(120) NOT NULL,
  template_version INT        NOT NULL,
  language       VARCHAR(2)   NOT NULL,
  provider_group VARCHAR(40)  NOT NULL,
  state          VARCHAR(10)  NOT NULL,
  reason         VARCHAR(40),
  smtp_code      VARCHAR(20),
  diagnostic     VARCHAR(300),
  attempts       SMALLINT     NOT NULL,
  window_ends_at DATETIME(6),
  queued_at      DATETIME(6)  NOT NULL,
  settled_at     DATETIME(6),
  stayed_at      DATETIME(6),
  unsubscribed_at DATETIME(6),
  PRIMARY KEY (contact_id, message_id),
  CONSTRAINT message_once UNIQUE (contact_id, origin_id, step)
);
CREATE INDEX message_chunk ON message (chunk_id, contact_id);
CREATE INDEX message_wave ON message (wave_id, contact_id);

-- The one retry queue: single mails, and whatever is DEFERRED or HELD.
CREATE TABLE outbox (
  contact_id  BIGINT      NOT NULL,
  message_id  BIGINT      NOT NULL,
  wave_id     BIGINT,
  provider_group VARCHAR(40) NOT NULL,
  due_at      DATETIME(6) NOT NULL,
  owner       VARCHAR(16),
  lease_until DATETIME(6),
  intent_at   DATETIME(6),
  version     INT         NOT NULL,
  PRIMARY KEY (contact_id, message_id)
);
CREATE INDEX outbox_due ON outbox (due_at, contact_id);
CREATE INDEX outbox_wave ON outbox (wave_id, due_at);

-- A key range of a wave's messages within one provider group, claimed as one.
CREATE TABLE chunk (
  chunk_id       BIGINT      NOT NULL,
  wave_id        BIGINT      NOT NULL,
  provider_group VARCHAR(40) NOT NULL,
  state          VARCHAR(8)  NOT NULL,
  size           INT         NOT NULL,
  owner          VARCHAR(16),
  lease_until    DATETIME(6),
  settled_to     BIGINT      NOT NULL,
  intent_to      BIGINT      NOT NULL,
  version        INT         NOT NULL,
  PRIMARY KEY (chunk_id)
);
CREATE INDEX chunk_state ON chunk (state, wave_id, chunk_id);

-- The token bucket of a provider group, shared by all nodes.
CREATE TABLE pace (
  provider_group VARCHAR(40) NOT NULL,
  tokens         BIGINT      NOT NULL,
  filled_at      DATETIME(6) NOT NULL,
  version        INT         NOT NULL,
  PRIMARY KEY (provider_group)
);

-- Waves whose messages must not leave now: PAUSED, or STOPPED for good.
CREATE TABLE wave_switch (
  wave_id BIGINT     NOT NULL,
  setting VARCHAR(8) NOT NULL,
  PRIMARY KEY (wave_id)
);
