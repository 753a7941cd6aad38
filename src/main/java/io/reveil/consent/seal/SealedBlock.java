package io.reveil.consent.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A closed block: its header in the one spelling that is signed, and the signature.
 *
 * @param header canonical JSON: number, previous, root, count, time, keyId
 */
@SuppressWarnings("ArrayRecordComponent")
public record SealedBlock(int number, byte[] header, byte[] signature) {
  public String text() {
    return new String(header, StandardCharsets.UTF_8);
  }

  /** The SHA-256 of the header, by which the next one names it. */
  public String hash() {
    return BlockHeader.hash(header);
  }

  /** As the witness keeps it. */
  public String line() {
    return number + " " + HexFormat.of().formatHex(signature) + " " + text();
  }
}
