package io.reveil.intake.run;

/** What the rows of a file are. */
public enum Kind {
  CONTACTS,
  EVENTS,
  SUPPRESSIONS,
  INVALIDATIONS
}
