package io.reveil.bounce.report;

/** How a report reached us. */
public enum Source {
  /** By mail. */
  MAILBOX,
  /** By our own webhook. */
  WEBHOOK,
  /** From Amazon SES, by SNS. */
  SES,
  BREVO
}
