package io.reveil.link;

import io.reveil.key.Hmac;
import io.reveil.key.TagKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one key of the ring does for one action: a tag key and a cipher key of its own, so that a token of one action is
 * noise to every other (D3).
 */
final class ActionKeys {
  static final int BLOCK = 16;
  private static final String VERSION = "reveil/link/v1";
  private static final byte[] DOMAIN = VERSION.getBytes(StandardCharsets.US_ASCII);
  private static final IvParameterSpec ZERO = new IvParameterSpec(new byte[BLOCK]);

  private static final String CIPHER = "AES/CBC/NoPadding";

  private final byte[] action;
  private final TagKey tagKey;
  private final SecretKeySpec cipherKey;
  private final Queue<Cipher> encrypting = new ConcurrentLinkedQueue<>();
  private final Queue<Cipher> decrypting = new ConcurrentLinkedQueue<>();

  ActionKeys(byte[] ringKey, LinkAction action) {
    this(ringKey, action.name().toLowerCase(Locale.ROOT), action.code());
  }

  /** For a use that is no link. */
  ActionKeys(byte[] ringKey, String use, int code) {
    this.action = new byte[] {(byte) code};
    this.tagKey = new TagKey(Hmac.derive(ringKey, VERSION + "/mac/" + use));
    this.cipherKey = new SecretKeySpec(Hmac.derive(ringKey, VERSION + "/aes/" + use), "AES");
  }

  byte[] tag(byte[] payload) {
    return tagKey.tag(DOMAIN, action, payload);
  }

  /** The blocks, chained. Without a random start: the first holds a message or request, which is never the same twice. */
  byte[] encrypt(byte[] blocks) {
    return crypt(encrypting, Cipher.ENCRYPT_MODE, blocks);
  }

  byte[] decrypt(byte[] blocks) {
    return crypt(decrypting, Cipher.DECRYPT_MODE, blocks);
  }

  /** @param ready one for each thread that was at it at the same time: after a whole message each is as it was at first */
  private byte[] crypt(Queue<Cipher> ready, int mode, byte[] blocks) {
    try {
      Cipher kept = ready.poll();
      Cipher cipher = kept == null ? made(mode) : kept;
      byte[] done = cipher.doFinal(blocks);
      ready.offer(cipher);
      return done;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refuses whole blocks", e);
    }
  }

  private Cipher made(int mode) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, cipherKey, ZERO);
    return cipher;
  }
}
