package io.reveil.subscription.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (B26) */
class DoiSendingsTest {
  private static final Instant START = TestClock.START;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  @Test
  void oneIn24HoursAndThreeIn30Days() {
    DigestTrail address = digest(1);

    assertThat(claim(address, START)).isTrue();
    assertThat(claim(address, START.plus(Duration.ofHours(24)).minusSeconds(1))).isFalse();
    assertThat(claim(address, START.plus(Duration.ofHours(24)))).isTrue();
    assertThat(claim(address, START.plus(Duration.ofDays(5)))).isTrue();
    assertThat(claim(address, START.plus(Duration.ofDays(29)))).isFalse();
    assertThat(claim(address, START.plus(Duration.ofDays(30)))).isTrue();
    assertThat(claim(address, START.plus(Duration.ofDays(30)))).isFalse();
  }

  @Test
  void aHundredAtOnceGetOne() throws Exception {
    DigestTrail address = digest(2);
    Callable<Boolean> claim = () -> claim(address, START);

    int granted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(100, claim))) {
        granted += one.get() ? 1 : 0;
      }
    }

    assertThat(granted).isOne();
  }

  @Test
  void whatLimitsNothingAnyMoreIsForgotten() {
    DigestTrail address = digest(3);
    claim(address, START);

    rig.bean(DoiSendings.class).forget(START.plus(Duration.ofDays(90)));

    assertThat(rig.count("doi_sending")).isZero();
  }

  @Test
  void aClaimGivenBackLeavesWhatStoodBefore() {
    DigestTrail address = digest(4);
    DoiSendings sendings = rig.bean(DoiSendings.class);
    Instant second = START.plus(Duration.ofDays(2));

    claim(address, START);
    sendings.giveBack(address, START);
    assertThat(sendings.list(address)).isEmpty();
    assertThat(claim(address, START)).isTrue();
    claim(address, second);
    sendings.giveBack(address, second);

    assertThat(sendings.list(address)).containsExactly(START);
    assertThat(claim(address, second)).isTrue();
    assertThat(sendings.list(address)).containsExactly(second, START);
  }

  private static boolean claim(DigestTrail address, Instant at) {
    return rig.bean(DoiSendings.class).claim(address, at);
  }

  private static DigestTrail digest(int seed) {
    byte[] bytes = new byte[AddressDigest.LENGTH];
    bytes[0] = (byte) seed;
    return new DigestTrail(List.of(List.of(new AddressDigest(bytes, 1))));
  }
}
