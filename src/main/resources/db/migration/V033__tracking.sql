-- How far hits have been made coarser with age (C9): those before aged_to are done.
CREATE TABLE hit_age (
  step    VARCHAR(8)  NOT NULL,
  aged_to DATETIME(6) NOT NULL,
  PRIMARY KEY (step)
);
