package io.reveil.contact;

/** What a declared field holds, hence its column. */
public enum FieldType {
  /** At most 200 characters, one line. */
  TEXT,
  /** A whole number. */
  NUMBER,
  /** ISO 8601: 2026-11-21. */
  DATE,
  /** true or false. */
  BOOLEAN
}
