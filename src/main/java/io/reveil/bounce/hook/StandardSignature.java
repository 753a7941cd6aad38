package io.reveil.bounce.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a webhook was signed with a secret of ours just now (Standard Webhooks 1.0.0; D22, D28). */
@Singleton
class StandardSignature {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int SHORTEST_KEY = 24;
  private static final int LONGEST_KEY = 64;
  private static final int MOST_SIGNATURES = 10;

  private final HookConfig config;
  private final Clock machine;

  StandardSignature(HookConfig config, @Named("machine") Clock machine) {
    this.config = config;
    this.machine = machine;
  }

  /** The bytes of a secret. */
  static Optional<byte[]> key(String secret) {
    try {
      byte[] key = secret.startsWith(PREFIX)
          ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
          : new byte[0];
      return key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY
          ? Optional.of(key)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean isConfigured() {
    return !config.secrets().isEmpty();
  }

  /** @param signatures one or more, a blank between them: while a secret is replaced, by the old and the new (D22) */
  boolean isGood(String id, String timestamp, String signatures, byte[] body) {
    if (id.isEmpty() || id.contains(".") || !isOfNow(timestamp)) {
      return false;
    }
    List<byte[]> sent = List.of(signatures.split(" ", -1)).stream()
        .limit(MOST_SIGNATURES)
        .filter(signature -> signature.startsWith(VERSION))
        .map(signature -> signature.substring(VERSION.length()).getBytes(UTF_8))
        .toList();
    boolean good = false;
    for (String setting : config.secrets()) {
      byte[] expected = Secret.read(setting)
          .flatMap(StandardSignature::key)
          .map(key -> Base64.getEncoder().encode(tag(key, id + "." + timestamp + ".", body)))
          .orElse(new byte[0]);
      for (byte[] signature : sent) {
        good |= expected.length > 0 && MessageDigest.isEqual(expected, signature);
      }
    }
    return good;
  }

  private boolean isOfNow(String timestamp) {
    if (!timestamp.matches("\\d{1,12}")) {
      return false;
    }
    long apart = Math.abs(machine.instant().getEpochSecond() - Long.parseLong(timestamp));
    return apart <= TOLERANCE.toSeconds();
  }

  private static byte[] tag(byte[] key, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
