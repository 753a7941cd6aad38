package io.reveil.job.spool;

import io.reveil.kernel.Fault;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts records by AES-256-GCM, each under a random nonce, and bound to its place: one that was moved, copied or
 * changed does not open.
 */
@Singleton
class EntryCipher {
  static final int NONCE = 12;
  static final int TAG = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  EntryCipher(@Named("spool") SecretKey key) {
    this.key = key;
  }

  byte[] close(Entry entry) {
    byte[] kind = entry.kind().getBytes(StandardCharsets.US_ASCII);
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] plain = ByteBuffer.allocate(Long.BYTES + 1 + kind.length + entry.content().length)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()))
        .put((byte) kind.length)
        .put(kind)
        .put(entry.content())
        .array();
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, entry.receipt()).doFinal(plain);
      return ByteBuffer.allocate(NONCE + encrypted.length)
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /** @throws Fault where the key is another than it was closed with, or the record is not what was written there */
  Entry open(Receipt receipt, byte[] closed) {
    byte[] nonce = new byte[NONCE];
    ByteBuffer rest = ByteBuffer.wrap(closed).get(nonce);
    byte[] encrypted = new byte[rest.remaining()];
    rest.get(encrypted);
    try {
      ByteBuffer plain =
          ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, nonce, receipt).doFinal(encrypted));
      Instant at = Instant.EPOCH.plus(plain.getLong(), ChronoUnit.MICROS);
      byte[] kind = new byte[plain.get()];
      plain.get(kind);
      byte[] content = new byte[plain.remaining()];
      plain.get(content);
      return new Entry(receipt, new String(kind, StandardCharsets.US_ASCII), at, content);
    } catch (AEADBadTagException _) {
      throw new Fault(
          Fault.Kind.REFUSED,
          "SPOOL_KEY_DIFFERS",
          "it was not written with the key in keys/spool.keys: bring that file back as it was when"
              + " this spool was written, and start again.");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, Receipt place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
        .putLong(place.segment())
        .putInt(place.entry())
        .flip());
    return cipher;
  }
}
