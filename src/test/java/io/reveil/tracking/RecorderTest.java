package io.reveil.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.delivery.Measure;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import io.reveil.testing.Rig;
import io.reveil.testing.RowsRead;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of a hit, by the mode that stands in its token. */
@Tag("sql")
class RecorderTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Measuring.ALL);

  private static final SentMail MAIL = new SentMail(new ContactId(77), 78);

  private static final Subject READER = new Subject(Optional.of(MAIL.contact()), Optional.empty());

  private final Measuring measuring = new Measuring(rig);
  private long receipt = 1;

  @BeforeEach
  void aMail() {
    rig.empty();
    measuring.sent(MAIL);
    measuring.agreed(MAIL, "newsletter");
  }

  /** (A32): one day, overwritten by a later one; no event, no time, no network, no program. */
  @Test
  void ofADayNothingElseIsKept() {
    record(new HitLink.DayOfPerson(MAIL), TestClock.START);
    record(new HitLink.DayOfPerson(MAIL), TestClock.START.plus(Period.ofDays(3)));
    record(new HitLink.DayOfPerson(MAIL), TestClock.START.plus(Period.ofDays(1)));

    assertThat(rig.database()
            .list(
                "SELECT contact_id, opened_on FROM last_open",
                row -> row.getLong(1) + " " + row.getString(2)))
        .containsExactly("77 "
            + TestClock.START.plus(Period.ofDays(3)).atZone(ZoneOffset.UTC).toLocalDate());
    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.count("contact_signal")).isZero();
    assertThat(rig.count("hit_count")).isZero();
  }

  /** (A32, C8): what fetches each image of each mail says of nobody that they read; Google waits until they open it. */
  @Test
  void aProgramThatFetchesEverythingIsNoDay() {
    HitLink link = new HitLink.DayOfPerson(MAIL);
    Recorder recorder = rig.bean(Recorder.class);
    for (String machine : List.of("Mozilla/5.0", "Mozilla/5.0 (compatible; bingbot/2.0)")) {
      recorder.record(List.of(fetched(link, TestClock.START, machine)));
    }
    assertThat(rig.count("last_open")).isZero();

    recorder.record(
        List.of(
            fetched(
                link,
                TestClock.START,
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")));
    assertThat(rig.count("last_open")).isOne();
  }

  /** (A33): of who refused since, not the day either. */
  @Test
  void theDayOfWhoRefusedIsNotKept() {
    ends("open_tracking");

    record(new HitLink.DayOfPerson(MAIL), TestClock.START);

    assertThat(rig.count("last_open")).isZero();
  }

  /** (A32; GDPR art. 17): a mail that is opened while its reader is being erased waits until that is done, and says nothing then. */
  @Test
  void theDayOfAnOpenWaitsForAnErasureThatIsUnderWay() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> opened = rig.database().write(() -> {
        data().erase(READER);
        Future<?> begun =
            other.submit(() -> record(new HitLink.DayOfPerson(MAIL), TestClock.START));
        assertThatThrownBy(() -> begun.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        rig.database().update("UPDATE contact SET state = 'ERASED' WHERE contact_id = 77");
        return begun;
      });
      opened.get();
    }

    assertThat(rig.count("last_open")).isZero();
  }

  /** (A32; GDPR art. 17): and the other way round. */
  @Test
  void anErasureWaitsForTheDayOfAnOpenThatIsBeingKept() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Integer> erased = rig.database().write(() -> {
        record(new HitLink.DayOfPerson(MAIL), TestClock.START);
        Future<Integer> begun = other.submit(() -> data().erase(READER));
        assertThatThrownBy(() -> begun.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        return begun;
      });
      assertThat(erased.get()).isOne();
    }

    assertThat(rig.count("last_open")).isZero();
  }

  /** (A32): whose mails are known although they themselves are not. */
  @Test
  void theDayOfSomebodyErasedIsNotKept() {
    rig.database().update("UPDATE contact SET state = 'ERASED' WHERE contact_id = 77");

    record(new HitLink.DayOfPerson(MAIL), TestClock.START);

    assertThat(rig.count("last_open")).isZero();
  }

  /** (A32): the day is kept for the sake of a letter that is wanted; once it is left, only of who agreed to more. */
  @Test
  void theDayOfWhoLeftTheLetterIsNotKept() {
    ends("newsletter");

    record(new HitLink.DayOfPerson(MAIL), TestClock.START);
    assertThat(rig.count("last_open")).isZero();

    measuring.agreed(MAIL, "open_tracking");
    record(new HitLink.DayOfPerson(MAIL), TestClock.START);
    assertThat(rig.count("last_open")).isOne();
  }

  private static void ends(String purpose) {
    rig.bean(ConsentLedger.class)
        .withdraw(
            new ConsentKey(MAIL.contact(), Channel.EMAIL, new Purpose(purpose)),
            new Objection.LinkUsed(TestClock.START, Objection.Means.PREFERENCES, 78, 1));
  }

  /** (A38): the tokens of mail from before count no more than what the installation measures now. */
  @ParameterizedTest
  @CsvSource({
    "IDENTIFIED, IDENTIFIED, 2, 1, 2",
    "DELIVERABILITY_DATE, ANONYMOUS, 0, 1, 2",
    "ANONYMOUS, ANONYMOUS, 0, 0, 2",
    "OFF, OFF, 0, 0, 0"
  })
  void whatTheInstallationMeasuresNoMoreIsNotWritten(
      Measure.Opens opens, Measure.Links links, int hits, int days, int counted) {
    measuring.agreed(MAIL, "open_tracking");
    measuring.agreed(MAIL, "link_tracking");

    recorder(opens, links)
        .record(List.of(
            fetched(HitKind.OPEN, new HitLink.OfPerson(MAIL, 0)),
            fetched(HitKind.CLICK, new HitLink.OfPerson(MAIL, 9)),
            fetched(HitKind.OPEN, new HitLink.DayOfPerson(MAIL)),
            fetched(HitKind.OPEN, new HitLink.OfWave(5, 0)),
            fetched(HitKind.CLICK, new HitLink.OfWave(5, 9))));
    rig.bean(Journal.class).fileAll();

    assertThat(List.of(rig.count("hit"), rig.count("last_open"), rig.count("hit_count")))
        .containsExactly((long) hits, (long) days, (long) counted);
  }

  private static Recorder recorder(Measure.Opens opens, Measure.Links links) {
    TrackingConfig now = new TrackingConfig(
        opens, links, Measure.Opens.OFF, Measure.Links.OFF, Duration.ofMinutes(2), 100);
    return new Recorder(
        rig.database(),
        rig.bean(Wills.class),
        new Ceilings(rig.bean(Wills.class), now),
        rig.bean(HitCounts.class),
        rig.bean(Journal.class),
        rig.bean(LastOpens.class),
        rig.bean(Installation.class));
  }

  /** (A38): a token that names nobody moves its wave's counter and nothing else. */
  @Test
  void whatNamesNobodyIsOnlyCounted() {
    record(new HitLink.OfWave(5, 0), TestClock.START);
    record(new HitLink.OfWave(5, 0), TestClock.START);

    assertThat(rig.database()
            .list(
                "SELECT kind, wave_id, link_id, hit_class, hits FROM hit_count",
                row -> "%s %d %d %s %d"
                    .formatted(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getInt(5))))
        .containsExactly("OPEN 5 0 ANONYMOUS 2");
    assertThat(rig.count("hit_journal")).isZero();
    assertThat(rig.count("last_open")).isZero();
  }

  /** (A30, A37): a token for a person counts only as long as that person agrees. */
  @Test
  void withoutConsentNothingIsWrittenOfAPerson() {
    record(new HitLink.OfPerson(MAIL, 0), TestClock.START);

    assertThat(rig.count("hit_journal")).isZero();
  }

  /** The mails of a group are sought one by one, however many people it is of; H2 does not count rows. */
  @Tag("mariadb")
  @Test
  void aGroupReadsNoMoreThanItsOwnMails() {
    List<Fetched> group = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SentMail mail = new SentMail(new ContactId(1_000 + i), 5_000 - i);
      measuring.sent(mail);
      measuring.agreed(mail, "newsletter");
      group.add(fetched(new HitLink.DayOfPerson(mail), TestClock.START));
    }

    assertThat(RowsRead.by(rig.database(), () -> rig.bean(Recorder.class).record(group)))
        .isBetween(40L, 300L);
  }

  private static PersonalData data() {
    return rig.bean(PersonalData.class, "TrackingData");
  }

  private void record(HitLink of, Instant at) {
    rig.bean(Recorder.class).record(List.of(fetched(of, at)));
  }

  private Fetched fetched(HitLink of, Instant at) {
    return fetched(of, at, "Browser");
  }

  private Fetched fetched(HitLink of, Instant at, String agent) {
    return fetched(HitKind.OPEN, of, at, agent);
  }

  private Fetched fetched(HitKind kind, HitLink of) {
    return fetched(kind, of, TestClock.START, "Browser");
  }

  private Fetched fetched(HitKind kind, HitLink of, Instant at, String agent) {
    return new Fetched(receipt++, kind, of, Hit.Means.GET, at, "7f0000", Optional.of(agent));
  }
}
