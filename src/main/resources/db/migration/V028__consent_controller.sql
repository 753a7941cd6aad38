-- The names that the controller of a purpose had since people agree to it: who has another name is somebody else (E1).
CREATE TABLE purpose_controller (
  purpose    VARCHAR(60)  NOT NULL,
  controller VARCHAR(120) NOT NULL,
  since_at   DATETIME(6)  NOT NULL,
  PRIMARY KEY (purpose, controller)
);
