package io.reveil.consent.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A closed block: its header in the one spelling that is signed, and the signature.
 *
 * @param header canonical JSON: number, previous, root, count, time, keyId
 */
@SuppressWarnings("ArrayRecordComponent")
public record SealedBlock(int number, byte[] header, byte[] signature) {
  private static final Pattern KEY_ID = Pattern.compile("\"keyId\":\"([^\"]*)\"");

  public String text() {
    return new String(header, StandardCharsets.UTF_8);
  }

  /** The id of the key that the header says it is signed with; empty if it says none. */
  public String keyId() {
    Matcher named = KEY_ID.matcher(text());
    return named.find() ? named.group(1) : "";
  }

  /** Whether its header says that its events, and all after them, bear a mark of Réveil. */
  public boolean isMarked() {
    return text().contains("\"schema\":\"" + BlockHeader.MARKED + "\"");
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
