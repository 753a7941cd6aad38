-- What became known of a mail after the relay took it: later facts beside SENT.
ALTER TABLE message ADD COLUMN bounced_at DATETIME(6);
ALTER TABLE message ADD COLUMN bounce_class VARCHAR(8);
ALTER TABLE message ADD COLUMN complained_at DATETIME(6);

-- A provider group that gets no mail, since its servers refuse us.
ALTER TABLE pace ADD COLUMN stopped_at DATETIME(6);

-- What a failure may mean for an address; weighed a little later, when a storm would have shown.
CREATE TABLE pending_mark (
  contact_id     BIGINT      NOT NULL,
  message_id     BIGINT      NOT NULL,
  provider_group VARCHAR(40) NOT NULL,
  reply_class    VARCHAR(8)  NOT NULL,
  offered_at     DATETIME(6) NOT NULL,
  due_at         DATETIME(6) NOT NULL,
  PRIMARY KEY (contact_id, message_id)
);
CREATE INDEX pending_mark_due ON pending_mark (due_at, contact_id);

-- How many mails a provider group was offered in ten minutes, and how many of these failed, at once or later. In slots,
-- so that lanes do not wait for each other: their sum counts. said: the words of a failure.
CREATE TABLE provider_count (
  provider_group VARCHAR(40)  NOT NULL,
  offered_at     DATETIME(6)  NOT NULL,
  fate           VARCHAR(8)   NOT NULL,
  slot           SMALLINT     NOT NULL,
  mails          BIGINT       NOT NULL,
  said           VARCHAR(300),
  PRIMARY KEY (provider_group, offered_at, fate, slot)
);
CREATE INDEX provider_count_time ON provider_count (offered_at, provider_group);

-- A time in which a provider group refused us. marks_kept: whether what failed in it counts against addresses; empty as
-- long as the storm lasts.
CREATE TABLE storm (
  provider_group VARCHAR(40)  NOT NULL,
  began_at       DATETIME(6)  NOT NULL,
  seen_at        DATETIME(6)  NOT NULL,
  because        VARCHAR(500) NOT NULL,
  ended_at       DATETIME(6),
  ended_by       VARCHAR(80),
  marks_kept     BOOLEAN,
  PRIMARY KEY (provider_group, began_at)
);
