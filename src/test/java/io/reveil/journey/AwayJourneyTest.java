package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.job.Recurring;
import io.reveil.job.spool.Spool;
import io.reveil.testing.Meters;
import io.reveil.testing.NoDatabase;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people press while the database is away (design section 9; promises 1, 3 and 5). */
class AwayJourneyTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
  private static final Map<String, String> PAGES = Map.of("Accept", "text/html");

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("datasources.default.connection-timeout", "250"));

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);
  private final Spool spool = rig.bean(Spool.class);

  /** Each test with people of its own, and with nothing that another left. */
  @BeforeEach
  @AfterEach
  void empty() {
    rig.empty();
    replay();
  }

  private static void replay() {
    rig.bean(Recurring.class, "Replay").round();
  }

  private static <T> T away(Supplier<T> act) {
    try (NoDatabase _ = NoDatabase.of(rig)) {
      return act.get();
    }
  }

  /** How many withdrawals the ledger has of everybody in the test. */
  private static long withdrawals() {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM consent_event WHERE act = 'WITHDRAWN' AND purpose = 'newsletter'",
            row -> row.getLong(1))
        .orElseThrow();
  }

  private static ConsentState state(Letter letter) {
    return Letter.stateOf(rig, letter.contact().id());
  }

  /** (B3, B5): by the button of a mail program, acknowledged at once, done once, as of the press. */
  @Test
  void oneClickIsAcknowledgedAndDoneWhenTheDatabaseIsBack() {
    Letter letter = Letter.toSubscriber(rig, "click@example.org", 101);
    rig.clock().tick(Duration.ofHours(1));

    var noted = away(() -> List.of(
        visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()),
        visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of())));
    assertThat(noted).allMatch(page -> page.status() == 200);
    assertThat(state(letter)).isEqualTo(ConsentState.GRANTED);
    rig.clock().tick(Duration.ofHours(1));
    replay();
    replay();

    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(withdrawals()).isEqualTo(1);
    assertThat(spool.isEmpty()).isTrue();
    assertThat(visitor.open(letter.leave()).status()).isEqualTo(200);
    assertThat(
            visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()).document().text())
        .as("since the press")
        .contains("Depuis le 21 novembre 2026 à 14 h 00");
  }

  /** (B30): what is asked of a node every few seconds waits for no database. */
  @Test
  void theStoppedProvidersAreToldWithoutADatabase() {
    rig.database()
        .update(
            "INSERT INTO storm (provider_group, began_at, seen_at, because) VALUES (?, ?, ?, ?)",
            "orange",
            rig.clock().instant(),
            rig.clock().instant(),
            "40 of 40 mails failed.");
    rig.bean(Recurring.class, "GuardRound").round();

    assertThat(away(() -> visitor.open("/health")).body())
        .contains("PROVIDER_STOPPED", "40 of 40 mails failed.");
  }

  /** (A11): the page needs to know nobody to show its buttons, and says what becomes of the press. */
  @Test
  void thePageOfLeavingOpensAndItsButtonsWork() {
    Letter letter = Letter.toSubscriber(rig, "page@example.org", 102);
    Letter english = Letter.toSubscriber(rig, "english@example.org", 102);

    var page = away(() -> {
      var asked = visitor.open(letter.leave());
      assertThat(asked.document().select(".rows.even button").eachText())
          .containsExactly("Arrêter cette lettre", "Tout arrêter");
      assertThat(visitor
              .press(visitor.open(english.leave() + "?lang=en"), "Stop everything")
              .heading())
          .isEqualTo("It is noted");
      return visitor.press(asked, "Arrêter cette lettre");
    });

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.heading()).isEqualTo("C’est noté");
    assertThat(page.document().select("main").text())
        .contains("dès son retour", "Au retour de notre base de données");
    assertThat(page.body()).doesNotContain("page@example.org");
    replay();
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(state(english)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.count("suppression")).as("everything, for one of them").isEqualTo(1);
  }

  /** (B5): so is "no" to the question whether the letters shall come back. */
  @Test
  void thatItStaysStoppedIsNotedToo() {
    Letter letter = Letter.toSubscriber(rig, "stays-stopped@example.org", 103);

    var noted = away(() -> visitor.post(letter.leave() + "/undo", Map.of("answer", "stopped")));
    replay();

    assertThat(noted.heading()).isEqualTo("C’est noté");
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (B5): "leave" on the page of a win-back mail, and boxes that come back empty. */
  @Test
  void leavingAWinBackMailAndUntickingAreWithdrawalsLikeAnyOther() {
    Letter leaver = Letter.toSubscriber(rig, "leaver@example.org", 103);
    Letter unticking = Letter.toSubscriber(rig, "unticks@example.org", 103);

    var noted = away(() -> List.of(
        visitor.post(leaver.stay(), Map.of("answer", "leave")),
        visitor.post(unticking.choose(), Map.of("notice.newsletter", "1"))));

    assertThat(noted).allMatch(page -> page.heading().equals("C’est noté"));
    assertThat(noted.getLast().document().text()).contains("Ce que vous avez décoché prend fin.");
    replay();
    assertThat(state(leaver)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(state(unticking)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A33, A34): to be measured no more is a withdrawal as well. */
  @Test
  void theEndOfMeasuringIsKeptToo() {
    Letter letter = Letter.toSubscriber(rig, "unmeasured@example.org", 107);

    var noted =
        away(() -> List.of(visitor.post(letter.choose() + "/measuring", FORM, "", Map.of())));

    assertThat(noted.getFirst().document().text()).contains("Plus rien ne sera mesuré.");
    replay();
    assertThat(rig.database()
            .list(
                "SELECT state FROM current_consent WHERE contact_id = ? AND purpose LIKE '%_tracking'",
                row -> row.getString(1), letter.contact().id().value()))
        .containsExactly("WITHDRAWN", "WITHDRAWN");
    assertThat(state(letter)).isEqualTo(ConsentState.GRANTED);
  }

  /** (C10, B11): "this was not me" needs the database as little as leaving does, nor does the page that asks. */
  @Test
  void whoNeverAskedIsHeardWithoutTheDatabase() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "never@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.only("never@example.org").link("/c/");

    var noted = away(() -> {
      var asked = visitor.open(link, PAGES);
      assertThat(asked.status()).isEqualTo(503);
      assertThat(asked.answer().headers().firstValue("Retry-After")).contains("30");
      assertThat(visitor
              .press(visitor.open(link + "?lang=en", PAGES), "This was not me")
              .heading())
          .isEqualTo("It is noted");
      return visitor.press(asked, "Ce n’est pas moi");
    });
    assertThat(noted.status()).isEqualTo(200);
    assertThat(noted.document().text()).contains("la demande est annulée dès son retour");
    assertThat(noted.body()).doesNotContain("never@example.org");
    rig.clock().tick(Duration.ofHours(1));
    replay();

    assertThat(spool.isEmpty()).isTrue();
    assertThat(rig.database()
            .list("SELECT state FROM subscription_request", row -> row.getString("state")))
        .containsExactly("REFUSED");
    assertThat(
            rig.database().list("SELECT reason FROM suppression", row -> row.getString("reason")))
        .containsExactly("NOT_ME");
  }

  /** (A43): a change of address is taken back with the database alone, and the link waits for it. */
  @Test
  void theLinkOfAFormerAddressGoesOnWorking() {
    Letter letter = Letter.toSubscriber(rig, "former@example.org", 112);
    rig.clock().tick(Duration.ofSeconds(30));
    visitor.press(
        visitor.open(letter.choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", "taker@example.org"));
    visitor.press(visitor.open(inbox.only("taker@example.org").link("/c/")), "Je confirme");
    String link = inbox.of("former@example.org").getLast().link("/b/");
    var page = visitor.open(link);

    var pressed = away(() -> visitor.press(page, "Ce n’était pas moi"));

    assertThat(pressed.status()).isEqualTo(503);
    assertThat(pressed.document().text()).contains("ce lien reste valable");
    assertThat(visitor.press(page, "Ce n’était pas moi").heading())
        .isEqualTo("Votre adresse est rétablie");
  }

  /** (C10, B11, promise 1): what the page promises comes true, also where a robot had confirmed by then. */
  @Test
  void whoNeverAskedIsHeardAfterARobotTooWithoutTheDatabase() {
    Letter letter = Letter.toSubscriber(rig, "robot@example.org", 109);
    String link = inbox.only("robot@example.org").link("/c/");

    var noted =
        away(() -> visitor.press(visitor.open(link + "?lang=en", PAGES), "This was not me"));

    assertThat(noted.document().text()).contains("what it had granted by then ends");
    replay();
    replay();
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(withdrawals()).isEqualTo(1);
    assertThat(
            rig.database().list("SELECT reason FROM suppression", row -> row.getString("reason")))
        .containsExactly("NOT_ME");
  }

  /** (design section 9): who leaves after somebody found the database away waits for no connection. */
  @Test
  void onlyTheFirstWhoLeavesWaitsForTheDatabase() {
    List<Letter> letters = Stream.of("one", "two", "three", "four")
        .map(name -> Letter.toSubscriber(rig, name + "@example.org", 108))
        .toList();
    double asked = Meters.value(rig, "hikaricp.connections.timeout");

    var noted = away(() -> letters.stream()
        .map(letter -> List.of(
            visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()).status(),
            visitor.open(letter.leave()).status()))
        .flatMap(List::stream)
        .toList());

    assertThat(noted).containsOnly(200);
    assertThat(Meters.value(rig, "hikaricp.connections.timeout") - asked)
        .as("requests for a connection, in vain")
        .isEqualTo(1);
    replay();
    assertThat(letters).allMatch(letter -> state(letter) == ConsentState.WITHDRAWN);
  }

  /** (B5): a lock that somebody else holds keeps nobody waiting; the press may be done twice, and is written once. */
  @Test
  void aDatabaseThatDoesNotAnswerInTimeIsTakenForAway() {
    Letter letter = Letter.toSubscriber(rig, "locked@example.org", 106);

    var noted = locked(() -> visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()));
    replay();

    assertThat(noted.heading()).isEqualTo("C’est noté");
    assertThat(spool.isEmpty()).isTrue();
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(withdrawals()).isEqualTo(1);
  }

  /** (C10, promise 1): what is unticked ends all the same, and the page’s word that no tick was recorded is kept. */
  @Test
  void whatWasTickedBeginsNothingAfterThePageHasSaidSo() {
    Letter letter = Letter.toSubscriber(rig, "ticks@example.org", 110);
    String nonce =
        visitor.open(letter.choose()).document().select("[name=nonce]").attr("value");
    Map<String, String> boxes = Map.of(
        "nonce", nonce,
        "notice.newsletter", "1",
        "notice.open_tracking", "1",
        "purposes", "open_tracking");

    var noted = locked(() -> visitor.post(letter.choose(), boxes));
    replay();

    assertThat(noted.document().text())
        .contains("Ce que vous avez coché n’a pas pu être enregistré");
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.database()
            .list(
                "SELECT purpose FROM consent_event WHERE act = 'GRANTED'", row -> row.getString(1)))
        .containsExactly("newsletter");
  }

  /** (E1): the spool of a node that died is found days later, and speaks of what was before. */
  @Test
  void whoAgreedAnewSinceIsNotEndedByAPressThatIsFoundLater() {
    Letter clicks = Letter.toSubscriber(rig, "ada@clicks.example", 111);
    Letter stops = Letter.toSubscriber(rig, "ada@stops.example", 111);
    Letter unticks = Letter.toSubscriber(rig, "ada@unticks.example", 111);
    visitor.press(visitor.open(stops.choose()), "Enregistrer", Map.of("purposes", "open_tracking"));
    List<String> asked = askedAgain(List.of(clicks, stops, unticks));
    away(() -> List.of(
        visitor.post(clicks.leave(), FORM, ONE_CLICK, Map.of()),
        visitor.post(stops.leave(), Map.of("scope", "all")),
        visitor.post(unticks.choose(), Map.of("notice.newsletter", "1"))));
    rig.clock().tick(Duration.ofDays(3));
    asked.forEach(link -> visitor.press(visitor.open(link), "Je confirme"));

    replay();

    assertThat(spool.isEmpty()).isTrue();
    assertThat(List.of(clicks, stops, unticks))
        .allMatch(letter -> state(letter) == ConsentState.GRANTED);
    assertThat(rig.count("suppression")).isZero();
    assertThat(rig.database()
            .list(
                "SELECT state FROM current_consent WHERE contact_id = ? AND purpose = 'open_tracking'",
                row -> row.getString(1),
                stops.contact().id().value()))
        .as("of everything, what was not agreed to anew")
        .containsExactly("WITHDRAWN");
  }

  /** (E1, promise 1): the clocks of two nodes do not say which of the two was meant last. */
  @Test
  void ofTwoPressesWithinAMinuteTheWithdrawalCounts() {
    Letter letter = Letter.toSubscriber(rig, "ada@both.example", 112);
    String asked = askedAgain(List.of(letter)).getFirst();
    away(() -> visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()));
    rig.clock().tick(Duration.ofSeconds(30));
    visitor.press(visitor.open(asked), "Je confirme");

    replay();

    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** The links of the mails that ask each of them once more. */
  private List<String> askedAgain(List<Letter> people) {
    rig.clock().tick(Duration.ofHours(25));
    return people.stream()
        .map(letter -> letter.contact().email().orElseThrow().forSending())
        .map(address -> {
          visitor.post(
              "/f/newsletter?lang=fr",
              Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
          return inbox.of(address).getLast().link("/c/");
        })
        .toList();
  }

  /** While somebody else holds the consents of everybody. */
  private static <T> T locked(Supplier<T> act) {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Void> other = CompletableFuture.runAsync(
        () -> rig.database().write(() -> {
          rig.database().update("UPDATE current_consent SET version = version");
          locked.countDown();
          await(end);
        }),
        Thread::startVirtualThread);
    await(locked);
    try {
      return act.get();
    } finally {
      end.countDown();
      other.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A forged link is refused before the database is asked, and leaves nothing in the spool (D4). */
  @Test
  void aForgedLinkIsNotKept() {
    int status = away(
        () -> visitor.post("/u/" + "B".repeat(86), FORM, ONE_CLICK, Map.of()).status());

    assertThat(status).isEqualTo(404);
    assertThat(spool.isEmpty()).isTrue();
  }

  /** (promise 1): what begins or goes on needs the database; the answer says to come back, and nothing is half done. */
  @Test
  void whatBeginsSomethingIsToldToComeBack() {
    Letter letter = Letter.toSubscriber(rig, "begins@example.org", 104);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "new@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    var confirm = visitor.open(inbox.only("new@example.org").link("/c/"));
    String confirmed = confirm.at().getPath();
    String nonce =
        confirm.document().select("form.go [name=nonce], [name=nonce]").attr("value");
    Map<String, Map<String, String>> posts = new LinkedHashMap<>();
    posts.put(confirmed, Map.of("nonce", nonce));
    posts.put(letter.stay(), Map.of("answer", "stay", "nonce", "x"));
    posts.put(letter.choose(), Map.of("purposes", "newsletter", "notice.newsletter", "1"));
    posts.put(
        "/f/newsletter",
        Map.of("email", "other@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    var before = Rows.all(rig);

    away(() -> {
      posts.forEach((path, values) -> {
        var answer =
            visitor.post(path + "?lang=fr", FORM, Visitor.encoded(values.entrySet()), PAGES);
        assertThat(answer.status()).as(path).isEqualTo(503);
        assertThat(answer.heading()).isEqualTo("Revenez dans un instant");
        assertThat(answer.answer().headers().firstValue("Retry-After")).contains("30");
      });
      var english = visitor.open(confirmed + "?lang=en", PAGES);
      assertThat(english.heading()).isEqualTo("Come back in a moment");
      var api = visitor.postJson("/api/subscriptions", """
          {"form": "newsletter", "email": "api@example.org", "language": "en", "purposes": ["newsletter"],
           "notices": {"newsletter": 1}}
          """);
      assertThat(api.status()).isEqualTo(503);
      assertThat(api.body())
          .contains("\"code\":\"UNAVAILABLE\"", "Nothing was changed; try again.");
      return true;
    });

    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(spool.isEmpty()).isTrue();
    assertThat(visitor.post(confirmed, Map.of("nonce", nonce)).heading())
        .isEqualTo("C’est confirmé. Merci.");
  }

  /** (promise 5; B8): the node is silent until the database knows who has left, says so, and goes on by itself. */
  @Test
  void nothingLeavesBeforeTheDatabaseKnowsWhoHasLeft() {
    Letter letter = Letter.toSubscriber(rig, "silent@example.org", 105);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "waits@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    rig.clock().tick(Duration.ofMinutes(5));
    int before = rig.mail().getReceivedMessages().length;
    away(() -> visitor.post(letter.leave(), FORM, ONE_CLICK, Map.of()));

    rig.bean(Dispatcher.class).dispatchDue();
    assertThat(rig.mail().getReceivedMessages()).hasSize(before);
    var health = visitor.open("/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body()).contains("SENDING_STOPPED", "\"records\":1");
    assertThat(visitor.open("/prometheus").body()).contains("reveil_spool_records 1.0");

    replay();
    assertThat(inbox.only("waits@example.org").link("/c/")).isNotEmpty();
    assertThat(visitor.open("/health").body()).doesNotContain("SENDING_STOPPED");
  }
}
