package io.reveil.consent.suppression;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import io.reveil.key.PlainHash;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Digests as lists of suppressions write them. Ours name their pepper and a check of it, so that no other installation
 * takes them for its own; those of others are plain hashes of the address in lower case (S2.8).
 */
@Singleton
public final class WrittenDigests {
  private static final Pattern OURS =
      Pattern.compile("reveil:(\\d{1,3}):([0-9a-f]{8}):([0-9a-f]{32})");
  private static final int SHA_1 = 40;

  private final AddressDigests digests;
  private final Peppers peppers;

  WrittenDigests(AddressDigests digests, Peppers peppers) {
    this.digests = digests;
    this.peppers = peppers;
  }

  /** What a cell turned out to be. */
  public sealed interface Read {}

  /** An address of an export of this installation, which says when its ban began and where it came from. */
  public record Ours(DigestTrail address) implements Read {}

  /** An address that may not be known. */
  public record Known(DigestTrail address) implements Read {}

  /** It can name nobody here. */
  public record Useless(String code, String reason) implements Read {}

  /** Refuses on a node that lacks a pepper. */
  public void demandAll() {
    peppers.haveOneAfter(digests.newest());
  }

  public String write(AddressDigest digest) {
    return "reveil:%d:%s:%s"
        .formatted(
            digest.pepperId(),
            peppers.checkOf(digest.pepperId()),
            HexFormat.of().formatHex(digest.bytes()));
  }

  /** What the cell says, in one of the spellings that can be told apart. */
  public Read read(String cell) {
    Matcher ours = OURS.matcher(cell);
    if (ours.matches()) {
      return ours(Integer.parseInt(ours.group(1)), ours.group(2), ours.group(3));
    }
    if (cell.length() == SHA_1 && cell.matches("[0-9a-fA-F]+")) {
      return new Useless("SHA1", "This looks like SHA-1, which is not read: ask for SHA-256.");
    }
    return PlainHash.of(cell)
        .<Read>map(hash -> new Known(digests.of(hash, cell)))
        .orElseGet(() -> new Useless(
            "BAD_DIGEST",
            "A digest is the SHA-256 or MD5 of the address in lower case, in hexadecimal, or what"
                + " “reveil suppression export” wrote."));
  }

  private Read ours(int pepper, String check, String hex) {
    return peppers.isOurs(pepper, check)
        ? new Ours(digests.of(new AddressDigest(HexFormat.of().parseHex(hex), pepper)))
        : new Useless(
            "OTHER_PEPPER",
            "This digest was made with a pepper that is not in keys/pepper.keys: only the installation that exported"
                + " it can read it. Import addresses, or their SHA-256.");
  }
}
