package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.link.Verified;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an older version kept while the database was away is read for ever: these bytes lie on disks (B5). */
class PressedTest {
  private static final byte[] DIGEST = bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");

  private static final Pressed ALL_BY_ONE_CLICK = new Pressed(
      new Verified.Valid(
          new ContactId(0x0102030405060708L), 42, Optional.of(new AddressDigest(DIGEST, 7)), 3),
      List.of("ALL", "ONE_CLICK"));

  private static final String WITH_AN_ADDRESS =
      "0102030405060708 000000000000002a 00000003 01 00000007 f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
          + " 00000002 0003 414c4c 0009 4f4e455f434c49434b";

  private static final Pressed NOT_ME =
      new Pressed(new Verified.Valid(new ContactId(5), 6, Optional.empty(), 1), List.of());

  private static final String WITHOUT_ADDRESS_OR_WORDS =
      "0000000000000005 0000000000000006 00000001 00 00000000";

  @Test
  void whatIsOnTheDiskIsReadAsItWasMeant() {
    assertThat(Pressed.read(bytes(WITH_AN_ADDRESS))).isEqualTo(ALL_BY_ONE_CLICK);
    assertThat(Pressed.read(bytes(WITHOUT_ADDRESS_OR_WORDS))).isEqualTo(NOT_ME);
  }

  @Test
  void whatIsWrittenIsWhatEveryVersionReads() {
    assertThat(ALL_BY_ONE_CLICK.bytes()).isEqualTo(bytes(WITH_AN_ADDRESS));
    assertThat(NOT_ME.bytes()).isEqualTo(bytes(WITHOUT_ADDRESS_OR_WORDS));
  }

  /** Whether its time was over was asked before it was kept, and is not asked again. */
  @Test
  void aLinkThatHadExpiredIsReadAsOneThatCounts() {
    Verified.Expired late = new Verified.Expired(new ContactId(5), 6, 1, Instant.EPOCH);

    assertThat(Pressed.read(new Pressed(late, List.of()).bytes())).isEqualTo(NOT_ME);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
