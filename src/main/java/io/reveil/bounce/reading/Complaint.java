package io.reveil.bounce.reading;

import java.util.Locale;

/** The type of a feedback report (RFC 5965 §7.3). Only abuse is a person's objection. */
public enum Complaint {
  ABUSE,
  FRAUD,
  VIRUS,
  NOT_SPAM,
  AUTH_FAILURE,
  OTHER;

  /** What this name stands for; a report without a known one still reports our mail, and objects to nothing. */
  public static Complaint of(String feedbackType) {
    return switch (feedbackType.strip().toLowerCase(Locale.ROOT)) {
      case "abuse", "opt-out", "complaint" -> ABUSE;
      case "fraud" -> FRAUD;
      case "virus" -> VIRUS;
      case "not-spam" -> NOT_SPAM;
      case "auth-failure", "dmarc", "dkim" -> AUTH_FAILURE;
      default -> OTHER;
    };
  }
}
