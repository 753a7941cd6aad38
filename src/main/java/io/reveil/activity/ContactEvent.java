package io.reveil.activity;

import io.reveil.kernel.ContactId;
import java.time.Instant;

/**
 * A signal of one contact.
 *
 * @param key 16 bytes; the same key again is the same event and changes nothing
 * @param origin where it came from: {@code link}, {@code import:<run>}
 */
public record ContactEvent(
    ContactId contact, Signal signal, Instant occurredAt, byte[] key, String origin) {
  public ContactEvent {
    key = key.clone();
  }

  @Override
  public byte[] key() {
    return key.clone();
  }
}
