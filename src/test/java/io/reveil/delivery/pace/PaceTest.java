package io.reveil.delivery.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class PaceTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final TestClock machine = new TestClock();

  @Test
  void allLanesOfAllNodesShareOneBucketAGroup() {
    Pace here = pace();
    Pace there = pace();

    assertThat(here.take("google", 15)).isEqualTo(15);
    assertThat(there.take("google", 15)).isEqualTo(5);
    assertThat(here.take("google", 15)).isZero();
    assertThat(there.take("orange", 15)).as("another provider").isEqualTo(15);
    machine.tick(Duration.ofMillis(150));
    assertThat(there.take("google", 15)).isEqualTo(3);
    machine.tick(Duration.ofHours(1));
    assertThat(here.take("google", 500)).isEqualTo(20);
  }

  private Pace pace() {
    return new Pace(
        rig.database(),
        new DeliveryConfig(
            1,
            Duration.ofSeconds(30),
            List.of(Duration.ofMinutes(5)),
            Duration.ofDays(4),
            "",
            Map.of("google", "gmail.com", "orange", "orange.fr"),
            Map.of("google", "20/s", "default", "600/min", "orange", "100/s")),
        machine);
  }
}
