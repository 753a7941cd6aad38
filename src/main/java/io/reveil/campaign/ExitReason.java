package io.reveil.campaign;

import io.reveil.kernel.NoMail;

/** Why a contact left a sequence before its end. */
public enum ExitReason {
  /** Pressed "I stay", or signed up anew. */
  STAYED,
  /** Followed a link, as a person: so the judge of hits said. */
  CLICKED,
  PURCHASED,
  /** Changed what they receive. */
  PREFERENCES,
  /** Answered the mail. */
  REPLIED,
  /** Called the mail spam. */
  COMPLAINED,
  /** The address does not exist. */
  HARD_BOUNCE,
  WITHDRAWN,
  SUPPRESSED,
  RESTRICTED,
  UNDELIVERABLE,
  NO_ADDRESS,
  /** Nothing allows writing any more. */
  NO_BASIS,
  /** The wave was stopped by hand. */
  STOPPED,
  /** The mail could not leave before the stage's time was over. */
  WINDOW_ENDED;

  /** The exit that follows from a refusal of the gate or of the law. */
  public static ExitReason of(NoMail reason) {
    return switch (reason) {
      case WITHDRAWN -> WITHDRAWN;
      case SUPPRESSED, SUNSET -> SUPPRESSED;
      case RESTRICTED -> RESTRICTED;
      case UNDELIVERABLE -> UNDELIVERABLE;
      case NO_ADDRESS -> NO_ADDRESS;
      case EVIDENCE_MISSING,
          ADDRESS_LEFT,
          NO_BASIS,
          INVALIDATED,
          CONSENT_ONLY,
          NOT_COVERED,
          NOT_CONFIRMED -> NO_BASIS;
      case EXITED, ALREADY_ENROLLED, OTHER_CAMPAIGN, STOPPED -> STOPPED;
      case WINDOW_ENDED -> WINDOW_ENDED;
    };
  }
}
