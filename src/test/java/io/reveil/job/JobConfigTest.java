package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {
  /** With no haste to divide pauses by, all background work would end before its first round. */
  @ParameterizedTest
  @CsvSource({"20, 0, haste", "20, -1, haste", "20, 1001, haste", "-1, 1, patience-seconds"})
  void aWrongValueIsRefusedByName(long patience, int haste, String property) {
    assertThatThrownBy(() -> new JobConfig(true, patience, haste))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.job." + property + " (")
        .hasMessageContaining("does not lie between");
  }
}
