package io.reveil.consent.seal;

import io.reveil.consent.Digests;
import io.reveil.consent.canonical.CanonicalJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * What is signed of a block. It names the header before by its hash, so that no block can be taken out or changed alone.
 *
 * @param marked whether its events all bear a mark of Réveil, as those of all blocks after it do
 * @param previous the SHA-256 of the header before, in hexadecimal; zeros for the first
 */
record BlockHeader(
    boolean marked,
    int number,
    String previous,
    String root,
    int count,
    Instant time,
    String keyId) {
  private static final String UNMARKED = "reveil.seal/1";
  static final String MARKED = "reveil.seal/2";
  static final String NONE = "0".repeat(64);

  /** The one spelling that is hashed and signed (RFC 8785). */
  byte[] bytes() {
    return CanonicalJson.bytes(Map.of(
        "schema", marked ? MARKED : UNMARKED,
        "number", number,
        "previous", previous,
        "root", root,
        "count", count,
        "time", time.toString(),
        "keyId", keyId));
  }

  static String hash(byte[] header) {
    return HexFormat.of().formatHex(Digests.sha256(header));
  }
}
