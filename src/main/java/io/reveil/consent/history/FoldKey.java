package io.reveil.consent.history;

/** Of whom a row of the fold speaks, and for what; in the words of its columns. */
public record FoldKey(long contact, String channel, String purpose) {
  /** As {@link LedgerRow#consent()} has it. */
  String consent() {
    return channel + " " + purpose;
  }

  @Override
  public String toString() {
    return "contact %d, %s".formatted(contact, consent());
  }
}
