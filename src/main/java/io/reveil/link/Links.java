package io.reveil.link;

import static java.util.Objects.requireNonNull;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Installation;
import io.reveil.key.AddressDigests;
import io.reveil.key.KeyRing;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one codec and the one verifier of link tokens; their format and test vectors are in {@code src/docs/links.md}. The
 * newest key that all nodes have signs, every key of the ring verifies (D7).
 */
@Singleton
public final class Links {
  /** How long a mail's link to the preferences lives (D9). */
  public static final Duration PREFERENCES_LAST = Duration.ofDays(90);

  private static final int BLOCK = ActionKeys.BLOCK;

  private final KeyRing ring;
  private final AddressDigests digests;
  private final Map<Integer, Map<LinkAction, ActionKeys>> keys = new ConcurrentHashMap<>();
  private final Nonces nonces;
  private final Clock clock;
  private final Installation installation;

  Links(
      @Named("link") KeyRing ring, AddressDigests digests, Clock clock, Installation installation) {
    this.ring = ring;
    this.digests = digests;
    this.nonces = new Nonces(ring);
    this.clock = clock;
    this.installation = installation;
  }

  private static Map<LinkAction, ActionKeys> perAction(byte[] ringKey) {
    Map<LinkAction, ActionKeys> each = new EnumMap<>(LinkAction.class);
    for (LinkAction action : LinkAction.values()) {
      each.put(action, new ActionKeys(ringKey, action));
    }
    return each;
  }

  /** A token of any action but unsubscribe. */
  public String issue(LinkAction action, ContactId contact, long reference, Instant expiresAt) {
    if (action == LinkAction.UNSUBSCRIBE) {
      throw new IllegalArgumentException("an unsubscribe token never expires (D6)");
    }
    // The block of zeros becomes the mask of the expiry, which would show an order in the clear
    // (A39).
    int signing = ring.signing();
    byte[] encrypted = keys(signing, action)
        .encrypt(blocks(contact, reference).put(new byte[BLOCK]).array());
    ByteBuffer payload = ByteBuffer.allocate(Token.HEADER + BLOCK + Integer.BYTES)
        .put(Token.header(signing, action, 0))
        .put(encrypted, 0, BLOCK)
        .putInt((int) expiresAt.getEpochSecond() ^ ByteBuffer.wrap(encrypted).getInt(BLOCK));
    return signed(signing, action, payload.array());
  }

  /** An unsubscribe token: never expires and works for somebody who is no longer in the base (D6). */
  public String unsubscribe(ContactId contact, long messageId, EmailAddress address) {
    return unsubscribe(contact, messageId, digests.of(address).newest());
  }

  String unsubscribe(ContactId contact, long messageId, AddressDigest address) {
    int signing = ring.signing();
    byte[] encrypted = keys(signing, LinkAction.UNSUBSCRIBE)
        .encrypt(blocks(contact, messageId).put(address.bytes()).array());
    ByteBuffer payload = ByteBuffer.allocate(Token.HEADER + 2 * BLOCK)
        .put(Token.header(signing, LinkAction.UNSUBSCRIBE, address.pepperId()))
        .put(encrypted);
    return signed(signing, LinkAction.UNSUBSCRIBE, payload.array());
  }

  private static ByteBuffer blocks(ContactId contact, long reference) {
    return ByteBuffer.allocate(2 * BLOCK).putLong(contact.value()).putLong(reference);
  }

  private String signed(int signing, LinkAction action, byte[] payload) {
    return new Token(payload, keys(signing, action).tag(payload)).text();
  }

  /** The public address of a token's page. */
  public String url(LinkAction action, String token) {
    return installation.url("/" + action.path() + "/" + token);
  }

  /** Checks the tag in constant time before anything else is read, and before any database access (D4). */
  public Verified verify(LinkAction expected, String token) {
    return Token.read(token)
        .filter(read -> read.version() == Token.VERSION && isGood(read.keyId(), expected))
        .filter(read ->
            MessageDigest.isEqual(keys(read.keyId(), expected).tag(read.payload()), read.tag()))
        .map(authentic -> opened(expected, authentic))
        .orElseGet(Verified.Unknown::new);
  }

  /** A revoked key is good for withdrawals still: whoever stole it can end consents with it, not make any (D6, D7). */
  private boolean isGood(int keyId, LinkAction action) {
    return switch (action) {
      case CONFIRM, STAY, PREFERENCES, TAKE_BACK -> isTrusted(keyId);
      case UNSUBSCRIBE -> ring.has(keyId);
    };
  }

  /** Whether a link of this key may lead to more than an end: not once the key was stolen (D7). */
  public boolean isTrusted(int keyId) {
    return ring.has(keyId) && !ring.isRevoked(keyId);
  }

  private Verified opened(LinkAction action, Token authentic) {
    ActionKeys opener = keys(authentic.keyId(), action);
    return switch (action) {
      case CONFIRM, STAY, PREFERENCES, TAKE_BACK -> temporary(opener, authentic);
      case UNSUBSCRIBE -> permanent(opener, authentic);
    };
  }

  private Verified temporary(ActionKeys opener, Token authentic) {
    byte[] first = new byte[BLOCK];
    ByteBuffer body = authentic.body().get(first);
    int mask = ByteBuffer.wrap(opener.encrypt(first)).getInt();
    Instant expiresAt = Instant.ofEpochSecond(Integer.toUnsignedLong(body.getInt() ^ mask));
    ByteBuffer plain = ByteBuffer.wrap(opener.decrypt(first));
    ContactId contact = new ContactId(plain.getLong());
    long reference = plain.getLong();
    return clock.instant().isBefore(expiresAt)
        ? new Verified.Valid(contact, reference, Optional.empty(), authentic.keyId())
        : new Verified.Expired(contact, reference, authentic.keyId(), expiresAt);
  }

  private static Verified permanent(ActionKeys opener, Token authentic) {
    byte[] encrypted = new byte[2 * BLOCK];
    authentic.body().get(encrypted);
    ByteBuffer plain = ByteBuffer.wrap(opener.decrypt(encrypted));
    ContactId contact = new ContactId(plain.getLong());
    long messageId = plain.getLong();
    byte[] digest = new byte[AddressDigest.LENGTH];
    plain.get(digest);
    return new Verified.Valid(
        contact,
        messageId,
        Optional.of(new AddressDigest(digest, authentic.mode())),
        authentic.keyId());
  }

  /** A form nonce bound to this token and this moment (C2). */
  public String nonce(String token) {
    return nonces.issue(token, clock.instant());
  }

  /** Whether the nonce was issued for this token, at most an hour ago. */
  public boolean isNonceOf(String token, String nonce) {
    return nonceIssued(token, nonce).isPresent();
  }

  /** When the nonce was issued for this token; empty if it was not, or more than an hour ago. */
  public Optional<Instant> nonceIssued(String token, String nonce) {
    return nonces.issued(token, nonce, clock.instant());
  }

  private ActionKeys keys(int keyId, LinkAction action) {
    return requireNonNull(keys.computeIfAbsent(
            keyId, id -> perAction(requireNonNull(ring.keys().get(id))))
        .get(action));
  }
}
