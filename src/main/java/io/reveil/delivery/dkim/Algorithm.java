package io.reveil.delivery.dkim;

import io.reveil.kernel.Sha256;
import io.reveil.key.Ed25519;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** How a key signs. Each hashes by SHA-256; rsa-sha1 may not be used any more (RFC 8301 §3.1). */
enum Algorithm {
  RSA("rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048") {
    @Override
    byte[] sign(PrivateKey key, byte[] text) throws GeneralSecurityException {
      return signed("SHA256withRSA", key, text);
    }

    @Override
    byte[] published(PrivateKey key) throws GeneralSecurityException {
      RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
          .getEncoded();
    }
  },
  ED25519("ed25519", "-algorithm ed25519") {
    // What is signed is the hash, not the text (RFC 8463 §3).
    @Override
    byte[] sign(PrivateKey key, byte[] text) throws GeneralSecurityException {
      return signed("Ed25519", key, Sha256.of(text));
    }

    @Override
    byte[] published(PrivateKey key) {
      byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
      return Ed25519.raw(Ed25519.pair(seed).getPublic());
    }
  };

  private final String tag;
  private final String making;

  Algorithm(String tag, String making) {
    this.tag = tag;
    this.making = making;
  }

  /** As signatures and DNS records call it. */
  String tag() {
    return tag;
  }

  /** The command that makes such a key. */
  String makes(String file) {
    return "openssl genpkey " + making + " -out " + file;
  }

  PrivateKey read(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(name()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  abstract byte[] sign(PrivateKey key, byte[] text) throws GeneralSecurityException;

  /** The public key as it stands in the DNS. */
  abstract byte[] published(PrivateKey key) throws GeneralSecurityException;

  private static byte[] signed(String name, PrivateKey key, byte[] text)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(name);
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }
}
