package io.reveil.campaign.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void linesEndBeforeTheSeventyThirdColumn() {
    String text = "a".repeat(40) + " " + "b".repeat(31) + " " + "c".repeat(90) + " d";

    assertThat(Lines.wrap(text).lines())
        .containsExactly("a".repeat(40) + " " + "b".repeat(31), "c".repeat(90), "d");
  }
}
