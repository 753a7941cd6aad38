package io.reveil.consent.seal;

import io.reveil.consent.Digests;
import io.reveil.consent.ledger.CanonicalJson;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * What is signed of a block. It names the header before by its hash, so that no block can be taken out or changed alone.
 *
 * @param previous the SHA-256 of the header before, in hexadecimal; zeros for the first
 */
record BlockHeader(
    int number, String previous, String root, int count, Instant time, String keyId) {
  static final String SCHEMA = "reveil.seal/1";
  static final String NONE = "0".repeat(64);

  /** The one spelling that is hashed and signed (RFC 8785). */
  byte[] bytes() {
    return CanonicalJson.bytes(Map.of(
        "schema", SCHEMA,
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
