package io.reveil.access;

import io.reveil.kernel.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that are shown once and stored as a digest only. Of 256 random bits, so a plain hash is enough. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LENGTH = 32;

  private Secrets() {}

  /** 43 characters that fit into headers, cookies and paths. */
  static String make() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] digest(String secret) {
    return Sha256.of(secret);
  }
}
