package io.reveil.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Files of keys that sign mail, as openssl makes them. */
public final class DkimFiles {
  private DkimFiles() {}

  /** The settings by which example.org signs with both kinds of keys, made for this test; in a folder that stays. */
  public static Map<String, Object> settings() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "dkim-");
      Map<String, Object> settings = new HashMap<>();
      settings.put("reveil.dkim.domain", "example.org");
      settings.put("reveil.dkim.selector", "reveil-2026");
      settings.put("reveil.dkim.key", rsa(folder.resolve("rsa.pem"), 2048).toString());
      settings.put("reveil.dkim.ed25519-selector", "reveil-ed");
      settings.put("reveil.dkim.ed25519-key", ed25519(folder.resolve("ed.pem")).toString());
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path rsa(Path file, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return write(file, generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Path ed25519(Path file) {
    try {
      return write(file, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path write(Path file, KeyPair pair) {
    byte[] line = {'\n'};
    return write(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, line).encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n",
        "rw-------");
  }

  public static Path write(Path file, String text, String permissions) {
    try {
      Files.writeString(file, text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
