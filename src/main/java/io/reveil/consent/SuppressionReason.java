package io.reveil.consent;

/** Why an address is banned, and what the ban covers. */
public enum SuppressionReason {
  /** "Everything", or an unsubscribe of somebody no longer in the base. Lifted by a new confirmed request. */
  OBJECTION,
  /** A complaint to the mailbox provider. Lifted like OBJECTION, after 180 days. */
  COMPLAINT,
  /** "This was not me": blocks DOI mail only, for 180 days (B11). */
  NOT_ME,
  /** The address does not exist. Lifted by a confirmation. */
  BOUNCE
}
