package io.reveil.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.kernel.ContactId;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class ActivitiesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static long last = 1000;

  private final Activities activities = rig.bean(Activities.class);
  private final ContactId ada = new ContactId(++last);

  @Test
  void someoneWhoJustCameIsNewAndAgesWithTheClockAlone() {
    activities.open(List.of(ada), TODAY);

    assertThat(standing(ada).status()).isEqualTo(Status.NEW);
    rig.clock().tick(Period.ofDays(90));
    assertThat(standing(ada).status()).isEqualTo(Status.UNEXPOSED);
    rig.clock().tick(Period.ofDays(946));
    assertThat(standing(ada).status()).isEqualTo(Status.EXPIRING);
    assertThat(standing(ada).retentionDueOn()).isEqualTo("2029-11-21");
  }

  @Test
  void openingTwiceChangesNothing() {
    activities.open(List.of(ada), TODAY.minusDays(10));
    activities.open(List.of(ada), TODAY);

    assertThat(standing(ada).silentSince()).isEqualTo(TODAY.minusDays(10));
  }

  @Test
  void theSameEventToldTwiceIsRecordedOnce() {
    ContactEvent purchase = purchase(ada, 1, "2026-01-05T12:00:00Z");

    assertThat(activities.record(List.of(purchase, purchase))).containsExactly(true, false);
    assertThat(activities.record(List.of(purchase))).containsExactly(false);
    assertThat(activities.list(ada)).hasSize(1);
  }

  @Test
  void aBuyerIsJudgedBySilenceEvenWithoutMails() {
    activities.open(List.of(ada), TODAY);
    activities.record(List.of(purchase(ada, 1, "2026-01-05T12:00:00Z")));

    assertThat(standing(ada).status()).isEqualTo(Status.INACTIVE);
    assertThat(standing(ada).lastSignKind()).hasValue("purchase");
    assertThat(standing(ada).lastSignOn()).hasValue(LocalDate.parse("2026-01-05"));
  }

  @Test
  void eventsInAnyOrderLeaveTheLatest() {
    activities.record(List.of(purchase(ada, 1, "2026-03-05T12:00:00Z")));
    activities.record(List.of(
        purchase(ada, 2, "2026-01-05T12:00:00Z"), purchase(ada, 3, "2026-02-05T12:00:00Z")));

    assertThat(standing(ada).silentSince()).isEqualTo("2026-03-05");
    assertThat(hasPurchaseAfter("2026-03-04")).isTrue();
    assertThat(hasPurchaseAfter("2026-03-05")).isFalse();
    assertThat(activities.list(ada))
        .extracting(ContactEvent::occurredAt)
        .isSortedAccordingTo(Collections.reverseOrder());
  }

  private boolean hasPurchaseAfter(String day) {
    SqlCondition condition = Activities.hasEventAfter("purchase", LocalDate.parse(day));
    List<Object> values = new ArrayList<>(List.of(ada.value()));
    values.addAll(condition.values());
    return rig.database()
        .first(
            "SELECT 1 FROM activity a WHERE a.contact_id = ? AND " + condition.sql(),
            row -> row.getInt(1),
            values.toArray())
        .isPresent();
  }

  /** F2: silence means something after three mails, until the person is heard of again. */
  @Test
  void threeMailsMakeSilenceCountUntilAStay() {
    activities.open(List.of(ada), TODAY.minusDays(200));
    for (int mail = 1; mail <= 3; mail++) {
      assertThat(standing(ada).status()).as("before mail %d", mail).isEqualTo(Status.UNEXPOSED);
      activities.recordExposure(List.of(ada), TODAY);
    }

    assertThat(standing(ada).status()).isEqualTo(Status.INACTIVE);
    activities.record(List.of(event(ada, new Signal.Stayed(5), 1, "2026-11-21T11:00:00Z")));
    assertThat(standing(ada).status()).isEqualTo(Status.ACTIVE);
    assertThat(standing(ada).exposures()).isZero();
  }

  /** A21, F2: what was not the person's leaves neither a date behind, nor a silence that began anew. */
  @Test
  void aSignThatIsTakenBackWasNone() {
    activities.open(List.of(ada), TODAY.minusDays(200));
    for (int mail = 1; mail <= 3; mail++) {
      activities.recordExposure(List.of(ada), TODAY.minusDays(90));
    }
    Standing before = standing(ada);
    ContactEvent sign = event(ada, new Signal.Confirmed(5), 1, "2026-11-20T11:00:00Z");
    activities.record(List.of(sign));
    activities.recordExposure(List.of(ada), TODAY);

    activities.takeBack(ada, sign.key(), before.silentSince(), before.exposures());

    assertThat(standing(ada).silentSince()).isEqualTo(before.silentSince());
    assertThat(standing(ada).lastSignOn()).isEmpty();
    assertThat(standing(ada).exposures()).isEqualTo(4);
    assertThat(rig.bean(Comebacks.class).all(ada)).isEmpty();
    assertThat(activities.list(ada)).isEmpty();
  }

  /** A21: neither what was heard before nor what was heard since is lost. */
  @Test
  void theLastSignIsWhatTheOthersSay() {
    ContactEvent sign = event(ada, new Signal.Confirmed(5), 1, "2026-11-20T11:00:00Z");
    activities.record(List.of(purchase(ada, 2, "2025-01-05T12:00:00Z")));
    activities.record(List.of(sign));
    activities.takeBack(ada, sign.key(), TODAY, 0);
    assertThat(standing(ada).lastSignOn()).contains(LocalDate.parse("2025-01-05"));
    assertThat(standing(ada).lastSignKind()).contains("purchase");

    activities.record(List.of(sign));
    activities.record(List.of(purchase(ada, 3, "2026-11-21T11:00:00Z")));
    activities.takeBack(ada, sign.key(), TODAY, 0);
    activities.takeBack(ada, sign.key(), TODAY, 0);

    assertThat(standing(ada).lastSignOn()).contains(LocalDate.parse("2026-11-21"));
    assertThat(standing(ada).silentSince()).isEqualTo(LocalDate.parse("2026-11-21"));
  }

  @Test
  void leavingIsRecordedAndMovesNothing() {
    activities.open(List.of(ada), TODAY.minusDays(200));
    activities.record(List.of(event(ada, new Signal.Unsubscribed(5), 1, "2026-11-21T11:00:00Z")));

    assertThat(standing(ada).lastSignOn()).isEmpty();
    assertThat(activities.list(ada))
        .extracting(ContactEvent::signal)
        .containsExactly(new Signal.Unsubscribed(5));
  }

  @Test
  void theFirstSignAfterAMomentIsFoundForEachContact() {
    ContactId bob = new ContactId(++last);
    activities.record(List.of(
        purchase(ada, 1, "2026-01-05T12:00:00Z"),
        event(ada, new Signal.Unsubscribed(9), 4, "2026-01-06T12:00:00Z"),
        event(ada, new Signal.Stayed(9), 2, "2026-01-07T12:00:00Z"),
        purchase(ada, 3, "2026-01-08T12:00:00Z"),
        purchase(bob, 1, "2026-01-05T12:00:00Z")));
    Instant then = Instant.parse("2026-01-05T12:00:00Z");

    assertThat(activities.signsSince(Map.of(ada, then, bob, then)))
        .containsExactly(Map.entry(ada, "STAYED"));
    assertThat(activities.signsSince(Map.of(ada, then, bob, then.minusSeconds(1))))
        .containsEntry(bob, "purchase");
  }

  @Test
  void amountAndQuantityAreKept() {
    activities.record(List.of(purchase(ada, 1, "2026-01-05T12:00:00Z")));

    assertThat(activities.list(ada).getFirst().signal())
        .isEqualTo(
            new Signal.CrmEvent("purchase", Optional.of(new BigDecimal("11.77")), Optional.of(2)));
  }

  @Test
  void twoWhoTellTheSameEventAtOnceRecordItOnce() throws Exception {
    activities.open(List.of(ada), TODAY.minusDays(200));
    ContactEvent stay = event(ada, new Signal.Stayed(5), 1, "2026-11-21T11:00:00Z");
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Boolean> tell = () -> {
      start.await();
      return activities.record(List.of(stay)).getFirst();
    };

    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Boolean> told = new ArrayList<>();
      for (Future<Boolean> one : two.invokeAll(List.of(tell, tell))) {
        told.add(one.get());
      }
      assertThat(told).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void aThousandEventsOfAnImportTakeOneTransactionAndLittleTime() {
    List<ContactEvent> events = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      events.add(purchase(new ContactId(50_000 + i % 700), i, "2026-01-05T12:00:00Z"));
    }
    long start = System.nanoTime();

    assertThat(activities.record(events)).doesNotContain(false);
    assertThat(activities.record(events)).doesNotContain(true);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  /** GDPR art. 15, 17. */
  @Test
  void aPersonSeesAllThatIsKeptAndCanHaveItErased() {
    ActivityData data = rig.bean(ActivityData.class);
    Subject subject = new Subject(Optional.of(ada), Optional.empty());
    activities.record(List.of(purchase(ada, 1, "2026-01-05T12:00:00Z")));

    assertThat(data.export(subject).toString())
        .contains("INACTIVE", "2026-01-05", "11.77", "retentionDueOn=2029-01-05");
    assertThat(data.erase(subject)).isEqualTo(3);
    assertThat(data.erase(subject)).isZero();
    assertThat(activities.standings(List.of(ada))).isEmpty();
  }

  private Standing standing(ContactId contact) {
    return activities.standings(List.of(contact)).values().iterator().next();
  }

  private static ContactEvent purchase(ContactId contact, int number, String at) {
    return event(
        contact,
        new Signal.CrmEvent("purchase", Optional.of(new BigDecimal("11.77")), Optional.of(2)),
        number,
        at);
  }

  private static ContactEvent event(ContactId contact, Signal signal, int number, String at) {
    return new ContactEvent(
        contact,
        signal,
        Instant.parse(at),
        ByteBuffer.allocate(16).putInt(number).array(),
        "import:1234567890123456789");
  }
}
