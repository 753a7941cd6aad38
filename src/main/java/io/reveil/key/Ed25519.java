package io.reveil.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** What the JDK does not say of Ed25519 keys: the public one of a secret one, and its bytes. */
public final class Ed25519 {
  private static final int RAW_LENGTH = 32;

  private Ed25519() {}

  /** The JDK computes a public key only when it makes a pair: it makes this one, of our seed. */
  public static KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** The point itself, 32 bytes: what follows the name of the algorithm. */
  public static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
  }

  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("this JDK makes Ed25519 keys in another way");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
