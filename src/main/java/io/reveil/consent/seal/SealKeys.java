package io.reveil.consent.seal;

import io.reveil.consent.Digests;
import io.reveil.key.KeyRing;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The Ed25519 keys that sign blocks, made of the seeds in {@code seal.keys}; the newest signs, all verify. */
@Singleton
public class SealKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final int RAW_LENGTH = 32;
  private static final int ID_BYTES = 8;

  private final Map<String, KeyPair> pairs = new LinkedHashMap<>();
  private final String newest;

  SealKeys(@Named("seal") KeyRing ring) {
    String last = "";
    for (byte[] seed : ring.keys().values()) {
      KeyPair pair = pair(seed);
      last = id(pair.getPublic());
      pairs.put(last, pair);
    }
    this.newest = last;
  }

  /** The id of the key that signs now: the first 8 bytes of the SHA-256 of its public key. */
  String newest() {
    return newest;
  }

  byte[] sign(byte[] header) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair(newest).orElseThrow().getPrivate());
      signature.update(header);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with Ed25519", e);
    }
  }

  /** Whether a key of ours with this id signed it. */
  public boolean isSigned(String keyId, byte[] header, byte[] signed) {
    return pair(keyId)
        .filter(pair -> isSigned(pair.getPublic(), header, signed))
        .isPresent();
  }

  private static boolean isSigned(PublicKey key, byte[] header, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(header);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** The public keys by id, 32 bytes each in hexadecimal: what strangers verify with. */
  public Map<String, String> publicKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    pairs.forEach((id, pair) -> keys.put(id, HexFormat.of().formatHex(raw(pair.getPublic()))));
    return keys;
  }

  private Optional<KeyPair> pair(String keyId) {
    return Optional.ofNullable(pairs.get(keyId));
  }

  private static String id(PublicKey key) {
    return HexFormat.of().formatHex(Digests.sha256(raw(key)), 0, ID_BYTES);
  }

  /** The point itself: what follows the name of the algorithm. */
  private static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
  }

  /** The JDK computes a public key only when it makes a pair: it makes this one, of our seed. */
  private static KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
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
