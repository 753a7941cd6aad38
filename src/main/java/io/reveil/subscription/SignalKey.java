package io.reveil.subscription;

import java.nio.ByteBuffer;

/** Names a signal by what caused it, so that a repetition is recognised. */
public final class SignalKey {
  public enum Kind {
    CONFIRMED('C'),
    STAYED('S'),
    UNSUBSCRIBED('U'),
    PREFERENCES('P');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private SignalKey() {}

  public static byte[] of(Kind kind, long cause) {
    return ByteBuffer.allocate(16).putLong(kind.letter).putLong(cause).array();
  }
}
