package io.reveil.key;

import io.reveil.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How other lists spell an address: a hash, without a key, of the address in lower case. It can be tried out for every
 * address one can think of, so we keep it under our peppers, like an address (A49).
 */
public enum PlainHash {
  MD5("MD5", 32),
  SHA_256("SHA-256", 64);

  private final String algorithm;
  private final int hexLength;

  PlainHash(String algorithm, int hexLength) {
    this.algorithm = algorithm;
    this.hexLength = hexLength;
  }

  /** A text of hexadecimal digits says by its length which hash it is. */
  public static Optional<PlainHash> of(String hex) {
    return hex.matches("[0-9a-fA-F]+")
        ? Stream.of(values()).filter(hash -> hash.hexLength == hex.length()).findFirst()
        : Optional.empty();
  }

  byte[] spelling(EmailAddress address) {
    try {
      return spelling(HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm)
              .digest(address.key().getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** No address looks like this. */
  byte[] spelling(String hex) {
    return (algorithm + ':' + hex.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.US_ASCII);
  }
}
