package io.reveil.link;

import io.reveil.key.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Locale;
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
  /** Found once: to look through all providers took longer than to decrypt. */
  private static final Provider PROVIDER = provider();

  private final byte[] action;
  private final byte[] tagKey;
  private final SecretKeySpec cipherKey;

  ActionKeys(byte[] ringKey, LinkAction action) {
    this(ringKey, action.name().toLowerCase(Locale.ROOT), action.code());
  }

  /** For a use that is no link. */
  ActionKeys(byte[] ringKey, String use, int code) {
    this.action = new byte[] {(byte) code};
    this.tagKey = Hmac.derive(ringKey, VERSION + "/mac/" + use);
    this.cipherKey = new SecretKeySpec(Hmac.derive(ringKey, VERSION + "/aes/" + use), "AES");
  }

  private static Provider provider() {
    try {
      return Cipher.getInstance(CIPHER).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  byte[] tag(byte[] payload) {
    return Hmac.tag(tagKey, DOMAIN, action, payload);
  }

  /** The blocks, chained. Without a random start: the first holds a message or request, which is never the same twice. */
  byte[] encrypt(byte[] blocks) {
    return crypt(Cipher.ENCRYPT_MODE, blocks);
  }

  byte[] decrypt(byte[] blocks) {
    return crypt(Cipher.DECRYPT_MODE, blocks);
  }

  private byte[] crypt(int mode, byte[] blocks) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER, PROVIDER);
      cipher.init(mode, cipherKey, ZERO);
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refuses whole blocks", e);
    }
  }
}
