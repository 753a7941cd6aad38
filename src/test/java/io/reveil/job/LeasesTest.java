package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class LeasesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Test
  void oneHolderAtATimeUntilItLetsGo() {
    Leases mine = rig.bean(Leases.class);
    Leases theirs = new Leases(rig.database(), java.time.Clock.systemUTC());

    assertThat(mine.claim("sweep", Duration.ofMinutes(1))).isTrue();
    assertThat(theirs.claim("sweep", Duration.ofMinutes(1))).isFalse();
    assertThat(mine.claim("sweep", Duration.ofMinutes(1))).as("renewed").isTrue();
    mine.release("sweep");
    assertThat(theirs.claim("sweep", Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void aLeaseThatRanOutIsAnybodys() {
    Leases asleep = new Leases(
        rig.database(), java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofHours(-1)));
    Leases awake = rig.bean(Leases.class);

    assertThat(asleep.claim("node", Duration.ofMinutes(1))).isTrue();
    assertThat(awake.claim("node", Duration.ofMinutes(1))).isTrue();
  }
}
