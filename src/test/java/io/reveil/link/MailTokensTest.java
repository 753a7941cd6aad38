package io.reveil.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.key.KeyRing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What names a mail when it comes back (B22). */
class MailTokensTest {
  private static final SentMail MAIL =
      new SentMail(new ContactId(712_034_567_890_123_456L), 712_034_567_890_123_457L);

  private final MailTokens tokens = new MailTokens(new KeyRing(Map.of(1, key(1))));

  private static byte[] key(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return key;
  }

  /** B22: a token and {@code b.} fit into a local part, in signs that every server takes. */
  @Test
  void aTokenIsShortAndPlainAndAlwaysTheSame() {
    assertThat(tokens.issue(MAIL))
        .isEqualTo("agmkicfvq4i2zmw3uvijt3fzpdvpripmmsasgpbw36k5lmb3qra56")
        .hasSize(MailTokens.LENGTH)
        .matches("[a-z2-7]+");
    assertThat("b.".length() + MailTokens.LENGTH).isLessThanOrEqualTo(64);
  }

  /** B22: relays change the case of addresses. */
  @Test
  void aTokenNamesItsMailInEitherCase() {
    String token = tokens.issue(MAIL);

    assertThat(tokens.read(token)).contains(MAIL);
    assertThat(tokens.read(token.toUpperCase(Locale.ROOT))).contains(MAIL);
  }

  /** B22: a forged report names nobody. */
  @Test
  void noOtherTokenIsRead() {
    String token = tokens.issue(MAIL);

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1)))
          .isEmpty();
    }
    assertThat(new MailTokens(new KeyRing(Map.of(1, key(2)))).read(token)).isEmpty();
    assertThat(tokens.read("a".repeat(MailTokens.LENGTH))).isEmpty();
    assertThat(tokens.read(token + "a")).isEmpty();
    assertThat(tokens.read(token.replace(token.charAt(5), '='))).isEmpty();
    assertThat(tokens.read("")).isEmpty();
  }

  /** A rotation ends no token (D7), and changes no lasting one. */
  @Test
  void aRotationEndsNothing() {
    String old = tokens.issue(MAIL);
    MailTokens rotated = new MailTokens(new KeyRing(Map.of(1, key(1), 2, key(2))));

    assertThat(rotated.read(old)).contains(MAIL);
    assertThat(rotated.issue(MAIL)).isNotEqualTo(old);
    assertThat(rotated.read(rotated.issue(MAIL))).contains(MAIL);
    assertThat(rotated.lasting(MAIL)).isEqualTo(tokens.lasting(MAIL)).isEqualTo(old);
  }
}
