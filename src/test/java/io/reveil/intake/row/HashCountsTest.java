package io.reveil.intake.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashCountsTest {

  @Test
  void itSaysHowOftenATextWasSeenBeforeAlsoWhenItHasGrown() {
    var counts = new HashCounts();

    assertThat(IntStream.range(0, 20_000).map(n -> counts.add("row " + n))).containsOnly(0);
    assertThat(IntStream.range(0, 20_000).map(n -> counts.add("row " + n))).containsOnly(1);
    assertThat(counts.add("row 7")).isEqualTo(2);
    assertThat(counts.add("row 20000")).isZero();
  }
}
