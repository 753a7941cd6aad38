package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import io.reveil.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hits between the answer and their own row; see decision 13. */
@Tag("sql")
class JournalTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Measuring.ALL);

  private final Measuring measuring = new Measuring(rig);
  private final Journal journal = rig.bean(Journal.class);
  private long receipt = 1;

  @BeforeEach
  void nobodyFetchedAnything() {
    rig.empty();
  }

  private SentMail reader(long number) {
    SentMail mail = new SentMail(new ContactId(number), number + 500);
    measuring.sent(mail);
    measuring.agreed(mail, "link_tracking");
    return mail;
  }

  private Fetched click(SentMail mail) {
    return click(mail, 9);
  }

  private Fetched click(SentMail mail, long link) {
    return new Fetched(
        receipt++,
        HitKind.CLICK,
        new HitLink.OfPerson(mail, link),
        Hit.Means.GET,
        TestClock.START.plus(Duration.ofNanos(receipt * 1_000)),
        "7f0000",
        receipt % 2 == 0 ? Optional.of("Navigateur é") : Optional.empty());
  }

  private void record(Fetched... group) {
    rig.bean(Recorder.class).record(List.of(group));
  }

  /** (C4): a row for those who waited together; then each has its own, as it came in, and waits to be judged. */
  @Test
  void whatCameInTogetherIsOneRowUntilItIsFiled() {
    Fetched first = click(reader(77));
    Fetched second = click(reader(78));
    record(first, second);
    assertThat(rig.count("hit_journal")).isOne();
    assertThat(rig.count("hit")).isZero();

    assertThat(rig.bean(FilingRound.class).round()).isFalse();

    assertThat(rig.count("hit_journal")).isZero();
    assertThat(
            rig.database().list("""
        SELECT contact_id, hit_id, message_id, kind, link_id, means, hit_at, network, agent
          FROM hit
         ORDER BY hit_id
        """, row -> row.getString("contact_id") + row.getString("agent")))
        .containsExactly("77Navigateur é", "78null");
    Instant later = TestClock.START.plus(Duration.ofDays(1));
    assertThat(rig.bean(Unjudged.class).due(later, 10))
        .flatExtracting(Unjudged.Group::hits)
        .containsExactly(
            new HitKey(new ContactId(77), first.receipt()),
            new HitKey(new ContactId(78), second.receipt()));
  }

  /** (C4): by half of what came in a robot would look like a person. */
  @Test
  void whatIsJudgedIsFiledBefore() {
    SentMail mail = reader(77);
    record(click(mail, 1));
    journal.fileAll();
    for (int link = 2; link < 10; link++) {
      record(click(mail, link));
    }
    rig.clock().tick(Duration.ofHours(1));

    rig.bean(Recurring.class, "JudgingRound").round();

    assertThat(rig.database().list("SELECT hit_class FROM hit_verdict", row -> row.getString(1)))
        .containsExactly("SCAN");
  }

  /** (GDPR art. 15): what is not filed yet is answered, too. */
  @Test
  void whoeverAsksLearnsOfWhatJustCameIn() {
    record(click(reader(77)));

    assertThat(data().export(subject(77))).extracting("hits").asInstanceOf(LIST).hasSize(1);
  }

  /** (GDPR art. 17): who is erased before the filing leaves nothing behind. */
  @Test
  void ofSomebodyErasedNothingIsFiled() {
    record(click(reader(77)), click(reader(78)));

    rig.database().update("UPDATE contact SET state = 'ERASED' WHERE contact_id = 77");
    journal.fileAll();

    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.database().list("SELECT contact_id FROM hit", row -> row.getLong(1)))
        .containsExactly(78L);
  }

  /** (GDPR art. 17): what comes in while somebody is being erased waits until that is done, and is dropped then. */
  @Test
  void aFilingWaitsForAnErasureThatIsUnderWay() throws Exception {
    SentMail mail = reader(77);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Boolean> filing = rig.database().write(() -> {
        data().erase(subject(77));
        Future<Boolean> begun = other.submit(() -> {
          record(click(mail));
          return journal.file();
        });
        assertThatThrownBy(() -> begun.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        rig.database().update("UPDATE contact SET state = 'ERASED' WHERE contact_id = 77");
        return begun;
      });
      filing.get();
    }

    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.count("hit")).isZero();
  }

  /** (Promise 3): a commit whose answer was lost took the same hits, and it may become visible after the replay. */
  @Test
  void whatWasAppendedTwiceIsFiledOnce() {
    Fetched first = click(reader(77));
    Fetched second = click(reader(78));
    record(second);
    journal.fileAll();

    record(first, second);
    record(second, first);
    journal.fileAll();

    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.count("hit")).isEqualTo(2);
    assertThat(rig.bean(Unjudged.class).due(TestClock.START.plus(Duration.ofDays(1)), 10))
        .flatExtracting(Unjudged.Group::hits)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  /** Two nodes file the same rows at the same moments: each hit is there once. */
  @Test
  void twoNodesFileEachHitOnce() throws Exception {
    List<SentMail> readers =
        IntStream.range(0, 20).mapToObj(i -> reader(100 + i)).toList();
    for (int i = 0; i < 60; i++) {
      record(click(readers.get(i % 20)), click(readers.get((i + 7) % 20)));
    }

    try (EmbeddedServer other = rig.beside(Map.of())) {
      Journal there = other.getApplicationContext().getBean(Journal.class);
      Together.run(() -> filed(journal), () -> filed(there));
    }

    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.count("hit")).isEqualTo(120);
    assertThat(rig.bean(Unjudged.class).due(TestClock.START.plus(Duration.ofDays(1)), 1_000))
        .flatExtracting(Unjudged.Group::hits)
        .hasSize(120)
        .doesNotHaveDuplicates();
  }

  private static boolean filed(Journal node) {
    while (node.file()) {
      // The next slice.
    }
    return true;
  }

  private PersonalData data() {
    return rig.bean(PersonalData.class, "TrackingData");
  }

  private Subject subject(long contact) {
    assertThat(rig.bean(Contacts.class).find(new ContactId(contact))).isPresent();
    return new Subject(Optional.of(new ContactId(contact)), Optional.empty());
  }
}
