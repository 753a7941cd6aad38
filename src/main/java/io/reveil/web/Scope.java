package io.reveil.web;

/** What a key may do. A scheduler's key, with TRIGGER only, cannot read a contact (A56). */
public enum Scope {
  /** Bring contacts, events and suppressions in. */
  IMPORT,
  /** Plan and run waves, read their figures. */
  TRIGGER,
  /** Read contacts and their history. */
  READ,
  /** Proofs and rights. */
  PRIVACY,
  /** Keys, console links, campaigns; includes all others. */
  ADMIN
}
