package io.reveil.consent.rebuild;

import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.addressLeft;
import static io.reveil.consent.ledger.Ledgers.claim;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.declared;
import static io.reveil.consent.ledger.Ledgers.doiSent;
import static io.reveil.consent.ledger.Ledgers.expired;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.leftUnticked;
import static io.reveil.consent.ledger.Ledgers.notMe;
import static io.reveil.consent.ledger.Ledgers.posted;
import static io.reveil.consent.ledger.Ledgers.stayed;
import static io.reveil.consent.ledger.Ledgers.ticked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.history.Broken;
import io.reveil.consent.history.FoldKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.LedgerFold;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.rebuild.Rebuild.Stretch;
import io.reveil.consent.seal.Sealer;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fold is what the ledger says, and becomes so again whatever happened to it (E1). */
@Tag("sql")
class RebuildTest {
  private static final int ROUNDS = 40;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Rebuild rebuild = rig.bean(Rebuild.class);

  private final ConsentKey ada = aKey();
  private final ConsentKey bea = aKey();

  /** Every act, in the orders in which people do them. */
  @BeforeEach
  void aHistory() {
    rig.empty();
    ledger.request(ada, posted());
    ledger.recordDoiSent(ada, doiSent());
    rig.clock().tick(Duration.ofDays(1));
    ledger.grant(ada, confirmed());
    ledger.reconfirm(ada, stayed());
    ledger.withdraw(ada, left());
    ledger.tick(ada, ticked());
    ledger.leaveAddress(ada, addressLeft());
    ledger.refuse(ada, leftUnticked());
    ledger.request(ada, posted());
    ledger.request(bea, posted());
    ConsentKey claimed = aKey();
    ledger.declare(List.of(
        new Declaration(aKey(), declared(TestClock.START)), new Declaration(claimed, claim())));
    ledger.grant(claimed, confirmed());
    ledger.refuse(aKey(), notMe());
    ledger.expire(aKey(), expired());
    ledger.expire(
        bea,
        new Evidence.RuleApplied(
            rig.clock().instant(), new Actor.Rule("expiry"), Optional.empty()));
  }

  @Test
  void aHistoryFoldsIntoTheRowsThatItsActsLeft() {
    List<String> before = LedgerFold.stored(database);

    assertThat(mended()).isEqualTo(new Stretch(6, List.of(), Optional.empty()));
    assertThat(LedgerFold.stored(database)).isEqualTo(before).hasSize(6);
  }

  /** Sealed events are not rewritten: where one led to EXPIRED, so does the fold. */
  @Test
  void anEndThatWasAStateStaysOne() {
    String where = " WHERE contact_id = " + bea.contact().value();
    database.update(
        "UPDATE current_consent SET state = 'EXPIRED', since_at = ?" + where,
        rig.clock().instant());
    Ledgers.unmark(database);
    long event = lastEvent(bea);
    database.update(
        "UPDATE consent_event SET state_after = 'EXPIRED', canonical = ? WHERE event_id = ?",
        text(event)
            .replace("\"stateAfter\":\"NONE\"", "\"stateAfter\":\"EXPIRED\"")
            .getBytes(StandardCharsets.UTF_8),
        event);

    assertThat(mended().differed()).isEmpty();
  }

  @Test
  void rowsThatWereLostAreAllThereAgain() {
    List<String> before = LedgerFold.stored(database);
    database.update("DELETE FROM current_consent");

    assertThat(mended().differed()).hasSize(6);
    assertThat(LedgerFold.stored(database)).isEqualTo(before);
  }

  @Test
  void aRowThatWasTamperedWithIsNamedAndMended() {
    database.update(
        "UPDATE current_consent SET state = 'GRANTED', since_at = ? WHERE contact_id = ?",
        TestClock.START,
        ada.contact().value());

    assertThat(rebuild.run(Long.MIN_VALUE, false).differed()).containsExactly(keyOf(ada));
    assertThat(mended().differed()).containsExactly(keyOf(ada));
    assertThat(mended().differed()).isEmpty();
    assertThatTheFoldIsTheLedger();
  }

  /** Nobody makes a withdrawal a grant by its columns, nor by a row of their own (E8). */
  @Test
  void anEventThatIsNotAsReveilWroteItIsRefusedAndNothingFollowsFromIt() {
    rig.bean(Sealer.class).round();
    long withdrawn = lastEvent(ada);
    database.update(
        "UPDATE consent_event SET act = 'GRANTED', state_after = 'GRANTED', basis = 'CONSENT' WHERE event_id = ?",
        withdrawn);
    tamper(bea);
    List<String> before = LedgerFold.stored(database);

    for (boolean mend : List.of(false, true)) {
      assertThatThrownBy(() -> rebuild.run(Long.MIN_VALUE, mend))
          .isInstanceOf(Broken.class)
          .hasMessageContaining("of event " + withdrawn + " says ")
          .hasMessageContaining(", its recorded text says ");
    }
    assertThat(LedgerFold.stored(database)).isEqualTo(before);
    KeyedClient.Answer refused =
        new KeyedClient(rig).post("/api/ledger/rebuild", "application/json", "{}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().path("code").asText()).isEqualTo("LEDGER_ALTERED");
    assertThat(refused.body().path("detail").asText()).contains("of event " + withdrawn);
  }

  @Test
  void anEventWhoseTextWasChangedWithItsColumnsIsRefused() {
    long last = lastEvent(bea);
    database.update(
        "UPDATE consent_event SET state_after = 'GRANTED', canonical = ? WHERE event_id = ?",
        text(last)
            .replace("\"stateAfter\":\"NONE\"", "\"stateAfter\":\"GRANTED\"")
            .getBytes(StandardCharsets.UTF_8),
        last);

    assertThatThrownBy(this::mended).hasMessageStartingWith("The mark of event " + last);
  }

  @Test
  void aHistoryFromWhichASealedEventWasTakenIsRefused() {
    rig.bean(Sealer.class).round();
    long last = lastEvent(ada);
    database.update("DELETE FROM consent_event WHERE event_id = ?", last);

    assertThatThrownBy(this::mended)
        .hasMessageStartingWith("Event " + last + " is gone: block 1 was closed with it.");
  }

  @Test
  void aHistoryThatIsAnothersIsRefused() {
    for (String table : List.of("consent_subject", "consent_opening")) {
      database.update(
          "UPDATE " + table + " SET contact_id = 900001 WHERE contact_id = ?",
          bea.contact().value());
    }

    assertThatThrownBy(this::mended)
        .hasMessageContaining("was recorded of contact " + bea.contact());
  }

  /** Whoever of the two is folded, and however far a stretch goes. */
  @Test
  void aHistoryThatTwoPeopleHaveIsRefused() {
    database.list(
        "SELECT subject_ref, salt FROM consent_subject WHERE contact_id = ?",
        row -> database.update(
            "INSERT INTO consent_subject (contact_id, subject_ref, salt) VALUES (900001, ?, ?)",
            row.getBytes("subject_ref"),
            row.getBytes("salt")),
        bea.contact().value());

    assertThatThrownBy(() -> rebuild.run(900_000, true))
        .hasMessageStartingWith("consent_subject gives the name ");
    assertThatThrownBy(this::mended).hasMessageStartingWith("consent_subject gives the name ");
  }

  private long lastEvent(ConsentKey key) {
    return database
        .first(
            "SELECT event_id FROM current_consent WHERE contact_id = ?",
            row -> row.getLong("event_id"),
            key.contact().value())
        .orElseThrow();
  }

  private String text(long event) {
    return database
        .first(
            "SELECT canonical FROM consent_event WHERE event_id = ?",
            row -> new String(row.getBytes("canonical"), StandardCharsets.UTF_8),
            event)
        .orElseThrow();
  }

  @Test
  void aCheckChangesNothing() {
    database.update("UPDATE current_consent SET notice_version = 9");
    List<String> before = LedgerFold.stored(database);

    assertThat(rebuild.run(Long.MIN_VALUE, false).differed()).hasSize(6);
    assertThat(LedgerFold.stored(database)).isEqualTo(before);
  }

  @Test
  void aConsentThatTheLedgerNeverSawIsTakenAway() {
    database.update("DELETE FROM consent_event");

    assertThat(mended().differed()).hasSize(6);
    assertThat(rig.count("current_consent")).isZero();
  }

  /** A base is longer than a stretch. */
  @Test
  void itGoesOnWhereTheStretchBeforeEnded() {
    ledger.declare(Stream.generate(() -> new Declaration(aKey(), declared(TestClock.START)))
        .limit(10_100)
        .toList());

    Stretch first = mended();
    Stretch second = rebuild.run(first.next().orElseThrow(), true);

    assertThat(first.compared()).isEqualTo(10_000);
    assertThat(second).isEqualTo(new Stretch(106, List.of(), Optional.empty()));
  }

  /** Its act is not yet committed when we read: it is neither lost nor taken for a fault. */
  @Test
  void anActUnderWayIsNotUndone() throws Exception {
    tamper(ada);

    whileUncommitted(() -> ledger.grant(ada, confirmed()), this::mended);

    assertThatTheFoldIsTheLedger();
    assertThat(LedgerFold.stored(database)).anyMatch(row -> row.contains(" 10 "));
  }

  /** Nobody is folded back into being (GDPR art. 17). */
  @Test
  void whoIsBeingErasedStaysErased() throws Exception {
    database.update(
        "DELETE FROM current_consent WHERE contact_id = ?", ada.contact().value());
    PersonalData consents = rig.bean(PersonalData.class, "ConsentData");

    whileUncommitted(
        () -> consents.erase(new Subject(Optional.of(ada.contact()), Optional.empty())),
        this::mended);

    assertThat(database.list(
            "SELECT version FROM current_consent WHERE contact_id = ?",
            row -> row.getInt("version"),
            ada.contact().value()))
        .isEmpty();
  }

  @Test
  void peopleActWhileItMends() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> acts = threads.submit(() -> {
        for (int i = 0; i < ROUNDS; i++) {
          together.await(30, TimeUnit.SECONDS);
          ledger.grant(ada, confirmed());
          ledger.withdraw(ada, left());
        }
        return true;
      });
      for (int i = 0; i < ROUNDS; i++) {
        tamper(bea);
        together.await(30, TimeUnit.SECONDS);
        assertThat(mended().differed()).containsExactly(keyOf(bea));
      }
      acts.get();
    }

    assertThat(mended().differed()).isEmpty();
    assertThatTheFoldIsTheLedger();
  }

  @Test
  void aProgramGoesOnFromWhereItIsTold() {
    KeyedClient api = new KeyedClient(rig);

    assertThat(api.post("/api/ledger/rebuild", "application/json", "{\"check\":true}")
            .body())
        .hasToString("{\"compared\":6,\"differed\":[],\"mended\":0}");
    KeyedClient.Answer refused =
        api.post("/api/ledger/rebuild", "application/json", "{\"after\":\"the third\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("detail").asText()).contains("“next” of the answer before");
  }

  /** Two connections: the first acts and waits with its commit until the second has begun. */
  private void whileUncommitted(Runnable act, Runnable beside) throws Exception {
    CountDownLatch acted = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> first = threads.submit(() -> database.write(() -> {
        act.run();
        acted.countDown();
        await(begun);
      }));
      Future<?> second = threads.submit(() -> {
        await(acted);
        begun.countDown();
        beside.run();
      });
      first.get();
      second.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Stretch mended() {
    return rebuild.run(Long.MIN_VALUE, true);
  }

  private void tamper(ConsentKey key) {
    database.update(
        "UPDATE current_consent SET state = 'GRANTED', basis = 'CONSENT' WHERE contact_id = ?",
        key.contact().value());
  }

  private static FoldKey keyOf(ConsentKey key) {
    return new FoldKey(
        key.contact().value(), key.channel().name(), key.purpose().id());
  }

  private static void assertThatTheFoldIsTheLedger() {
    assertThat(LedgerFold.gaps(rig.database())).isEmpty();
    assertThat(LedgerFold.stored(rig.database())).isEqualTo(LedgerFold.rows(rig.database()));
  }
}
