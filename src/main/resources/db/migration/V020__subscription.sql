-- How far sign-ups by a form have filled its measure, and when the last of the mails that it holds back may leave (B26).
CREATE TABLE form_pace (
  form_id    VARCHAR(60) NOT NULL,
  sign_ups   BIGINT      NOT NULL,
  filled_to  DATETIME(6) NOT NULL,
  held_since DATETIME(6),
  held_until DATETIME(6),
  PRIMARY KEY (form_id)
);

-- When an unanswered request is reminded of, once; set when its mail leaves, empty again when that was seen to.
ALTER TABLE subscription_request ADD COLUMN remind_at DATETIME(6);
CREATE INDEX subscription_request_remind ON subscription_request (state, remind_at);
