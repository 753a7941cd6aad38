package io.reveil.consent.ledger;

import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.declared;
import static io.reveil.consent.ledger.Ledgers.invalidated;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two connections at the same key: one order comes out, without a gap (E1). */
@Tag("sql")
class ConsentRaceTest {
  private static final int ROUNDS = 40;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);

  @BeforeEach
  void begin() {
    rig.empty();
  }

  @Test
  void grantsAndWithdrawalsOfOneKeyFallIntoOneOrder() throws Exception {
    ConsentKey key = aKey();

    inParallel(ROUNDS, () -> ledger.grant(key, confirmed()), () -> ledger.withdraw(key, left()));

    assertThatTheFoldIsTheLedger();
  }

  /**
   * Two servers, one of them two seconds ahead, a thousand times: the order is that of the commits (E1, E2). Each act draws
   * its ticket while it holds the row, which it does until its commit.
   */
  @Test
  void twoNodesWhoseClocksDifferAgreeOnOneOrder() throws Exception {
    ConsentKey key = aKey();
    Tickets tickets = new Tickets();
    try (EmbeddedServer other = aServerAhead()) {
      Node ours = new Node(rig.context(), key);
      Node theirs = new Node(other.getApplicationContext(), key);
      ours.grant();

      inParallel(
          1_000,
          byTurns(ours, tickets, List.of(ours::grant, ours::withdraw)),
          byTurns(theirs, tickets, List.of(theirs::withdraw, theirs::grant)));
    }

    List<Applied.Recorded> drawn = List.copyOf(tickets.drawn.values());
    assertThat(drawn)
        .hasSizeGreaterThan(1_000)
        .extracting(Applied.Recorded::version)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(2, drawn.size() + 1).boxed().toList());
    assertThat(state(key)).isEqualTo(drawn.getLast().after());
    assertThatTheFoldIsTheLedger();
  }

  /** (E1, E2) */
  @Test
  void theLastWordCountsWhicheverNodeIsAhead() {
    ConsentKey key = aKey();
    try (EmbeddedServer other = aServerAhead()) {
      Node ours = new Node(rig.context(), key);
      Node theirs = new Node(other.getApplicationContext(), key);
      for (List<Node> pair : List.of(List.of(theirs, ours), List.of(ours, theirs))) {
        pair.getFirst().withdraw();
        pair.getLast().grant();
        assertThat(state(key)).isEqualTo(ConsentState.GRANTED);

        pair.getFirst().grant();
        pair.getLast().withdraw();
        assertThat(state(key)).isEqualTo(ConsentState.WITHDRAWN);
      }
    }
    assertThatTheFoldIsTheLedger();
  }

  @Test
  void firstActsRaceForTheFirstVersion() throws Exception {
    List<ConsentKey> keys = Stream.generate(Ledgers::aKey).limit(ROUNDS).toList();
    var mine = keys.iterator();
    var theirs = keys.iterator();

    inParallel(
        ROUNDS,
        () -> ledger.grant(mine.next(), confirmed()),
        () -> ledger.withdraw(theirs.next(), left()));

    assertThatTheFoldIsTheLedger();
  }

  @Test
  void twoImportsOfOneFileGrantOnce() throws Exception {
    List<Declaration> file = Stream.generate(
            () -> new Declaration(aKey(), declared(TestClock.START)))
        .limit(300)
        .toList();
    long before = rig.count("consent_event");

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CyclicBarrier start = new CyclicBarrier(2);
      List<Future<List<Applied>>> imports = Stream.of(file, file.reversed())
          .map(rows -> threads.submit(() -> {
            start.await(30, TimeUnit.SECONDS);
            return ledger.declare(rows);
          }))
          .toList();
      for (Future<List<Applied>> running : imports) {
        assertThat(running.get()).hasSize(file.size());
      }
    }

    assertThat(rig.count("consent_event") - before).isEqualTo(file.size());
    assertThatTheFoldIsTheLedger();
  }

  /** (E5) What somebody found invalid is what they saw; the person has agreed anew since, and meant it. */
  @Test
  void whatIsInvalidatedIsNotWhatThePersonGaveMeanwhile() throws Exception {
    ConsentKey key = aKey();
    ledger.declare(List.of(declaration(key)));

    Applied ended = rig.database().write(() -> {
      CurrentConsent judged = standing(key);
      elsewhere(() -> ledger.grant(key, confirmed()));
      return ledger.invalidate(judged, invalidated());
    });

    assertThat(ended).isEqualTo(new Applied.NotAllowed(ConsentState.GRANTED));
    assertThat(standing(key).grade()).hasValue(Grade.DOI);
    assertThat(rig.count("consent_event")).isEqualTo(2);
  }

  /** (E5) Whichever comes first: what ends is what was seen, and the confirmation stands. */
  @Test
  void invalidationsAndConfirmationsOfOneKeyFallIntoOneOrder() throws Exception {
    List<ConsentKey> keys = Stream.generate(Ledgers::aKey).limit(ROUNDS).toList();
    keys.forEach(key -> ledger.declare(List.of(declaration(key))));
    var mine = keys.iterator();
    var theirs = keys.iterator();

    inParallel(
        ROUNDS,
        () -> {
          ConsentKey key = mine.next();
          rig.database().write(() -> {
            CurrentConsent judged = standing(key);
            return judged.grade().equals(Optional.of(Grade.DECLARED))
                && ledger.invalidate(judged, invalidated()) instanceof Applied.Recorded;
          });
        },
        () -> ledger.grant(theirs.next(), confirmed()));

    assertThat(keys).allMatch(key -> standing(key).grade().equals(Optional.of(Grade.DOI)));
    assertThatTheFoldIsTheLedger();
  }

  /** (E9): it has its name and all of its values, or is gone. Who must not begin anew is held by whoever acts for them. */
  @Test
  void whatIsRecordedWhileAPersonIsErasedStandsWholeOrNotAtAll() throws Exception {
    List<ConsentKey> keys = Stream.generate(Ledgers::aKey).limit(5 * ROUNDS).toList();
    keys.forEach(key -> ledger.declare(List.of(declaration(key))));
    PersonalData consents = rig.bean(PersonalData.class, "ConsentData");
    var mine = keys.iterator();
    var theirs = keys.iterator();

    inParallel(
        keys.size(),
        () -> {
          ConsentKey key = mine.next();
          ledger.withdraw(key, left());
          ledger.declare(List.of(
              declaration(new ConsentKey(key.contact(), key.channel(), new Purpose("offers")))));
        },
        () -> consents.erase(new Subject(Optional.of(theirs.next().contact()), Optional.empty())));

    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
  }

  /** (E9; GDPR art. 17): an act that waited for the erasure finds nobody, and makes nobody. */
  @Test
  void whoIsErasedBeforeAnActIsNotMadeAnewByIt() throws Exception {
    ConsentKey key = aKey();
    ledger.declare(List.of(declaration(key)));
    PersonalData consents = rig.bean(PersonalData.class, "ConsentData");

    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Applied> late = rig.database().write(() -> {
        consents.erase(new Subject(Optional.of(key.contact()), Optional.empty()));
        Future<Applied> beside = threads.submit(() -> ledger.withdraw(key, left()));
        assertThatThrownBy(() -> beside.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        return beside;
      });

      assertThat(late.get()).isEqualTo(new Applied.NotAllowed(ConsentState.NONE));
    }
    assertThat(rig.database()
            .list(
                "SELECT contact_id FROM consent_subject WHERE contact_id = ?",
                row -> row.getLong(1),
                key.contact().value()))
        .isEmpty();
  }

  /** (promise 1): a rebuild takes a row without events away; whoever leaves at that moment has left. */
  @Test
  void whoseRowIsMendedAwayBeforeTheyLeaveHasLeft() throws Exception {
    ContactId person = rig.bean(Contacts.class)
        .findOrPend(EmailAddress.parse("mended@example.org").orElseThrow(), Language.FR)
        .id();
    ConsentKey key = new ConsentKey(person, Channel.EMAIL, Ledgers.NEWSLETTER);
    rig.database().update("""
            INSERT INTO current_consent (contact_id, channel, purpose, state, basis, version, since_at, event_id)
            VALUES (?, 'EMAIL', 'newsletter', 'GRANTED', 'CONSENT', 1, '2026-11-01', 7)
            """, person.value());

    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Applied> late = rig.database().write(() -> {
        rig.database().update("DELETE FROM current_consent WHERE contact_id = ?", person.value());
        Future<Applied> beside = threads.submit(() -> ledger.withdraw(key, left()));
        assertThatThrownBy(() -> beside.get(500, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        return beside;
      });

      assertThat(late.get()).isInstanceOf(Applied.Recorded.class);
    }
    assertThat(rig.bean(Permissions.class).find(key).map(CurrentConsent::state))
        .contains(ConsentState.WITHDRAWN);
  }

  private static EmbeddedServer aServerAhead() {
    EmbeddedServer other = rig.beside(Map.of());
    other.getApplicationContext().getBean(TestClock.class).tick(Duration.ofSeconds(2));
    return other;
  }

  /** A person who acts at a server, by its clock. */
  private record Node(ConsentLedger ledger, Database database, Clock clock, ConsentKey key) {
    Node(ApplicationContext context, ConsentKey key) {
      this(
          context.getBean(ConsentLedger.class),
          context.getBean(Database.class),
          context.getBean(TestClock.class),
          key);
    }

    Applied grant() {
      return ledger.grant(key, confirmed(Ledgers.NOTICE, clock.instant()));
    }

    Applied withdraw() {
      return ledger.withdraw(key, left(clock.instant()));
    }
  }

  /** What was recorded, in the order that the test saw. */
  private static final class Tickets {
    private final AtomicInteger next = new AtomicInteger();
    private final SortedMap<Integer, Applied.Recorded> drawn = new ConcurrentSkipListMap<>();
  }

  private static Runnable byTurns(Node node, Tickets tickets, List<Supplier<Applied>> acts) {
    AtomicInteger turn = new AtomicInteger();
    return () -> {
      Supplier<Applied> act = acts.get(turn.getAndIncrement() % acts.size());
      Map.Entry<Applied, Integer> done =
          node.database().write(() -> Map.entry(act.get(), tickets.next.incrementAndGet()));
      if (done.getKey() instanceof Applied.Recorded recorded) {
        tickets.drawn.put(done.getValue(), recorded);
      }
    };
  }

  private static ConsentState state(ConsentKey key) {
    return rig.bean(Permissions.class).find(key).orElseThrow().state();
  }

  private static Declaration declaration(ConsentKey key) {
    return new Declaration(key, declared(TestClock.START));
  }

  private CurrentConsent standing(ConsentKey key) {
    return rig.bean(CurrentConsents.class).list(List.of(key.contact())).getFirst();
  }

  /** By another connection, and committed. */
  private static void elsewhere(Runnable act) {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      other.submit(act).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void inParallel(int rounds, Runnable one, Runnable other) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable act : List.of(one, other)) {
        running.add(threads.submit(() -> {
          for (int i = 0; i < rounds; i++) {
            together.await(30, TimeUnit.SECONDS);
            act.run();
          }
          return true;
        }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static void assertThatTheFoldIsTheLedger() {
    assertThat(LedgerFold.gaps(rig.database())).isEmpty();
    assertThat(LedgerFold.stored(rig.database())).isEqualTo(LedgerFold.rows(rig.database()));
  }
}
