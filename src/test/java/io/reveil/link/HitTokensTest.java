package io.reveil.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.key.KeyRing;
import io.reveil.link.HitLink.Use;
import io.reveil.testing.Installations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tokens of links and images that measure (A38, A39, D1-D4). */
class HitTokensTest {
  private static final SentMail MAIL =
      new SentMail(new ContactId(712_034_567_890_123_456L), 712_034_567_890_123_457L);
  private static final List<HitLink> ALL = List.of(
      new HitLink.OfPerson(MAIL, 42),
      new HitLink.OfPerson(MAIL, 0),
      new HitLink.DayOfPerson(MAIL),
      new HitLink.OfWave(9, 42));

  private final HitTokens tokens = tokens(1);

  private static HitTokens tokens(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return new HitTokens(
        new KeyRing(Map.of(1, key)),
        Installations.at(Path.of("target"), "https://lettre.example.org"));
  }

  /** (A38, D1): the mode is inside, and all is as it was. */
  @Test
  void aTokenTellsWhatItWasMadeFor() {
    for (Use use : Use.values()) {
      for (HitLink link : ALL) {
        String token = tokens.issue(use, link);

        assertThat(token).hasSizeLessThanOrEqualTo(71).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
        assertThat(tokens.read(use, token)).contains(link);
      }
    }
    assertThat(tokens.url(Use.CLICK, ALL.getFirst())).startsWith("https://lettre.example.org/l/");
    assertThat(tokens.url(Use.OPEN, ALL.getFirst())).startsWith("https://lettre.example.org/o/");
  }

  /** (D3, D4): of another use, another key, or changed in one place. */
  @Test
  void noOtherTokenIsRead() {
    String token = tokens.issue(Use.CLICK, ALL.getFirst());

    assertThat(tokens.read(Use.OPEN, token)).isEmpty();
    assertThat(tokens(2).read(Use.CLICK, token)).isEmpty();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.read(Use.CLICK, token.substring(0, i) + other + token.substring(i + 1)))
          .isEmpty();
    }
  }

  /** (A39): the next mail's token begins with other signs, and a wave's is one for everybody. */
  @Test
  void noOrderShows() {
    String one = tokens.issue(Use.OPEN, new HitLink.OfPerson(MAIL, 0));
    String next = tokens.issue(
        Use.OPEN, new HitLink.OfPerson(new SentMail(MAIL.contact(), MAIL.messageId() + 1), 0));

    // Four bytes say which key and mode; from there on they share nothing.
    assertThat(one.substring(6, 20)).isNotEqualTo(next.substring(6, 20));
    assertThat(tokens.issue(Use.OPEN, new HitLink.OfWave(9, 0)))
        .isEqualTo(tokens.issue(Use.OPEN, new HitLink.OfWave(9, 0)));
  }
}
