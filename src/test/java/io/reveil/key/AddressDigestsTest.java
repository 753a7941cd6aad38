package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressDigestsTest {
  private static final EmailAddress ADA = EmailAddress.parse("Ada@Example.org").orElseThrow();

  private final AddressDigests one = new AddressDigests(new KeyRing(Map.of(1, key(1))));
  private final AddressDigests three =
      new AddressDigests(new KeyRing(Map.of(1, key(1), 2, key(2), 3, key(3))));

  private static byte[] key(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return key;
  }

  @Test
  void twoSpellingsOfAnAddressHaveOneDigest() {
    assertThat(one.of(EmailAddress.parse(" ada@EXAMPLE.ORG ").orElseThrow()))
        .isEqualTo(one.of(ADA));
    assertThat(one.of(EmailAddress.parse("ida@example.org").orElseThrow()))
        .isNotEqualTo(one.of(ADA));
  }

  /** RFC 4231 test case 2: the digest is HMAC-SHA-256, its first 16 bytes. */
  @Test
  void theDigestIsTruncatedHmac() {
    byte[] tag = Hmac.tag(
        "Jefe".getBytes(StandardCharsets.US_ASCII),
        "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII));

    assertThat(tag).isEqualTo(HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c7"));
  }

  /** RFC 5869 test case 3, cut to our length: no salt, no info. */
  @Test
  void derivedKeysAreHkdf() {
    byte[] derived = Hmac.derive(HexFormat.of().parseHex("0b".repeat(22)), "");

    assertThat(derived)
        .isEqualTo(HexFormat.of()
            .parseHex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
  }

  /** (D7) A person whose address is gone is still found after two rotations. */
  @Test
  void aDigestOfAnOlderPepperBecomesTheOneOfTheNewestWithoutTheAddress() {
    AddressDigest old = one.of(ADA);

    assertThat(three.current(old)).isEqualTo(three.of(ADA));
    assertThat(three.of(ADA).pepperId()).isEqualTo(3);
    assertThat(three.current(three.of(ADA))).isEqualTo(three.of(ADA));
  }

  @Test
  void aDigestOfAPepperThatIsGoneIsRefused() {
    assertThatThrownBy(() -> one.current(three.of(ADA)))
        .hasMessage("pepper 3 is not in the key file");
  }
}
