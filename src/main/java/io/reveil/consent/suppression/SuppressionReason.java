package io.reveil.consent.suppression;

import java.time.Period;
import java.util.Optional;

/** Why an address is banned, and what the ban covers. */
public enum SuppressionReason {
  /** "Everything", or an unsubscribe of somebody no longer in the base. Lifted by a new confirmed request. */
  OBJECTION,
  /** A complaint to the mailbox provider. Lifted like OBJECTION, yet never before it is 180 days old. */
  COMPLAINT,
  /** "This was not me": blocks DOI mail only, for 180 days (B11). */
  NOT_ME,
  /** The address does not exist. Lifted by a confirmation. */
  BOUNCE;

  private static final Period HALF_A_YEAR = Period.ofDays(180);

  /** How long the ban holds before it ends by itself; empty where only the person ends it (A49). */
  Optional<Period> term() {
    return switch (this) {
      case NOT_ME -> Optional.of(HALF_A_YEAR);
      case OBJECTION, COMPLAINT, BOUNCE -> Optional.empty();
    };
  }

  /** How old the ban must be before a confirmation lifts it. */
  Period firmFor() {
    return switch (this) {
      case COMPLAINT -> HALF_A_YEAR;
      case OBJECTION, NOT_ME, BOUNCE -> Period.ZERO;
    };
  }
}
