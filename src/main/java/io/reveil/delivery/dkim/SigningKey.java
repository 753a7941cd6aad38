package io.reveil.delivery.dkim;

import io.reveil.job.OwnerOnly;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A secret key that signs, as read from its file. */
record SigningKey(Algorithm algorithm, PrivateKey secret) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  /** Verifiers take 1024 to 4096 bits (RFC 8301 §3.2); less than 2048 is broken before long (B18). */
  private static final int SHORTEST = 2048;

  private static final int LONGEST = 4096;

  /** What lies where a key should. */
  sealed interface Found {
    record Usable(SigningKey key) implements Found {}

    /** @param fix what is wrong, and how to mend it */
    record Unusable(String fix) implements Found {}
  }

  static Found find(Algorithm algorithm, String file) {
    try {
      Path path = Path.of(file);
      String text = Files.readString(path, StandardCharsets.US_ASCII);
      if (OwnerOnly.isOpen(path)) {
        return new Found.Unusable(
            "others may read " + file + ": run chmod 600 on it, or make a new key if they did.");
      }
      Matcher pem = PKCS8.matcher(text);
      return pem.find() ? found(algorithm, pem.group(1), file) : strange(algorithm, file);
    } catch (MalformedInputException _) {
      return strange(algorithm, file);
    } catch (IOException | InvalidPathException _) {
      return new Found.Unusable(
          "%s cannot be read by this user; name the file of a key: %s makes one."
              .formatted(file, algorithm.makes("FILE")));
    }
  }

  private static Found found(Algorithm algorithm, String base64, String file) {
    try {
      PrivateKey secret = algorithm.read(Base64.getMimeDecoder().decode(base64));
      if (secret instanceof RSAKey rsa) {
        int bits = rsa.getModulus().bitLength();
        if (bits < SHORTEST || bits > LONGEST) {
          return new Found.Unusable(
              "the key in %s has %d bits; give one of %d to %d, as %s makes it (B18)."
                  .formatted(file, bits, SHORTEST, LONGEST, algorithm.makes("FILE")));
        }
      }
      return new Found.Usable(new SigningKey(algorithm, secret));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return strange(algorithm, file);
    }
  }

  private static Found strange(Algorithm algorithm, String file) {
    return new Found.Unusable(
        "%s is no %s key in PKCS#8 without a passphrase (BEGIN PRIVATE KEY): %s makes one, openssl pkcs8 -topk8 -nocrypt -in OLD -out FILE converts one."
            .formatted(file, algorithm.tag(), algorithm.makes("FILE")));
  }

  byte[] sign(byte[] text) {
    try {
      return algorithm.sign(secret, text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the DKIM key does not sign", e);
    }
  }

  /** The DNS record under which it is verified. */
  String published() {
    try {
      return "v=DKIM1; k=" + algorithm.tag() + "; p="
          + Base64.getEncoder().encodeToString(algorithm.published(secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the DKIM key has no public one", e);
    }
  }
}
