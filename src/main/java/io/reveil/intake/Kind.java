package io.reveil.intake;

/** What the rows of a file are. */
enum Kind {
  CONTACTS,
  EVENTS
}
