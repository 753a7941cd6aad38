package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurringRunnerTest {
  /** With nothing to divide by, all background work would end before its first round. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void withoutHasteNothingStarts(int haste) {
    assertThatThrownBy(() -> new RecurringRunner(List.of(), 20, haste))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.job.haste must be 1 or more");
  }
}
