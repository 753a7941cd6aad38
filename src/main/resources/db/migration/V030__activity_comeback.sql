-- Who gave a sign of life after a silence that counted, by day (F1). was: the status until then.
CREATE TABLE comeback (
  back_on      DATE        NOT NULL,
  contact_id   BIGINT      NOT NULL,
  was          VARCHAR(10) NOT NULL,
  silent_since DATE        NOT NULL,
  PRIMARY KEY (back_on, contact_id)
);
CREATE INDEX comeback_contact ON comeback (contact_id);
