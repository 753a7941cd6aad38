package io.reveil.delivery;

/** What an SMTP reply says about the address and about us (B23). */
public enum ReplyClass {
  /** The address does not exist. */
  HARD,
  /** The mailbox or the host cannot just now. */
  SOFT,
  /** Policy or reputation: ours, never the person's. */
  BLOCK,
  /** This mail: too large, malformed. */
  CONTENT
}
