package io.reveil.tracking.judging;

import static io.reveil.tracking.HitClass.HUMAN_CONFIRMED;
import static io.reveil.tracking.HitClass.HUMAN_LIKELY;
import static io.reveil.tracking.HitClass.MACHINE;
import static io.reveil.tracking.HitClass.PROXIED;
import static io.reveil.tracking.HitClass.SCAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.activity.Signal;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import io.reveil.testing.Together;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitKind;
import io.reveil.tracking.judging.HitBase.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hits are recorded first, judged later, and moved by nothing else (C4, C5, C8). */
@Tag("sql")
class JudgingTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final LocalDate LONG_AGO = LocalDate.of(2025, 9, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private final HitBase base = new HitBase(rig);

  @BeforeEach
  void nobodyFetchedAnything() {
    rig.empty();
  }

  /** (C4) */
  @Test
  void nothingIsJudgedBeforeItsWindowIsOver() {
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofMinutes(5));
    base.click(ada, 1);
    rig.clock().tick(HitBase.SETTLE.minusMillis(1));

    base.rounds("JudgingRound");
    assertThat(base.classes()).isEmpty();
    rig.clock().tick(Duration.ofMillis(1));
    base.rounds("JudgingRound");

    assertThat(base.classes()).isEqualTo(Map.of(HUMAN_LIKELY, 1L));
    assertThat(rig.count("hit_group")).isZero();
  }

  /** (C4, C5, A21) A scanner at delivery, the person three hours later, who at last presses a button. */
  @Test
  void aScannerMovesNothingAndThePersonAfterItDoes() {
    Reader ada = base.reader("example.org");
    base.scanner(ada);
    base.judge();
    assertThat(base.classes()).isEqualTo(Map.of(SCAN, 9L));
    assertThat(base.clicks(ada)).isEmpty();

    rig.clock().tick(Duration.ofHours(3));
    base.click(ada, 4);
    base.judge();
    assertThat(base.clicks(ada)).containsExactly(new Signal.Clicked(ada.mail(), false));
    assertThat(base.lastSign(ada)).isEqualTo(LONG_AGO);

    base.stay(ada);
    assertThat(base.lastSign(ada)).isEqualTo(TODAY);
    assertThat(base.counted())
        .isEqualTo(base.classes())
        .isEqualTo(Map.of(SCAN, 9L, HUMAN_LIKELY, 1L));
  }

  /** Of two clicks the first counts; what a program fetched counts for nobody (C4). */
  @Test
  void aMailKnowsThatAPersonFollowedItsLink() {
    Reader ada = base.reader("example.org");
    base.scanner(ada);
    base.judge();
    assertThat(base.followed()).isEmpty();

    rig.clock().tick(Duration.ofHours(3));
    Instant first = rig.clock().instant();
    base.click(ada, 4);
    rig.clock().tick(Duration.ofHours(1));
    base.click(ada, 5);
    base.judge();

    assertThat(base.followed()).isEqualTo(Map.of(ada.mail(), first));
  }

  /** (C4) */
  @Test
  void aConfirmedClickIsASignOfLife() {
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofHours(1));
    base.click(ada, 1);
    rig.clock().tick(Duration.ofSeconds(20));
    base.stay(ada);

    base.judge();

    assertThat(base.classes()).isEqualTo(Map.of(HUMAN_CONFIRMED, 1L));
    assertThat(base.clicks(ada)).containsExactly(new Signal.Clicked(ada.mail(), true));
  }

  /** (A21, C4) A gateway that posts List-Unsubscribe and follows a link: one click needs no nonce, so it proves nobody. */
  @ParameterizedTest
  @ValueSource(longs = {-300, 90})
  void whoLeavesByOneClickGaveNoSignOfLife(long secondsFromTheClick) {
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofHours(1));
    if (secondsFromTheClick < 0) {
      base.leave(ada);
      rig.clock().tick(Duration.ofSeconds(-secondsFromTheClick));
    }
    base.click(ada, 1);
    if (secondsFromTheClick > 0) {
      rig.clock().tick(Duration.ofSeconds(secondsFromTheClick));
      base.leave(ada);
    }

    base.judge();

    assertThat(base.classes()).isEqualTo(Map.of(HUMAN_LIKELY, 1L));
    assertThat(base.clicks(ada)).containsExactly(new Signal.Clicked(ada.mail(), false));
    assertThat(base.lastSign(ada)).isEqualTo(LONG_AGO);
  }

  /** (A21, C8) */
  @Test
  void anOpenMovesNothingWhoeverFetchedIt() {
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofHours(1));
    base.open(ada, "Mozilla/5.0");
    base.open(ada, "Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)");
    base.open(ada, "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html");
    rig.clock().tick(Duration.ofHours(1));
    base.open(ada, Scene.FIREFOX);

    base.judge();

    assertThat(base.classes()).isEqualTo(Map.of(MACHINE, 1L, PROXIED, 2L, HUMAN_LIKELY, 1L));
    assertThat(base.clicks(ada)).isEmpty();
    assertThat(base.lastSign(ada)).isEqualTo(LONG_AGO);
  }

  /** (issue 5) One link each, each by a browser from another network: the table shows what no one hit does. */
  @Test
  void aGatewayShowsInTheHitsOfItsPeopleTogether() {
    List<Reader> staff =
        IntStream.range(0, 6).mapToObj(_ -> base.reader("bank.example")).toList();
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofSeconds(5));
    staff.forEach(reader ->
        base.hit(reader, HitKind.CLICK, 1, Means.GET, "34f" + reader.mail() % 1000, Scene.CHROME));
    base.click(ada, 1);

    base.judge();

    assertThat(base.classes()).containsEntry(SCAN, 6L);
    assertThat(base.clicks(ada)).isEmpty();
    assertThat(base.reasons(hitOf(ada))).isEqualTo("EARLY,COHERENT");
  }

  /** (C5) Two spools are replayed side by side: what is due at once may be far apart, and much came in between. */
  @Test
  void whatIsJudgedTogetherIsSeenEachInItsOwnTime() {
    Reader ada = base.reader("example.org");
    rig.clock().tick(Duration.ofMinutes(2));
    base.click(ada, 1);
    rig.clock().tick(Duration.ofMinutes(12));
    crowdBetween(rig.clock().instant().minus(Duration.ofMinutes(6)));
    List<Reader> staff =
        IntStream.range(0, 6).mapToObj(_ -> base.reader("bank.example")).toList();
    staff.forEach(reader -> base.click(reader, 1));

    base.judge();

    assertThat(base.classes()).isEqualTo(Map.of(HUMAN_LIKELY, 1L, SCAN, 6L));
  }

  /** More than the judge reads around a moment. */
  private static void crowdBetween(Instant moment) {
    rig.database()
        .batch(
            """
            INSERT INTO hit (contact_id, hit_id, message_id, kind, link_id, means, hit_at)
            VALUES (?, 1, 1, 'CLICK', 1, 'GET', ?)
            """,
            IntStream.rangeClosed(1, 5_100)
                .mapToObj(number -> new Object[] {-number, moment})
                .toList());
  }

  private static long hitOf(Reader reader) {
    return rig.database()
        .first(
            "SELECT hit_id FROM hit WHERE contact_id = ?",
            row -> row.getLong(1),
            reader.contact().value())
        .orElseThrow();
  }

  /** (A33): who ends the measuring before the window is over is not judged, and what was not judged is deleted. */
  @Test
  void whoEndsTheMeasuringIsNotJudgedAnyMore() {
    Reader ada = base.reader("example.org");
    Reader bob = base.reader("example.org");
    rig.clock().tick(Duration.ofHours(1));
    base.click(ada, 1);
    base.open(ada, Scene.FIREFOX);
    base.click(bob, 1);
    rig.clock().tick(Duration.ofMinutes(1));
    base.endMeasuring(ada);

    base.judge();

    assertThat(base.classes()).isEqualTo(Map.of(HUMAN_LIKELY, 1L));
    assertThat(base.clicks(ada)).isEmpty();
    assertThat(base.clicks(bob)).hasSize(1);
    assertThat(base.followed()).containsOnlyKeys(bob.mail());
    assertThat(base.counted()).isEqualTo(base.classes());
    assertThat(rig.database().list("SELECT contact_id FROM hit", row -> row.getLong(1)))
        .containsExactly(bob.contact().value());
  }

  /** (GDPR art. 17) */
  @Test
  void aHitOfSomebodyErasedMeanwhileIsJudgedNoMore() {
    Reader ada = base.reader("example.org");
    base.click(ada, 1);
    PersonalData data = rig.bean(PersonalData.class, "TrackingData");
    Subject subject = new Subject(Optional.of(ada.contact()), Optional.empty());
    assertThat(data.export(subject).toString()).contains("kind=CLICK", Scene.HOME, Scene.FIREFOX);

    assertThat(data.erase(subject)).isEqualTo(1);
    base.judge();

    assertThat(data.erase(subject)).isZero();
    assertThat(rig.count("hit_verdict")).isZero();
    assertThat(data.export(subject)).isEqualTo(Map.of("hits", List.of()));
  }

  /** (GDPR art. 17) Whoever is erased while being judged leaves no verdict behind, whichever of the two is first. */
  @Test
  void nothingIsLeftOfSomebodyErasedWhileBeingJudged() throws Exception {
    PersonalData data = rig.bean(PersonalData.class, "TrackingData");
    for (int i = 0; i < 40; i++) {
      Reader ada = base.reader("example.org");
      base.click(ada, 1);
      rig.clock().tick(HitBase.SETTLE);

      Together.run(
          rig.bean(JudgingRound.class)::slice,
          () -> data.erase(new Subject(Optional.of(ada.contact()), Optional.empty())));
    }

    assertThat(rig.count("hit")).isZero();
    assertThat(rig.count("hit_verdict")).isZero();
  }

  /** Two nodes take the same slices at the same moments: each hit is judged, counted and told of once. */
  @Test
  void twoNodesJudgeEachHitOnce() throws Exception {
    for (int i = 0; i < 180; i++) {
      Reader reader = base.reader("host" + i % 40 + ".example");
      rig.clock().tick(Duration.ofSeconds(1));
      base.click(reader, 1);
      base.hit(reader, HitKind.OPEN, 0, Means.GET, "bbbbbb", "GoogleImageProxy");
      base.hit(reader, HitKind.CLICK, 2, Means.HEAD, "cccccc", "curl/8");
    }
    rig.clock().tick(Duration.ofHours(1));

    try (EmbeddedServer other = rig.beside(Map.of())) {
      other.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      inParallel(
          rig.bean(JudgingRound.class), other.getApplicationContext().getBean(JudgingRound.class));
    }

    assertThat(rig.count("hit_group")).isZero();
    assertThat(rig.count("hit_verdict")).isEqualTo(540);
    assertThat(base.counted()).isEqualTo(base.classes());
    assertThat(rig.database()
            .first(
                "SELECT COUNT(*) FROM contact_signal WHERE kind = 'CLICKED'",
                row -> row.getLong(1)))
        .hasValue(base.classes().getOrDefault(HUMAN_LIKELY, 0L));
  }

  private static void inParallel(JudgingRound... nodes) throws Exception {
    Together.run(Arrays.stream(nodes)
        .<Callable<?>>map(node -> () -> {
          boolean more = true;
          while (more) {
            more = node.slice();
          }
          return true;
        })
        .toArray(Callable[]::new));
  }
}
