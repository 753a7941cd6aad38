package io.reveil.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressDigestsTest {
  private static final EmailAddress ADA = EmailAddress.parse("Ada@Example.org").orElseThrow();

  /** {@code printf ada@example.org | md5sum}, and {@code | sha256sum}. */
  private static final String HASHED_MD5 = "5bfcf2d8e394674550332640d72db509";

  private static final String HASHED_SHA_256 =
      "cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d";

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
    AddressDigest old = one.of(ADA).newest();

    assertThat(three.of(old).newest()).isEqualTo(three.of(ADA).newest());
    assertThat(three.of(ADA).newest().pepperId()).isEqualTo(3);
    assertThat(three.of(three.of(ADA).newest()).own())
        .containsExactly(three.of(ADA).newest());
  }

  /** (D7) So that a row is found wherever the rewriting is. */
  @Test
  void anAddressIsLookedUpUnderEveryPepper() {
    assertThat(three.of(ADA).own()).extracting(AddressDigest::pepperId).containsExactly(1, 2, 3);
    assertThat(three.of(ADA).own()).startsWith(one.of(ADA).newest());
    assertThat(three.renewed(one.of(ADA))).isEqualTo(three.of(ADA));
  }

  /** (D6) A withdrawal that reaches a node without the new pepper is kept as its token says it. */
  @Test
  void aDigestOfAPepperThatIsNotThereStaysAsItIs() {
    AddressDigest newer = three.of(ADA).newest();

    assertThat(one.of(newer).all()).containsExactly(newer);
  }

  /** (S2.8, A49) What another list says in plain hashes is kept under our pepper, and found by the address. */
  @Test
  void theHashOfAnotherListIsOneOfTheSpellingsOfAnAddress() {
    assertThat(PlainHash.of(HASHED_MD5)).contains(PlainHash.MD5);
    assertThat(PlainHash.of(HASHED_SHA_256)).contains(PlainHash.SHA_256);
    assertThat(PlainHash.of("a".repeat(40))).isEmpty();
    assertThat(three.of(ADA).all())
        .containsAll(three.of(PlainHash.MD5, HASHED_MD5).all())
        .containsAll(
            three.of(PlainHash.SHA_256, HASHED_SHA_256.toUpperCase(Locale.ROOT)).all());
  }
}
