package io.reveil.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityConfigTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Test
  void theShippedFileGivesTheWindowsOfTheRequirements() {
    assertThat(rig.bean(ActivityConfig.class))
        .isEqualTo(
            config("P90D", "P180D", "P365D", "P60D", 3, "P36M", "", "purchase,login,call,return"));
  }

  @ParameterizedTest
  @CsvSource({
    "P3M, P180D, P365D, P60D, 3, P36M, purchase, cooling",
    "P0D, P180D, P365D, P60D, 3, P36M, purchase, cooling",
    "P90D, P90D, P365D, P60D, 3, P36M, purchase, inactive",
    "P90D, P180D, P100D, P60D, 3, P36M, purchase, dormant",
    "P90D, P180D, P365D, P2M, 3, P36M, purchase, expiring",
    "P90D, P180D, P365D, P60D, 0, P36M, purchase, exposure",
    "P90D, P180D, P365D, P60D, 3, P1000D, purchase, retention",
    "P90D, P180D, P365D, P60D, 3, P36M, Purchase, event-types",
    "P90D, P180D, P365D, P60D, 3, P36M, email_open, event-types"
  })
  void aWrongValueIsRefusedByName(
      String cooling,
      String inactive,
      String dormant,
      String expiring,
      int exposure,
      String retention,
      String types,
      String property) {
    assertThatThrownBy(
            () -> config(cooling, inactive, dormant, expiring, exposure, retention, "", types))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.activity." + property + " (");
  }

  /** A20: 36 months is the reference; another must be justified in writing. */
  @Test
  void keepingPeopleLongerThan36MonthsNeedsAJustification() {
    assertThatThrownBy(() -> config("P90D", "P180D", "P365D", "P60D", 3, "P5Y", " ", "purchase"))
        .hasMessageContaining("reveil.activity.retention-justification");
    assertThat(config("P90D", "P180D", "P365D", "P60D", 3, "P5Y", "Ten-year guarantee", "purchase")
            .retention())
        .isEqualTo(Period.ofYears(5));
  }

  private static ActivityConfig config(
      String cooling,
      String inactive,
      String dormant,
      String expiring,
      int exposure,
      String retention,
      String justification,
      String types) {
    return new ActivityConfig(
        Period.parse(cooling),
        Period.parse(inactive),
        Period.parse(dormant),
        Period.parse(expiring),
        exposure,
        Period.parse(retention),
        justification,
        List.of(types.split(",")));
  }
}
