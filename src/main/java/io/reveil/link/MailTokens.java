package io.reveil.link;

import static java.util.Objects.requireNonNull;

import io.reveil.kernel.ContactId;
import io.reveil.key.KeyRing;
import io.reveil.key.TagKey;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What names a mail of ours wherever it comes back: in its envelope sender (B22) and its Message-ID. Key id, one encrypted
 * block, a tag; 53 letters and digits of base32, since relays change the case of addresses. Described in
 * {@code src/docs/links.md}.
 */
@Singleton
public final class MailTokens {
  /** The characters of a token. */
  public static final int LENGTH = 53;

  private static final String USE = "mail";
  private static final int CODE = 64;
  private static final int PAYLOAD = 1 + ActionKeys.BLOCK;

  private final KeyRing ring;
  private final Map<Integer, ActionKeys> keys = new ConcurrentHashMap<>();

  MailTokens(@Named("link") KeyRing ring) {
    this.ring = ring;
  }

  /** Signed by the newest key that all nodes have. */
  public String issue(SentMail mail) {
    return issue(mail, ring.signing());
  }

  /** The same for as long as it can be read: a rotation does not change it, only the revocation of its key does (D7). */
  public String lasting(SentMail mail) {
    return issue(mail, ring.lasting());
  }

  private String issue(SentMail mail, int keyId) {
    byte[] block = ByteBuffer.allocate(ActionKeys.BLOCK)
        .putLong(mail.contact().value())
        .putLong(mail.messageId())
        .array();
    byte[] payload = ByteBuffer.allocate(PAYLOAD)
        .put((byte) keyId)
        .put(keys(keyId).encrypt(block))
        .array();
    return Base32.encode(ByteBuffer.allocate(PAYLOAD + TagKey.LENGTH)
        .put(payload)
        .put(keys(keyId).tag(payload))
        .array());
  }

  /** The mail, in whatever case the token came; nothing if it is not ours, or of a key that was revoked (D7). */
  public Optional<SentMail> read(String token) {
    return token.length() == LENGTH ? Base32.decode(token).flatMap(this::opened) : Optional.empty();
  }

  private Optional<SentMail> opened(byte[] bytes) {
    int keyId = Byte.toUnsignedInt(bytes[0]);
    if (!ring.has(keyId) || ring.isRevoked(keyId)) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(bytes, PAYLOAD);
    byte[] tag = Arrays.copyOfRange(bytes, PAYLOAD, bytes.length);
    if (!MessageDigest.isEqual(keys(keyId).tag(payload), tag)) {
      return Optional.empty();
    }
    ByteBuffer plain =
        ByteBuffer.wrap(keys(keyId).decrypt(Arrays.copyOfRange(payload, 1, PAYLOAD)));
    return Optional.of(new SentMail(new ContactId(plain.getLong()), plain.getLong()));
  }

  private ActionKeys keys(int keyId) {
    return keys.computeIfAbsent(
        keyId, id -> new ActionKeys(requireNonNull(ring.keys().get(id)), USE, CODE));
  }
}
