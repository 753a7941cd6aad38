package io.reveil.delivery;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.key.Hmac;
import io.reveil.key.KeyRing;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The Message-ID of a message: always the same, and shows neither an order nor a person (A39, D2). */
@Singleton
public class MessageIds {
  private final byte[] key;
  private final String host;

  /** The oldest key, which is never retired (D6), so that a rotation changes no Message-ID. */
  MessageIds(@Named("link") KeyRing keys, Installation installation) {
    this.key = Hmac.derive(keys.keys().firstEntry().getValue(), "reveil/message-id/v1");
    this.host = installation.baseUrl().getHost();
  }

  /** Without angle brackets. */
  public String of(ContactId contact, long messageId) {
    byte[] message = ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(contact.value())
        .putLong(messageId)
        .array();
    return HexFormat.of().formatHex(Hmac.tag(key, message)) + "@" + host;
  }
}
