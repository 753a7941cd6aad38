package io.reveil.subscription.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ledger.Circumstances;
import io.reveil.kernel.EmailAddress;
import io.reveil.subscription.SubscriptionConfig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CrowdsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant NOON = TestClock.START;

  private final TestClock clock = new TestClock();
  private final Crowds crowds = new Crowds(remembering(MINUTE), clock);

  private static SubscriptionConfig remembering(Duration within) {
    return new SubscriptionConfig(
        Duration.ofDays(7),
        Duration.ofDays(28),
        200,
        MINUTE,
        "60/h",
        "",
        3,
        within,
        Duration.ofDays(180));
  }

  @Test
  void othersAreCountedByHostAndByNetwork() {
    press("a@firm.example", "c0a801", true, NOON);
    press("b@firm.example", "c0a802", false, NOON);
    press("c@elsewhere.example", "c0a801", true, NOON);

    assertThat(press("d@firm.example", "c0a801", true, NOON)).isEqualTo(others(2, 1, 2));
  }

  @Test
  void nobodyCountsTwiceNorForThemselves() {
    press("a@firm.example", "c0a801", true, NOON);
    press("b@firm.example", "c0a801", true, NOON);

    assertThat(press("a@firm.example", "c0a801", true, NOON)).isEqualTo(others(1, 1, 1));
    assertThat(press("a@firm.example", "c0a801", false, NOON)).isEqualTo(others(1, 1, 1));
    assertThat(press("b@firm.example", "c0a801", true, NOON)).isEqualTo(others(1, 0, 1));
  }

  @Test
  void whoPressedIsForgottenWithinTheTime() {
    press("a@firm.example", "c0a801", true, NOON);

    assertThat(press("b@firm.example", "c0a801", true, NOON.plusSeconds(59)))
        .isEqualTo(others(1, 1, 1));
    assertThat(press("c@firm.example", "c0a801", true, NOON.plusSeconds(60)))
        .isEqualTo(others(1, 1, 1));
    assertThat(press("d@firm.example", "c0a801", true, NOON.plusSeconds(121)))
        .isEqualTo(others(0, 0, 0));
  }

  /** Nobody presses after them, and yet none is held: whoever was would count at a moment of that time. */
  @Test
  void afterTheLongestTimeNobodyIsHeldThoughNobodyElsePresses() {
    Crowds longest = new Crowds(remembering(Duration.ofMinutes(10)), clock);
    press(longest, "a@firm.example", "c0a801", true, NOON);
    press(longest, "b@elsewhere.example", "c0a802", true, NOON.plusSeconds(1));

    clock.tick(Duration.ofMinutes(10));
    longest.round();

    assertThat(press(longest, "c@firm.example", "c0a802", true, NOON.plusSeconds(2)))
        .as("of two the younger is left")
        .isEqualTo(new Circumstances.Others(0, 0, 1, Duration.ofMinutes(10)));

    clock.tick(Duration.ofSeconds(2));
    longest.round();

    assertThat(press(longest, "d@firm.example", "c0a802", true, NOON.plusSeconds(2)))
        .isEqualTo(new Circumstances.Others(0, 0, 0, Duration.ofMinutes(10)));
  }

  /** A clock that was set back forgets; it does not hold what it cannot age. */
  @Test
  void whatIsOfTheFutureDoesNotCount() {
    press("a@firm.example", "c0a801", true, NOON.plusSeconds(3600));

    assertThat(press("b@firm.example", "c0a801", true, NOON)).isEqualTo(others(0, 0, 0));
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 10_050; i++) {
      press("p" + i + "@firm.example", "c0a801", false, NOON);
    }

    assertThat(press("last@firm.example", "c0a801", true, NOON).ofHost()).isEqualTo(10_000);
  }

  @Test
  void ofManyAtOnceEachSeesAnotherNumberOfOthers() throws Exception {
    List<Callable<Integer>> presses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String address = "p" + i + "@firm.example";
      presses.add(() -> press(address, "c0a801", true, NOON).atOnceOfHost());
    }

    List<Integer> seen = new ArrayList<>();
    try (var robots = Executors.newFixedThreadPool(10)) {
      for (Future<Integer> each : robots.invokeAll(presses)) {
        seen.add(each.get());
      }
    }

    assertThat(seen).doesNotHaveDuplicates().hasSize(50).allMatch(others -> others < 50);
  }

  private Circumstances.Others press(String address, String network, boolean atOnce, Instant now) {
    return press(crowds, address, network, atOnce, now);
  }

  private static Circumstances.Others press(
      Crowds crowds, String address, String network, boolean atOnce, Instant now) {
    return crowds.join(EmailAddress.parse(address).orElseThrow(), network, atOnce, now);
  }

  private static Circumstances.Others others(int ofHost, int atOnceOfHost, int ofNetwork) {
    return new Circumstances.Others(ofHost, atOnceOfHost, ofNetwork, MINUTE);
  }
}
