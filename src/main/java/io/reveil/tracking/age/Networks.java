package io.reveil.tracking.age;

import io.reveil.key.Hmac;
import io.reveil.key.KeyRing;
import io.reveil.key.TagKey;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Puts a keyed digest in the place of a network: two hits of one network can still be told to be that, and nobody
 * without the key can say which network it was (C9). Of the oldest pepper, since a rotation must not part them.
 */
@Singleton
class Networks {
  /** Longer than any network is written. */
  static final int DIGEST_LENGTH = 2 * TagKey.LENGTH;

  private final KeyRing peppers;

  Networks(@Named("pepper") KeyRing peppers) {
    this.peppers = peppers;
  }

  String digest(String network) {
    byte[] key = Hmac.derive(peppers.keys().firstEntry().getValue(), "hit-network");
    return HexFormat.of().formatHex(Hmac.tag(key, network.getBytes(StandardCharsets.US_ASCII)));
  }
}
