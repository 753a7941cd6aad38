-- What was fetched by the links and images that measure, of people who agreed to that (A30, A37). Raw: with age it gets
-- coarser, and is never changed otherwise (C4, C9). hit_id is the receipt: the same again is the same hit.
CREATE TABLE hit (
  contact_id  BIGINT       NOT NULL,
  hit_id      BIGINT       NOT NULL,
  message_id  BIGINT       NOT NULL,
  kind        VARCHAR(8)   NOT NULL,
  link_id     BIGINT       NOT NULL,
  means       VARCHAR(8)   NOT NULL,
  hit_at      DATETIME(6)  NOT NULL,
  network     VARCHAR(32),
  agent       VARCHAR(300),
  PRIMARY KEY (contact_id, hit_id)
);
CREATE INDEX hit_time ON hit (hit_at, contact_id);

-- Hits that wait for the end of their settling window.
CREATE TABLE hit_pending (
  due_at     DATETIME(6) NOT NULL,
  contact_id BIGINT      NOT NULL,
  hit_id     BIGINT      NOT NULL,
  PRIMARY KEY (due_at, contact_id, hit_id)
);

-- What a hit was judged to be, by which version of the rules; judged anew under another, it is replaced (C4).
CREATE TABLE hit_verdict (
  contact_id BIGINT       NOT NULL,
  hit_id     BIGINT       NOT NULL,
  hit_class  VARCHAR(16)  NOT NULL,
  score      SMALLINT     NOT NULL,
  reasons    VARCHAR(200) NOT NULL,
  rules      SMALLINT     NOT NULL,
  judged_at  DATETIME(6)  NOT NULL,
  PRIMARY KEY (contact_id, hit_id)
);

-- How many, a day; of nobody in particular. wave_id and link_id are 0 where they do not matter; hit_class is ANONYMOUS
-- where the token names nobody.
CREATE TABLE hit_count (
  counted_on DATE        NOT NULL,
  kind       VARCHAR(8)  NOT NULL,
  wave_id    BIGINT      NOT NULL,
  link_id    BIGINT      NOT NULL,
  hit_class  VARCHAR(16) NOT NULL,
  hits       INT         NOT NULL,
  PRIMARY KEY (counted_on, kind, wave_id, link_id, hit_class)
);

-- The day of somebody's last open, overwritten; no event, no time (A32). It delays a SUNSET and serves nothing else.
CREATE TABLE last_open (
  contact_id BIGINT NOT NULL,
  opened_on  DATE   NOT NULL,
  PRIMARY KEY (contact_id)
);
