package io.reveil.consent.seal;

import io.reveil.consent.Digests;
import io.reveil.consent.canonical.CanonicalJson;
import io.reveil.key.Ed25519;
import io.reveil.key.KeyRing;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Ed25519 keys that sign blocks, made of the seeds in {@code seal.keys}; the newest signs, all verify for ever. Each
 * but the first was handed over to by the one before, so that a stranger who knows any of them can follow, unless that
 * one was stolen ({@code decisions/0006-seal-keys.md}).
 */
@Singleton
public class SealKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final int ID_BYTES = 8;
  private static final String HANDOVER = "reveil.handover/1";

  private final KeyRing ring;
  private final Map<Integer, SealKey> made = new ConcurrentHashMap<>();

  SealKeys(@Named("seal") KeyRing ring) {
    this.ring = ring;
  }

  /** @param id the first 8 bytes of the SHA-256 of its public key */
  private record SealKey(String id, KeyPair pair) {
    static SealKey of(byte[] seed) {
      KeyPair pair = Ed25519.pair(seed);
      return new SealKey(SealKeys.id(pair.getPublic()), pair);
    }

    String publicKey() {
      return HexFormat.of().formatHex(Ed25519.raw(pair.getPublic()));
    }
  }

  private List<SealKey> keys() {
    return ring.keys().entrySet().stream()
        .map(seed -> made.computeIfAbsent(seed.getKey(), _ -> SealKey.of(seed.getValue())))
        .toList();
  }

  private Optional<SealKey> key(String keyId) {
    return keys().stream().filter(key -> key.id().equals(keyId)).findFirst();
  }

  /** The ids of all keys, oldest first; the last signs now. */
  public List<String> ids() {
    return keys().stream().map(SealKey::id).toList();
  }

  /** The id of the key that signs now. */
  public String newest() {
    return ids().getLast();
  }

  byte[] sign(String keyId, byte[] text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key(keyId).orElseThrow().pair().getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with Ed25519", e);
    }
  }

  /** Whether a key of ours with this id signed it. */
  public boolean isSigned(String keyId, byte[] header, byte[] signed) {
    return key(keyId)
        .filter(key -> isSigned(key.pair().getPublic(), header, signed))
        .isPresent();
  }

  /** The public keys by id, oldest first, 32 bytes each in hexadecimal: what strangers verify with. */
  public Map<String, String> publicKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys().forEach(key -> keys.put(key.id(), key.publicKey()));
    return keys;
  }

  /** How the keys up to this one followed each other: each names the next, and signs that it does. */
  List<Map<String, String>> handovers(String keyId) {
    List<Map<String, String>> handovers = new ArrayList<>();
    List<SealKey> keys = keys();
    for (int i = 1; i < keys.size() && !keys.get(i - 1).id().equals(keyId); i++) {
      SealKey from = keys.get(i - 1);
      byte[] statement = CanonicalJson.bytes(
          Map.of("schema", HANDOVER, "from", from.id(), "publicKey", keys.get(i).publicKey()));
      handovers.add(Map.of(
          "statement",
          new String(statement, StandardCharsets.UTF_8),
          "signature",
          HexFormat.of().formatHex(sign(from.id(), statement))));
    }
    return handovers;
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

  private static String id(PublicKey key) {
    return HexFormat.of().formatHex(Digests.sha256(Ed25519.raw(key)), 0, ID_BYTES);
  }
}
