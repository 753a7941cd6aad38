package io.reveil.tracking;

/** What a hit was judged to be once its settling window was over (C4). */
public enum HitClass {
  /** A program that follows the links of a mail. */
  SCAN,
  /** More like a program than like a person. */
  SUSPECT,
  /** Neither can be told. */
  UNKNOWN,
  HUMAN_LIKELY,
  /** The same person pressed a button near it. */
  HUMAN_CONFIRMED,
  /** An open that a mail program fetched by itself, before anybody read (C8). */
  MACHINE,
  /** An open that a mailbox provider fetched; whether somebody read, it does not say (C8). */
  PROXIED;

  public boolean isHuman() {
    return this == HUMAN_LIKELY || this == HUMAN_CONFIRMED;
  }
}
