package io.reveil.campaign.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.Language;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aDayReadsAsPeopleWriteIt() {
    assertThat(Words.day(LocalDate.of(2026, 12, 8), Language.FR))
        .isEqualTo("8\u00a0décembre\u00a02026");
    assertThat(Words.day(LocalDate.of(2026, 12, 1), Language.FR))
        .isEqualTo("1er\u00a0décembre\u00a02026");
    assertThat(Words.day(LocalDate.of(2026, 12, 1), Language.EN))
        .isEqualTo("1\u00a0December\u00a02026");
  }

  @Test
  void linesEndBeforeTheSeventyThirdColumn() {
    String text = "a".repeat(40) + " " + "b".repeat(31) + " " + "c".repeat(90) + " d";

    assertThat(Words.wrap(text).lines())
        .containsExactly("a".repeat(40) + " " + "b".repeat(31), "c".repeat(90), "d");
  }
}
