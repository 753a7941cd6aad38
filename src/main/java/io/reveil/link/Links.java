package io.reveil.link;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The one codec and the one verifier of link tokens. */
@Singleton
public final class Links {
  Links() {}

  /** A confirm or stay token. */
  public String issue(LinkAction action, ContactId contact, long reference, Instant expiresAt) {
    throw new UnsupportedOperationException();
  }

  /** An unsubscribe token: never expires and works for somebody who is no longer in the base (D6). */
  public String unsubscribe(ContactId contact, long messageId, AddressDigest address) {
    throw new UnsupportedOperationException();
  }

  /** The public address of a token's page. */
  public String url(LinkAction action, String token) {
    throw new UnsupportedOperationException();
  }

  /** Checks the tag in constant time before anything else is read, and before any database access (D4). */
  public Verified verify(LinkAction expected, String token) {
    throw new UnsupportedOperationException();
  }

  /** A form nonce bound to this token and this moment (C2). */
  public String nonce(String token) {
    throw new UnsupportedOperationException();
  }

  /** Whether the nonce was issued for this token, at most an hour ago. */
  public boolean isNonceOf(String token, String nonce) {
    throw new UnsupportedOperationException();
  }
}
