package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** (B26): many addresses typed into one form. */
@Tag("sql")
class BurstJourneyTest {
  private static final int USUAL = 20;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.subscription.burst",
      USUAL,
      "reveil.subscription.remind-after",
      "",
      "reveil.subscription.held-rate",
      "4/h",
      "reveil.subscription.confirm-within",
      "PT12H",
      "reveil.web.posts-per-minute",
      100_000));

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyCameBefore() {
    rig.empty();
  }

  /** (B27): everybody reads the same; the operator is told once. */
  @Test
  void beyondWhatIsUsualMailsAreHeldBackTheAnswerStaysAndAnErrorSaysSo() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("io.reveil.subscription.limit.FormPace");
    logger.addAppender(log);
    var bursts =
        rig.bean(MeterRegistry.class).counter("reveil.signups.bursts", "form", "newsletter");
    double before = bursts.count();
    Set<String> bodies = new HashSet<>();

    for (int i = 0; i < 2 * USUAL; i++) {
      bodies.add(signUp(i).body());
    }
    logger.detachAppender(log);

    assertThat(bodies).hasSize(1);
    assertThat(arrived(2 * USUAL)).isEqualTo(USUAL);
    assertThat(bursts.count() - before).isOne();
    assertThat(log.list)
        .filteredOn(said -> said.getLevel() == Level.ERROR)
        .singleElement()
        .asString()
        .contains("form newsletter had more than 20 sign-ups within PT10M")
        .doesNotContain("@");
  }

  @Test
  void whatIsHeldLeavesAtItsPaceAndWhoComesWhenItIsCalmWaitsForNobody() {
    for (int i = 0; i < USUAL + 6; i++) {
      signUp(i);
    }
    assertThat(arrived(USUAL + 6)).isEqualTo(USUAL);

    rig.clock().tick(Duration.ofMinutes(30));
    assertThat(arrived(USUAL + 6)).isEqualTo(USUAL + 2);

    signUp(500);
    assertThat(inbox.of("burst-500@example.org")).hasSize(1);

    rig.clock().tick(Duration.ofHours(1));
    assertThat(arrived(USUAL + 6)).isEqualTo(USUAL + 6);
  }

  /** Half of the link's life is 6 hours, which holds 24 mails; of the rest nothing is kept. */
  @Test
  void whatCouldNotLeaveInTimeIsNeitherSentNorKept() {
    for (int i = 0; i < USUAL + 30; i++) {
      signUp(i);
    }

    assertThat(rig.count("subscription_request")).isEqualTo(USUAL + 24);
    assertThat(Rows.naming(rig, "burst-" + (USUAL + 29) + "@example.org")).isEmpty();
  }

  /** (B26, B27): whom a flood kept out reads the same as everybody, has had no mail, and asks again once there is room. */
  @Test
  void whoGotNoMailForLackOfRoomMayAskAgainTheSameDay() {
    Set<String> bodies = new HashSet<>();
    for (int i = 0; i < USUAL + 25; i++) {
      bodies.add(signUp(i).body());
    }
    String late = "burst-" + (USUAL + 24) + "@example.org";
    assertThat(rig.count("doi_sending")).isEqualTo(USUAL + 24);

    rig.clock().tick(Duration.ofHours(1));
    bodies.add(signUp(USUAL + 24).body());

    assertThat(bodies).hasSize(1);
    assertThat(inbox.of(late)).hasSize(1);
    assertThat(rig.count("doi_sending")).isEqualTo(USUAL + 25);
  }

  /** Two connections, one measure: not one mail more leaves at once. */
  @Test
  void manyAtOnceAreJudgedOneAfterTheOther() throws Exception {
    List<Callable<Integer>> racers = new ArrayList<>();
    for (int i = 0; i < 2 * USUAL; i++) {
      int who = i;
      racers.add(() -> signUp(who).status());
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> racer : threads.invokeAll(racers)) {
        assertThat(racer.get()).isEqualTo(202);
      }
    }

    assertThat(arrived(2 * USUAL)).isEqualTo(USUAL);
  }

  /** One address that comes a hundred times is the business of the limit per address. */
  @Test
  void oneAddressDoesNotFillTheMeasureOfAForm() {
    for (int i = 0; i < 2 * USUAL; i++) {
      signUp(0);
    }
    signUp(1);

    assertThat(inbox.of("burst-1@example.org")).hasSize(1);
  }

  private int arrived(int people) {
    int arrived = 0;
    for (int i = 0; i < people; i++) {
      arrived += inbox.of("burst-" + i + "@example.org").size();
    }
    return arrived;
  }

  private Visitor.Page signUp(int who) {
    return visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email",
            "burst-" + who + "@example.org",
            "purposes",
            "newsletter",
            "notice.newsletter",
            "1"));
  }
}
