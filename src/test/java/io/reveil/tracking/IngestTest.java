package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.reveil.content.TemplateLinks;
import io.reveil.job.Recurring;
import io.reveil.job.spool.Spool;
import io.reveil.kernel.ContactId;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hits that come at once, and hits that cannot be written now. */
@Tag("sql")
class IngestTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Measuring.ALL);

  private static final int PEOPLE = 5;
  private static final int EACH = 400;
  private static final int DAYS = 7;
  private static final int PATIENCE_SECONDS = 60;

  private final AtomicLong receipt = new AtomicLong(1);

  @BeforeEach
  void mails() {
    rig.empty();
    for (int person = 0; person < PEOPLE; person++) {
      new Measuring(rig).sent(mail(person));
      new Measuring(rig).agreed(mail(person), "newsletter");
    }
  }

  private static SentMail mail(int person) {
    return new SentMail(new ContactId(70 + person), 700 + person);
  }

  /** (A32, A38): groups that are written at the same time, of the same people and the same wave, lose nothing. */
  @Test
  void groupsSideBySideLoseNothing() {
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      Instant day = TestClock.START.plus(Period.ofDays(i % DAYS));
      answers.add(take(new HitLink.OfWave(5, 0), TestClock.START));
      answers.add(take(new HitLink.DayOfPerson(mail(i % PEOPLE)), day));
      answers.add(take(new HitLink.DayOfPerson(mail((PEOPLE - i % PEOPLE) % PEOPLE)), day));
    }

    assertThat(answers).allMatch(IngestTest::isSafe);
    assertThat(rig.database().first("SELECT hits FROM hit_count", row -> row.getInt(1)))
        .contains(EACH);
    assertThat(days())
        .isEqualTo(IntStream.range(0, PEOPLE)
            .mapToObj(person -> (70 + person) + " " + day(DAYS - 1))
            .toList());
  }

  /** A reader is not held for the sake of counting; what was fetched is counted all the same when it can be. */
  @Test
  void nobodyWaitsLongForALockedRow() {
    assertThat(isSafe(take(new HitLink.DayOfPerson(mail(0)), TestClock.START))).isTrue();

    rig.database().write(() -> {
      rig.database().update("UPDATE last_open SET opened_on = opened_on WHERE contact_id = 70");
      assertThat(isSafe(
              take(new HitLink.DayOfPerson(mail(0)), TestClock.START.plus(Period.ofDays(1)))))
          .isFalse();
    });

    assertThat(
            isSafe(take(new HitLink.DayOfPerson(mail(0)), TestClock.START.plus(Period.ofDays(2)))))
        .isTrue();
    assertThat(days()).containsExactly("70 " + day(2));
  }

  /** (Promise 3): a node that stops keeps what waits for its commit. */
  @Test
  void whatStillWaitsWhenTheNodeStopsIsRecorded() throws InterruptedException {
    Ingest stopping = stopping();
    stopping.onApplicationEvent(new ServerStartupEvent(rig.bean(EmbeddedServer.class)));
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < 5 * EACH; i++) {
      answers.add(take(stopping, new HitLink.OfWave(5, 0), TestClock.START));
    }

    stopping.end();

    assertThat(answers).allMatch(IngestTest::isSafe);
    assertThat(rig.database().first("SELECT hits FROM hit_count", row -> row.getInt(1)))
        .contains(5 * EACH);
    assertThat(isSafe(take(stopping, new HitLink.OfWave(5, 0), TestClock.START)))
        .isFalse();
  }

  /** (Promise 3): what its writers do not get to is kept on disk for the next start, whether anybody waits still or not. */
  @Test
  void whatCannotBeWrittenInTimeIsKeptOnDisk() throws InterruptedException {
    Ingest stopping = stopping();
    Fetched fetched = fetched(new HitLink.OfWave(5, 0), TestClock.START);
    CompletableFuture<Boolean> answer = stopping
        .take(fetched, _ -> {
          throw new RejectedExecutionException();
        })
        .toCompletableFuture();

    stopping.end();

    assertThat(isSafe(answer)).isTrue();
    assertThat(rig.count("hit_count")).isZero();
    assertThat(rig.bean(Spool.class).load().records()).isOne();
    rig.bean(Recurring.class, "Replay").round();
    assertThat(rig.count("hit_count")).isOne();
  }

  private static Ingest stopping() {
    return new Ingest(
        rig.database(),
        rig.bean(Recorder.class),
        rig.bean(HitSpool.class),
        rig.bean(TemplateLinks.class),
        rig.bean(TrackingConfig.class),
        rig.bean(MeterRegistry.class));
  }

  private CompletableFuture<Boolean> take(HitLink of, Instant at) {
    return take(rig.bean(Ingest.class), of, at);
  }

  private CompletableFuture<Boolean> take(Ingest ingest, HitLink of, Instant at) {
    return ingest.take(fetched(of, at), Runnable::run).toCompletableFuture();
  }

  private Fetched fetched(HitLink of, Instant at) {
    return new Fetched(
        receipt.getAndIncrement(),
        HitKind.OPEN,
        of,
        Hit.Means.GET,
        at,
        "7f0000",
        Optional.of("Browser"));
  }

  private static boolean isSafe(CompletableFuture<Boolean> answer) {
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static List<String> days() {
    return rig.database()
        .list(
            "SELECT contact_id, opened_on FROM last_open ORDER BY contact_id",
            row -> row.getLong(1) + " " + row.getString(2));
  }

  private static String day(int after) {
    return TestClock.START
        .plus(Period.ofDays(after))
        .toString()
        .substring(0, "2000-01-01".length());
  }
}
